import { createHash } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { DeliveryId, ExchangeLog, Sha256 } from '@glosa/domain/model'
import { sha256Of } from '../versionHash.ts'

/** Nothing was sent: the other side was never reached. The same may be sent again. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
}

/** It left, but no whole answer came back: nobody knows what became of it. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost'
}

/** An answer as it came. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Uint8Array
  /** SHA-256 fingerprint of the other side's certificate, in hex; `null` without TLS. */
  readonly certificate: string | null
  /** Address without credentials and parameters. */
  readonly endpoint: string
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Name of the operation for the log of exchanges; not logged when left out. */
  readonly operation?: string
  readonly deliveryId?: string | null
}

export interface HttpOptions {
  readonly timeoutMs: number
  readonly ca?: string
  readonly client?: { readonly cert: string; readonly key: string; readonly passphrase?: string }
  readonly exchanges?: ExchangeLog
  readonly nowMs?: () => number
}

/** Sends one request and reads the whole answer. */
export type HttpSend = (request: HttpRequest) => Promise<HttpAnswer>

const largestAnswer = 300 * 1024 * 1024

/**
 * A plain HTTP client that knows the difference between "not sent" and "answer lost": each request
 * has its own connection, so what happens before it is open surely changed nothing. Redirects are
 * not followed and proxies of the environment not used: the configured address is the one meant.
 * @throws NotSent or AnswerLost; any whole answer, whatever its status, is returned
 */
export function outgoingHttp(options: HttpOptions): HttpSend {
  const { exchanges, nowMs = () => performance.now() } = options
  return async (request) => {
    if (!exchanges || request.operation === undefined) return sendOnce(request, options)
    const body = request.body ?? new Uint8Array()
    const exchangeId = await exchanges.opened({
      deliveryId: (request.deliveryId ?? null) as DeliveryId | null,
      operation: request.operation,
      endpoint: endpointOf(request.url),
      requestSha256: sha256Of(body),
      requestBytes: body.length,
    })
    const startedMs = nowMs()
    const tookMs = () => Math.round((nowMs() - startedMs) * 10) / 10
    try {
      const answer = await sendOnce(request, options)
      await exchanges.answered(exchangeId, {
        status: answer.status,
        responseSha256: sha256Of(answer.body),
        responseBytes: answer.body.length,
        certificate: answer.certificate,
        tookMs: tookMs(),
        problem: null,
      })
      return answer
    } catch (error) {
      if (!(error instanceof NotSent || error instanceof AnswerLost)) throw error
      const nothing = { status: null, responseSha256: null, responseBytes: null, certificate: null }
      await exchanges.answered(exchangeId, { ...nothing, tookMs: tookMs(), problem: `${error.name}: ${error.message}` })
      throw error
    }
  }
}

/** Address without credentials, parameters and fragment. */
function endpointOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

function sendOnce({ method, url, headers = {}, body }: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
  const { timeoutMs, ca, client } = options
  const isSecure = new URL(url).protocol === 'https:'
  const settings: RequestOptions = {
    method,
    agent: false,
    headers: { ...headers, ...(body ? { 'Content-Length': String(body.length) } : {}) },
    ...(isSecure ? { minVersion: 'TLSv1.2', ...(ca ? { ca } : {}), ...client } : {}),
  }
  return new Promise((resolve, reject) => {
    let isOpen = false
    let isOver = false
    const outgoing = (isSecure ? httpsRequest : httpRequest)(url, settings)
    const timer = setTimeout(() => fail(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    const fail = (error: Error) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      outgoing.destroy()
      reject(isOpen ? new AnswerLost(wordsOf(error)) : new NotSent(wordsOf(error)))
    }
    outgoing.once('socket', (socket) => {
      // A handshake that fails has carried nothing of the request.
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isOpen = true
      })
    })
    outgoing.once('error', fail)
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > largestAnswer) fail(new Error('the answer is too large'))
        else chunks.push(chunk)
      })
      response.once('error', fail)
      response.once('aborted', () => fail(new Error('the answer broke off')))
      response.once('end', () => {
        if (isOver) return
        isOver = true
        clearTimeout(timer)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          certificate: fingerprintOf(response),
          endpoint: endpointOf(url),
        })
      })
    })
    outgoing.end(body)
  })
}

function fingerprintOf({ socket }: IncomingMessage): string | null {
  if (!(socket instanceof TLSSocket)) return null
  const { raw } = socket.getPeerCertificate()
  return raw ? (createHash('sha256').update(raw).digest('hex') as Sha256) : null
}

/** A message without addresses of our own network: the system's code says enough. */
const wordsOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? `${error.code}` : error.message
