import { refused, type Refused } from '@glosa/domain/model'
import type { IncomingMessage } from 'node:http'

/**
 * Reads a request body of at most `maxBytes`. A larger one is refused as soon as that is known; the
 * rest is thrown away as it comes, since a client that is cut off while it sends never sees the answer.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | Refused> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > maxBytes) return refused('too-large', { maxBytes })
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer
    bytes += piece.length
    if (bytes > maxBytes) break
    chunks.push(piece)
  }
  if (bytes <= maxBytes) return Buffer.concat(chunks)
  request.resume()
  return refused('too-large', { maxBytes })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a JSON body; an empty one is `{}`. */
export async function readJson(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly json: unknown } | Refused> {
  const type = request.headers['content-type'] ?? ''
  const bytes = await readBody(request, maxBytes)
  if ('refused' in bytes) return bytes
  if (bytes.length === 0) return { json: {} }
  if (!/^application\/json(;|$)/i.test(type)) return refused('unsupported-media-type')
  try {
    return { json: JSON.parse(utf8.decode(bytes)) as unknown }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
      return refused('invalid-input', { field: 'body' })
    }
    throw error
  }
}

/** Reads a form (`application/x-www-form-urlencoded`); of a field that comes twice the last counts. */
export async function readForm(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly json: unknown } | Refused> {
  const type = request.headers['content-type'] ?? ''
  const bytes = await readBody(request, maxBytes)
  if ('refused' in bytes) return bytes
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(type)) return refused('unsupported-media-type')
  return { json: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) }
}
