import { hash } from 'node:crypto'
import type { Sha256 } from '@glosa/domain/model'

/** So much (bytes) is hashed sooner than another thread is asked. */
const smallBytes = 16 * 1024

export const sha256 = (bytes: Uint8Array): Sha256 => hash('sha256', bytes, 'hex') as Sha256

/** The same without holding up whoever else waits for this thread. */
export async function sha256Aside(bytes: Uint8Array): Promise<Sha256> {
  if (bytes.length <= smallBytes) return sha256(bytes)
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex') as Sha256
}
