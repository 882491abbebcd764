import type { GlosaServer } from '../bench/glosaServer.ts'
import { demoPeople } from '@glosa/auth/demo'

/** What a request came to. */
export interface Answered {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  /** The refusal, if it was one. */
  readonly code: string | null
  readonly text: string
  readonly location: string | null
}

/** A browser without a screen: it keeps cookies and shows every answer, refusals too. */
export class Visitor {
  readonly #url: string
  readonly #cookies = new Map<string, string>()

  constructor(server: Pick<GlosaServer, 'url'>) {
    this.#url = server.url
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  set cookie(header: string) {
    this.#cookies.clear()
    for (const pair of header.split('; ')) this.#keep(pair)
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: { cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    this.take(answer)
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type')?.split(';')[0] ?? '').endsWith('json') && text !== ''
    const json: unknown = isJson && !text.includes('\n{') ? JSON.parse(text) : {}
    const fields = json as Readonly<Record<string, unknown>>
    const code = !answer.ok && typeof fields['code'] === 'string' ? fields['code'] : null
    return { status: answer.status, json: fields, code, text, location: answer.headers.get('location') }
  }

  /** The same, for a test that goes on only when it went well. */
  async done(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.ask(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }

  signIn(login: string, password = passwordOf(login)): Promise<Answered> {
    return this.ask('POST', '/session', { login, password })
  }

  /** Keeps the cookies of an answer, as a browser does when it arrives. */
  take(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) this.#keep(line.split(';')[0] ?? '')
  }

  #keep(pair: string): void {
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

export const passwordOf = (login: string): string => demoPeople.find((person) => person.login === login)?.password ?? ''
