import { randomBytes, verify, type KeyObject } from 'node:crypto'
import type { SealProblem } from '@glosa/domain/model'
import type { Certificate } from './certificate.ts'

/** Who seals: a certificate and a key that never leaves its place. */
export interface Sealer {
  readonly certificate: Certificate
  /** Issuers of the certificate that go into the seal; without the root, which everybody must have. */
  readonly issuers: readonly Certificate[]
  readonly keyKind: 'rsa' | 'ec'
  /** Made for trying the software out. */
  readonly isTrial: boolean
  /** Signs the SHA-256 of the bytes: PKCS#1 v1.5 with RSA, DER with elliptic curves. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** The certificate and key of the office cannot be used; the message is for the operator and holds no secret. */
export class SealUnusable extends Error {
  override readonly name = 'SealUnusable'
  readonly code: SealProblem

  constructor(message: string, code: SealProblem = 'key-unusable') {
    super(message)
    this.code = code
  }
}

/**
 * @throws SealUnusable for keys of another kind
 */
export function keyKindOf(key: KeyObject): 'rsa' | 'ec' {
  if (key.asymmetricKeyType === 'rsa') return 'rsa'
  if (key.asymmetricKeyType === 'ec') return 'ec'
  throw new SealUnusable(`keys of the kind ${String(key.asymmetricKeyType)} cannot seal`)
}

/** Of several certificates the one whose key made a signature: files and tokens hold them in any order. */
export async function certificateOfKey(
  certificates: readonly Certificate[],
  sign: Sealer['sign'],
): Promise<Certificate> {
  const probe = randomBytes(32)
  const signature = await sign(probe)
  const found = certificates.find(({ x509 }) => verify('sha256', probe, x509.publicKey, signature))
  if (!found) throw new SealUnusable('no certificate belongs to the private key')
  return found
}
