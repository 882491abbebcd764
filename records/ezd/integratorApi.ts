import { createHash, randomUUID } from 'node:crypto'
import type { DeliveryOutcome, Instant } from '@glosa/domain/model'
import { AnswerLost, NotSent, type HttpAnswer, type HttpRequest, type HttpSend } from '../http/outgoing.ts'

/** How to reach an EZD RP and as whom. */
export interface EzdAccess {
  /** Origin of the Integrator API. */
  readonly url: string
  readonly tokenUrl: string
  /** Host of the EZD application. */
  readonly webHost: string
  /** Identifier of the institution. */
  readonly entity: string
  readonly keyId: string
  readonly apiKey: string
  /** Position under which everything is done. */
  readonly position: string
  /** Origins from which documents may be downloaded. */
  readonly downloadOrigins: readonly string[]
  readonly send: HttpSend
  readonly now: () => Instant
}

/** An answer that is not a good one. */
export class EzdProblem extends Error {
  override readonly name = 'EzdProblem'
  readonly outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>

  constructor(outcome: EzdProblem['outcome']) {
    super('problem' in outcome ? outcome.problem : outcome.reason)
    this.outcome = outcome
  }
}

export type Json = Readonly<Record<string, unknown>>

const prefix = '/ezdrp/integrator/v2'
const earlyMs = 30_000

/**
 * The Integrator API v2. Nothing there recognises a repetition: a change whose answer was lost is
 * uncertain, while a question may always be asked again.
 */
