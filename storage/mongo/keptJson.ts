import { getBytes, inlineBytes, putBytes } from './chunkedBytes.ts'
import type { Chunked } from './documents.ts'
import type { Collections } from './mongoDatabase.ts'

/** JSON as it is kept in a document: as text, or chunked when it is too large for one. */
export async function keptJson(collections: Collections, value: unknown): Promise<string | Chunked> {
  const json = JSON.stringify(value)
  // A character takes at most three bytes.
  const large = json.length * 3 > inlineBytes ? await putBytes(collections, new TextEncoder().encode(json)) : null
  return large === null || large instanceof Uint8Array ? json : large
}

/** @throws Error when a chunk is gone */
export async function readKeptJson(collections: Collections, kept: string | Chunked): Promise<unknown> {
  if (typeof kept === 'string') return JSON.parse(kept)
  const bytes = await getBytes(collections, kept)
  if (!bytes) throw new Error('a part of a record is missing')
  return JSON.parse(new TextDecoder().decode(bytes))
}
