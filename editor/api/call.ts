import './noEval.ts'
import {
  problem,
  routes,
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type RouteName,
} from '@glosa/domain/contract'
import { refusalCodes, refused, type Refused } from '@glosa/domain/model'
import * as z from 'zod'
import { offline, UnreadableAnswer, type Offline, type Outcome } from './outcome.ts'

type Asked<Key extends string, Value> = {} extends Value
  ? { readonly [K in Key]?: Value }
  : { readonly [K in Key]: Value }

/** What a route wants: `params`, `query` and `body`, each only if it has one that is not empty. */
export type AskOf<N extends RouteName> = Asked<'params', ParamsOf<N>> &
  Asked<'query', QueryOf<N>> &
  ([BodyOf<N>] extends [undefined] ? { readonly body?: never } : { readonly body: BodyOf<N> }) & {
    readonly signal?: AbortSignal
  }

/** Marks answers that were kept on this device and do not come from the server. */
export const keptHeader = 'x-glosa-kept'

/** Under which address a route is asked, as `fetch` and caches name it. */
export const addressOf = <N extends RouteName>(
  name: N,
  request: { readonly params?: ParamsOf<N>; readonly query?: QueryOf<N> },
): string => pathOf(routes[name].path, request)

/** Asks one route of the server. Rejects with `UnreadableAnswer` on a bug, and when `signal` aborts. */
export type Call = <N extends RouteName>(
  name: N,
  ...request: {} extends AskOf<N> ? [request?: AskOf<N>] : [request: AskOf<N>]
) => Promise<Outcome<AnswerOf<N>>>

interface CallParts {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  /** Before the paths of the contract; empty in the browser. */
  readonly origin?: string
  /** Does what sets the cookies of the session while nothing else does; at once when left out. */
  readonly inTurn?: <T>(work: () => Promise<T>) => Promise<T>
  /** Hears that the session is over and could not be renewed. */
  readonly onSessionEnded: () => void
  /** Hears whether the server could be reached, after every question. */
  readonly onReach?: (reached: boolean) => void
  /** Asks the person to confirm who they are; true: ask the server once more. */
  readonly onStepUp?: (act: AskedAct, refusal: Refused) => Promise<boolean>
}

/** A question to the server with everything that was entered for it. */
export interface AskedAct {
  readonly name: RouteName
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

type Wanted = Omit<AskedAct, 'name'> & { readonly signal?: AbortSignal }

/** The answers to these set the cookies of the session, or take them away. */
const cookieSetting: ReadonlySet<RouteName> = new Set(['signIn', 'refreshSession', 'signOut', 'endOwnSessions'])

/**
 * Makes the caller. When the access cookie is too old, the session is renewed once, by whoever
 * comes first, and the question is asked again.
 */
export function callWith({ fetch, origin = '', inTurn, onSessionEnded, onReach, onStepUp }: CallParts): Call {
  let renewal: Promise<true | Refused | Offline> | null = null

  const ask = (name: RouteName, wanted: Wanted): Promise<unknown> =>
    inTurn && cookieSetting.has(name) ? inTurn(() => askNow(name, wanted)) : askNow(name, wanted)

  const askNow = async (name: RouteName, wanted: Wanted): Promise<unknown> => {
    const route = routes[name]
    let response: Response
    try {
      response = await fetch(origin + pathOf(route.path, wanted), requestOf(route.method, wanted))
    } catch (error) {
      if (wanted.signal?.aborted) throw error
      onReach?.(false)
      return offline
    }
    // A proxy answers these for a server that is not there.
    if (response.status === 502 || response.status === 504) {
      onReach?.(false)
      return offline
    }
    onReach?.(!response.headers.has(keptHeader))
    if (!response.ok) return problemOf(response)
    if (route.answer === 'bytes') return new Uint8Array(await response.arrayBuffer())
    // A redirect is followed by the browser itself, never asked for from here.
    if (route.answer === null || route.answer === 'redirect') return null
    const answer = z.safeParse(route.answer, await jsonOf(response))
    if (!answer.success) throw new UnreadableAnswer(`${name}: ${z.prettifyError(answer.error)}`)
    return answer.data
  }

  const renew = async (): Promise<true | Refused | Offline> => {
    const outcome = await ask('refreshSession', {})
    if (outcome === offline) return offline
    if (isRefusal(outcome)) {
      // `conflict`: another tab renewed the same session a moment ago, its cookies are here already.
      if (outcome.refused === 'conflict') return true
      if (outcome.refused === 'session-ended' || outcome.refused === 'not-signed-in') onSessionEnded()
      return outcome
    }
    return true
  }

  const call = async (name: RouteName, wanted: Wanted = {}): Promise<unknown> => {
    const outcome = await askInSession(name, wanted)
    if (!isRefusal(outcome) || !onStepUp) return outcome
    if (outcome.refused !== 'step-up-needed' && outcome.refused !== 'second-factor-needed') return outcome
    const { params, query, body } = wanted
    return (await onStepUp({ name, params, query, body }, outcome)) ? askInSession(name, wanted) : outcome
  }

  const askInSession = async (name: RouteName, wanted: Wanted): Promise<unknown> => {
    const outcome = await ask(name, wanted)
    if ('open' in routes[name] || !isRefusal(outcome)) return outcome
    if (outcome.refused !== 'not-signed-in' && outcome.refused !== 'session-ended') return outcome
    renewal ??= renew().finally(() => {
      renewal = null
    })
    const renewed = await renewal
    if (renewed === true) return ask(name, wanted)
    return renewed
  }
  // The contract ties name, request and answer; inside they are handled as plain data and parsed.
  return call as Call
}

const isRefusal = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value && !(value instanceof Uint8Array)

function pathOf(path: string, { params, query }: Wanted): string {
  const values = new Map(Object.entries(params ?? {}))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(values.get(key))))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(key, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

function requestOf(method: string, { body, signal }: Wanted): RequestInit {
  const common: RequestInit = { method, credentials: 'same-origin', cache: 'no-store', ...(signal ? { signal } : {}) }
  if (body === undefined) return common
  if (body instanceof Blob) {
    return { ...common, body, headers: { 'content-type': body.type || 'application/octet-stream' } }
  }
  return { ...common, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnreadableAnswer(`not JSON, status ${response.status}`)
    throw error
  }
}

async function problemOf(response: Response): Promise<Refused> {
  const told = z.safeParse(problem, await jsonOf(response))
  const code = told.success ? refusalCodes.find((known) => known === told.data.code) : undefined
  if (!told.success || code === undefined) throw new UnreadableAnswer(`status ${response.status} without a known code`)
  return refused(code, told.data.detail)
}
