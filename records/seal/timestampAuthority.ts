import { createHash, randomBytes } from 'node:crypto'
import type { SealProblem } from '@glosa/domain/model'
import { childrenOf, der, integer, octets, oid, nothing, readDer, sequence, tags } from './der.ts'
import { oids } from './oids.ts'
import { readTimestamp } from './readCms.ts'

/** A timestamp authority, as the office has it by contract. */
export interface TimestampAuthority {
  readonly url: string
  /** Name and password of HTTP, where it asks for them. */
  readonly credentials?: { readonly user: string; readonly password: string } | null
  readonly timeoutMs?: number
}

/** The authority gave no usable timestamp: nothing was sealed, it may be tried again. */
export class TimestampFailed extends Error {
  override readonly name = 'TimestampFailed'
  readonly code: SealProblem

  constructor(message: string, code: SealProblem = 'timestamp-unusable') {
    super(message)
    this.code = code
  }
}

const largestAnswer = 200_000

/**
 * Asks for a timestamp of bytes (RFC 3161 over HTTP). The token is checked: it must be over the
 * SHA-256 of these bytes, answer this very request, and be intact under a certificate for timestamps.
 * @returns the token, as it is put into a signature
 * @throws TimestampFailed
 */
export async function requestTimestamp(bytes: Uint8Array, authority: TimestampAuthority): Promise<Buffer> {
  const imprint = createHash('sha256').update(bytes).digest()
  const nonce = randomBytes(8)
  // Positive and without a leading zero, as its number is compared by its bytes.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40
  const request = sequence(
    integer(1),
    sequence(sequence(oid(oids.sha256), nothing()), octets(imprint)),
    integer(nonce),
    der(tags.boolean, Buffer.from([0xff])),
  )
  const answer = await post(request, authority)
  try {
    const token = tokenIn(answer)
    const read = readTimestamp(token)
    if (!read.imprint.equals(imprint) || read.imprintName !== 'sha256') throw new RangeError('it is over other bytes')
    if (!read.nonce?.equals(nonce)) throw new RangeError('it answers another request')
    if (!read.isIntact) throw new RangeError('its signature is broken')
    if (!read.signer.mayTimestamp) throw new RangeError('its certificate is not one for timestamps')
    return token
  } catch (error) {
    throw new TimestampFailed(`the timestamp cannot be used: ${problemOf(error)}`)
  }
}

async function post(request: Buffer, { url, credentials, timeoutMs = 15_000 }: TimestampAuthority): Promise<Buffer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'Content-Type': 'application/timestamp-query',
        ...(credentials
          ? {
              Authorization: `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`,
            }
          : {}),
      },
      body: new Uint8Array(request),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const answer = Buffer.from(await response.arrayBuffer())
    if (answer.length > largestAnswer) throw new Error('an answer of impossible size')
    return answer
  } catch (error) {
    throw new TimestampFailed(
      `the timestamp authority does not answer: ${problemOf(error)}`,
      'timestamp-authority-away',
    )
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`.slice(0, 300)
}

/** `TimeStampResp`: a status, and the token when it is 0 (granted) or 1 (granted with changes). */
function tokenIn(answer: Buffer): Buffer {
  const [status, token] = childrenOf(readDer(answer))
  const code = status && childrenOf(status)[0]?.content[0]
  if (code === undefined || code > 1 || !token)
    throw new RangeError(`the authority refused with status ${String(code)}`)
  return token.whole
}
