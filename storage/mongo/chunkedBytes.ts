import { randomUUID } from 'node:crypto'
import type { Collections } from './mongoDatabase.ts'
import { whileAvailable } from './mongoDatabase.ts'
import type { Chunked } from './documents.ts'

/** What fits into a document beside other things; MongoDB ends at 16 MB. */
export const inlineBytes = 4 * 1024 * 1024

/** Keeps bytes of any size: small ones as they are, large ones in chunks, which are durable before the promise resolves. */
export async function putBytes({ chunks }: Collections, bytes: Uint8Array): Promise<Uint8Array | Chunked> {
  if (bytes.length <= inlineBytes) return bytes
  const key = randomUUID()
  let count = 0
  for (let offset = 0; offset < bytes.length; offset += inlineBytes) {
    const document = { _id: `${key}/${count}`, bytes: bytes.subarray(offset, offset + inlineBytes) }
    await whileAvailable(() => chunks.insertOne(document))
    count += 1
  }
  return { chunks: key, count }
}

/** @returns `null` when chunks are gone, because a newer value took their place meanwhile */
export async function getBytes({ chunks }: Collections, kept: Uint8Array | Chunked): Promise<Uint8Array | null> {
  if (kept instanceof Uint8Array) return new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength)
  const parts: Uint8Array[] = []
  for (let index = 0; index < kept.count; index++) {
    const part = await whileAvailable(() => chunks.findOne({ _id: `${kept.chunks}/${index}` }))
    if (!part) return null
    parts.push(part.bytes)
  }
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Removes the chunks of a value that nothing points to any more. */
export async function dropBytes({ chunks }: Collections, kept: Uint8Array | Chunked): Promise<void> {
  if (kept instanceof Uint8Array) return
  for (let index = 0; index < kept.count; index++) {
    await whileAvailable(() => chunks.deleteOne({ _id: `${kept.chunks}/${index}` }))
  }
}