export function integratorApi(access: EzdAccess) {
  const { url, tokenUrl, webHost, entity, keyId, apiKey, position, send, now } = access
  const root = url.replace(/\/+$/, '')
  let token: { readonly value: string; readonly until: number } | null = null

  async function signIn(deliveryId: string | null): Promise<string> {
    if (token && now() < token.until) return token.value
    const time = new Date(now()).toISOString()
    const form = new URLSearchParams({
      grant_type: 'api_credentials',
      client_id: `api_${hashed(webHost)}`,
      scope: 'api.ezdrp.gov.pl',
      pid: entity,
      aki: keyId,
      rt: time,
      akh: hashed(`${time}${apiKey}`),
    })
    const answer = await ask({
      method: 'POST',
      url: tokenUrl,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString(), 'utf8'),
      operation: 'token',
      deliveryId,
    })
    const { access_token: value, expires_in: seconds } = jsonIn(answer, false)
    if (typeof value !== 'string' || !value)
      throw new EzdProblem({ type: 'retry', code: 'access-refused', problem: 'signing in gave no token' })
    token = { value, until: now() + Math.max(0, Number(seconds) * 1_000 - earlyMs) }
    return value
  }

  /** Asks a question: whatever goes wrong, nothing was changed. */
  async function ask(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return checked(await send(request), false)
    } catch (error) {
      if (error instanceof NotSent)
        throw new EzdProblem({ type: 'retry', code: 'unreachable', problem: `not reachable (${error.message})` })
      if (error instanceof AnswerLost)
        throw new EzdProblem({ type: 'retry', code: 'unreachable', problem: `no answer (${error.message})` })
      throw error
    }
  }

  /** Changes something: when the answer is lost, nobody knows. */
  async function change(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return checked(await send(request), true)
    } catch (error) {
      if (error instanceof NotSent)
        throw new EzdProblem({ type: 'retry', code: 'unreachable', problem: `not reachable (${error.message})` })
      if (error instanceof AnswerLost) {
        throw new EzdProblem({
          type: 'uncertain',
          code: 'answer-lost',
          problem: `the answer was lost (${error.message})`,
        })
      }
      throw error
    }
  }

  const headersOf = async (deliveryId: string | null, more: Readonly<Record<string, string>> = {}) => ({
    Authorization: `Bearer ${await signIn(deliveryId)}`,
    SID: position,
    Accept: 'application/json',
    ...more,
  })

  const path = (...parts: readonly string[]): string => `${root}${prefix}/${parts.map(encodeURIComponent).join('/')}`

  /** @throws EzdProblem, and forgets the token when it was refused */
  function checked(answer: HttpAnswer, isChange: boolean): HttpAnswer {
    const { status } = answer
    if (status >= 200 && status < 300) return answer
    if (status === 401 || status === 403) {
      token = null
      throw new EzdProblem({ type: 'retry', code: 'access-refused', problem: `access refused (${status})` })
    }
    if (status === 429) throw new EzdProblem({ type: 'retry', code: 'busy', problem: 'too busy (429)' })
    if (!isChange && (status >= 500 || status === 409)) {
      throw new EzdProblem({ type: 'retry', code: 'system-failed', problem: `status ${status}` })
    }
    // The contract: 409 and 5xx do not say how far the change came.
    if (status >= 500 || status === 409)
      throw new EzdProblem({ type: 'uncertain', code: 'system-failed', problem: `status ${status}` })
    throw new EzdProblem({ type: 'rejected', code: 'refused', reason: `status ${status}: ${problemIn(answer)}` })
  }

  return {
    async get(
      operation: string,
      parts: readonly string[],
      deliveryId: string | null,
      query: string = '',
    ): Promise<HttpAnswer & { readonly json: Json }> {
      const answer = await ask({
        method: 'GET',
        url: `${path(...parts)}${query}`,
        headers: await headersOf(deliveryId),
        operation,
        deliveryId,
      })
      return { ...answer, json: jsonIn(answer, false) }
    },

    /** A question that is asked by POST (`_search`). */
    async search(operation: string, parts: readonly string[], body: Json, deliveryId: string | null): Promise<Json> {
      const answer = await ask({
        method: 'POST',
        url: path(...parts),
        headers: await headersOf(deliveryId, { 'Content-Type': 'application/json' }),
        body: Buffer.from(JSON.stringify(body), 'utf8'),
        operation,
        deliveryId,
      })
      return jsonIn(answer, false)
    },

    async changeJson(
      operation: string,
      method: 'POST' | 'PUT',
      parts: readonly string[],
      body: Json,
      deliveryId: string,
    ): Promise<Json> {
      const answer = await change({
        method,
        url: path(...parts),
        headers: await headersOf(deliveryId, { 'Content-Type': 'application/json' }),
        body: Buffer.from(JSON.stringify(body), 'utf8'),
        operation,
        deliveryId,
      })
      return jsonIn(answer, true)
    },

    async upload(
      operation: string,
      parts: readonly string[],
      file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
      deliveryId: string,
    ): Promise<Json> {
      const boundary = `glosa-${randomUUID()}`
      const body = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${file.name}"\r\n` +
            `Content-Type: ${file.mediaType}\r\n\r\n`,
          'utf8',
        ),
        file.bytes,
        Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8'),
      ])
      const headers = await headersOf(deliveryId, { 'Content-Type': `multipart/form-data; boundary=${boundary}` })
      return jsonIn(await change({ method: 'POST', url: path(...parts), headers, body, operation, deliveryId }), true)
    },

    /** The bytes behind a link; our token never goes there. */
    async download(link: unknown, deliveryId: string): Promise<Uint8Array> {
      if (typeof link !== 'string' || !URL.canParse(link)) {
        throw new EzdProblem({ type: 'retry', code: 'answer-unclear', problem: 'no link to the document' })
      }
      const allowed = [root, ...access.downloadOrigins].map((each) => new URL(each).origin)
      if (!allowed.includes(new URL(link).origin)) {
        throw new EzdProblem({
          type: 'retry',
          code: 'settings-wrong',
          problem: 'the document lies at an origin that is not allowed',
        })
      }
      const answer = await ask({ method: 'GET', url: link, operation: 'download', deliveryId })
      if (/^text\/html\b/.test(answer.headers['content-type'] ?? '')) {
        throw new EzdProblem({ type: 'retry', code: 'answer-unclear', problem: 'a page instead of a document' })
      }
      return answer.body
    },
  }
}

/** base64(sha256(text)), as the token endpoint wants its proofs. */
const hashed = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64')

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function jsonIn({ body, status }: HttpAnswer, isChange: boolean): Json {
  try {
    const value: unknown = body.length === 0 ? {} : JSON.parse(Buffer.from(body).toString('utf8'))
    if (isJson(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const problem = `the answer cannot be understood (status ${status})`
  throw new EzdProblem({ type: isChange ? 'uncertain' : 'retry', code: 'answer-unclear', problem })
}

/** The words of a problem document (RFC 9457). */
function problemIn({ body }: HttpAnswer): string {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (isJson(value)) return String(value['detail'] ?? value['title'] ?? '').slice(0, 300)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return ''
}
