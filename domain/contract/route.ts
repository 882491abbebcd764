import * as z from 'zod'
import type { PrivilegedAct, RefusalCode } from '../model/index.ts'

/** What the body of a request is. `bytes` is the raw body of an upload. */
type RequestBody = z.ZodType | 'bytes' | null
/** What comes back. `bytes` is a download, `redirect` sends the browser elsewhere (303), `null` nothing (204). */
type Answer = z.ZodType | 'bytes' | 'redirect' | null

/** One route: the only statement of its path, shapes and refusals, for server, client and OpenAPI. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends RequestBody = RequestBody,
  Result extends Answer = Answer,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{name}` for parameters. */
  readonly path: string
  /** The noun: which router serves it. */
  readonly tag:
    | 'session'
    | 'second-factor'
    | 'oidc'
    | 'administration'
    | 'directory'
    | 'material'
    | 'comment'
    | 'version'
    | 'publication'
    | 'delivery'
    | 'notice'
    | 'search'
    | 'meeting'
    | 'reading'
  readonly summary: string
  /** Whether it works without a session. */
  readonly open?: true
  /** Whether it works with a session whose second factor is still missing. */
  readonly half?: true
  /**
   * An act for which the server looks again before it does it: at the directory (is the person still who they
   * were?) and at the second factor (`step-up-needed` when the office wants it fresher or stronger).
   */
  readonly privileged?: PrivilegedAct
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Whether the body comes as a form (`application/x-www-form-urlencoded`) and not as JSON. */
  readonly form?: true
  readonly answer: Result
  readonly status: 200 | 201 | 204 | 303
  /** Refusals of its own; every route may also answer the common ones. */
  readonly refusals: readonly RefusalCode[]
}

/** Refusals that any route may answer. */
export const commonRefusals = [
  'invalid-input',
  'not-signed-in',
  'session-ended',
  'second-factor-needed',
  'origin-not-allowed',
  'too-large',
  'too-many-requests',
  'storage-unavailable',
  'directory-unavailable',
] as const satisfies readonly RefusalCode[]

const nothing = z.strictObject({})
type Nothing = typeof nothing

interface Wish<P extends z.ZodType, Q extends z.ZodType, B extends RequestBody, A extends Answer> {
  readonly tag: Route['tag']
  readonly summary: string
  readonly open?: true
  readonly half?: true
  readonly privileged?: PrivilegedAct
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly form?: true
  readonly answer?: A
  readonly status?: 200 | 201
  readonly refusals?: readonly RefusalCode[]
}

/** A route from its method and path, and the rest. */
export function route<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends RequestBody = null,
  A extends Answer = null,
>(line: `${Route['method']} /${string}`, wish: Wish<P, Q, B, A>): Route<P, Q, B, A> {
  const [method, path] = line.split(' ') as [Route['method'], string]
  const { tag, summary, params, query, body, answer, refusals } = wish
  return {
    method,
    path,
    tag,
    summary,
    ...(wish.open ? { open: true } : {}),
    ...(wish.half ? { half: true } : {}),
    ...(wish.privileged ? { privileged: wish.privileged } : {}),
    ...(wish.form ? { form: true } : {}),
    params: params ?? (nothing as z.ZodType as P),
    query: query ?? (nothing as z.ZodType as Q),
    body: body ?? (null as B),
    answer: answer ?? (null as A),
    status: wish.status ?? (answer === 'redirect' ? 303 : answer ? 200 : 204),
    refusals: [
      ...(refusals ?? []),
      // An id that cannot exist is one that does not exist.
      ...(path.includes('{') ? (['not-found'] as const) : []),
      ...(wish.privileged ? (['step-up-needed', 'directory-unavailable'] as const) : []),
      // JSON is read only when it says that it is JSON, a form when it says that it is one.
      ...(body && body !== 'bytes' ? (['unsupported-media-type'] as const) : []),
    ],
  }
}
