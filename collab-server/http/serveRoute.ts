import type Router from '@koa/router'
import { routes, type AnswerOf, type RouteName, type Routes } from '@glosa/domain/contract'
import { isRefused, refused, type Actor, type PrivilegedAct, type Refused, type SessionRow } from '@glosa/domain/model'
import type { Context } from 'koa'
import type * as z from 'zod'
import { answerProblem } from './problems.ts'
import { readBody, readForm, readJson } from './readBody.ts'

/** A download: bytes with their type and the name to save them under. */
export interface Download {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly fileName: string
  /** Shown in the page (pictures) instead of saved. */
  readonly inline?: true
  /** Content-addressed: may be cached for good. */
  readonly immutable?: true
  /** May be kept by the asking side, which asks each time whether it is still the same. */
  readonly etag?: string
  /** The asking side has it already: nothing is sent (304). */
  readonly isUnchanged?: true
}

/** Who asks, by the cookie of their session. */
export interface Identified {
  readonly row: SessionRow
  readonly actor: Actor
  /** Whether the session has shown the second factor that it must. */
  readonly isFull: boolean
}

/** What stands before the handlers. */
export interface Gatekeeper {
  identify(ctx: Context): Promise<Identified | Refused>
  /**
   * Looks again before an act that the office protects.
   * @returns the actor as they are now; `session-ended`, `directory-unavailable` or `step-up-needed`
   */
  mayAct(who: Identified, act: PrivilegedAct): Promise<Actor | Refused>
  /** Told what became of such an act. */
  acted(actor: Actor, route: RouteName, params: Readonly<Record<string, unknown>>, answer: unknown): Promise<void>
}

type Output<T> = T extends z.ZodType ? z.output<T> : T extends 'bytes' ? Uint8Array : null

/** What a handler gets: parsed, branded, and who asks. */
export interface Asked<N extends RouteName> {
  readonly ctx: Context
  readonly actor: Routes[N] extends { readonly open: true } ? Actor | null : Actor
  /** The session of the actor. */
  readonly who: Identified
  readonly params: z.output<Routes[N]['params']>
  readonly query: z.output<Routes[N]['query']>
  readonly body: Output<Routes[N]['body']>
}

export type Answered<N extends RouteName> = Routes[N]['answer'] extends 'bytes'
  ? Download
  : Routes[N]['answer'] extends 'redirect'
    ? string
    : AnswerOf<N>

export type Handler<N extends RouteName> = (asked: Asked<N>) => Promise<Answered<N> | Refused>

/** Limits of request bodies in bytes. */
export interface BodyLimits {
  readonly jsonBytes: number
  readonly uploadBytes: number
}

/** How a router is filled: one call per route of the contract. */
export type Serve = <N extends RouteName>(name: N, handler: Handler<N>) => void

/**
 * Binds handlers to routes of the contract: session, parameters, query and body are checked here
 * and nowhere else. The issue list of zod becomes the name of the first faulty field.
 */
export function serveRoutes(router: Router, gatekeeper: Gatekeeper, limits: BodyLimits): Serve {
  return (name, handler) => {
    const route = routes[name]
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    router.register(path, [route.method], async (ctx) => {
      const who = await gatekeeper.identify(ctx)
      const open = 'open' in route
      if (isRefused(who) && !open) return answerProblem(ctx, who)
      if (!isRefused(who) && !who.isFull && !open && !('half' in route)) {
        return answerProblem(ctx, refused('second-factor-needed'))
      }
      const params = route.params.safeParse(ctx['params'])
      // An id that cannot exist is one that does not exist.
      if (!params.success) return answerProblem(ctx, refused('not-found'))
      const query = route.query.safeParse({ ...ctx.query })
      if (!query.success) return answerProblem(ctx, invalid(query.error))
      const body = await bodyOf(ctx, route, limits)
      if (isRefused(body)) return answerProblem(ctx, body)
      const act = 'privileged' in route ? route.privileged : undefined
      const actor = isRefused(who) ? null : act ? await gatekeeper.mayAct(who, act) : who.actor
      if (isRefused(actor)) {
        if (!isRefused(who))
          await gatekeeper.acted(who.actor, name, ctx['params'] as object as Readonly<Record<string, unknown>>, actor)
        return answerProblem(ctx, actor)
      }
      const asked = {
        ctx,
        actor,
        who: isRefused(who) ? null : who,
        params: params.data,
        query: query.data,
        body: body.body,
      }
      const answer = await handler(asked as never)
      if (act && actor) await gatekeeper.acted(actor, name, asked.params as Readonly<Record<string, unknown>>, answer)
      if (isRefused(answer)) return answerProblem(ctx, answer)
      ctx.status = route.status
      if (route.answer === null) {
        ctx.body = null
        ctx.status = route.status
      } else if (route.answer === 'redirect') ctx.redirect(String(answer))
      else if (route.answer === 'bytes') answerDownload(ctx, answer as Download)
      else {
        ctx.body = JSON.stringify(answer)
        ctx.type = 'application/json'
      }
    })
  }
}

function invalid(error: z.ZodError): Refused {
  const issue = error.issues[0]
  return refused('invalid-input', { field: issue?.path.map(String).join('.') || 'body' })
}

async function bodyOf(
  ctx: Context,
  route: { readonly body: z.ZodType | 'bytes' | null; readonly form?: true },
  limits: BodyLimits,
): Promise<{ readonly body: unknown } | Refused> {
  const { body: shape } = route
  if (shape === null) return { body: null }
  if (shape === 'bytes') {
    const bytes = await readBody(ctx.req, limits.uploadBytes)
    return isRefused(bytes) ? bytes : bytes.length === 0 ? refused('invalid-input', { field: 'body' }) : { body: bytes }
  }
  const read = await (route.form ? readForm(ctx.req, limits.jsonBytes) : readJson(ctx.req, limits.jsonBytes))
  if (isRefused(read)) return read
  const parsed = shape.safeParse(read.json)
  return parsed.success ? { body: parsed.data } : invalid(parsed.error)
}

function answerDownload(ctx: Context, download: Download): void {
  const { bytes, mediaType, fileName, inline, immutable, etag } = download
  if (etag) {
    ctx.set('ETag', etag)
    ctx.set('Cache-Control', 'private, no-cache')
    if (download.isUnchanged) {
      ctx.status = 304
      return
    }
  }
  ctx.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ctx.type = mediaType
  const ascii = fileName.normalize('NFD').replaceAll(/[^\w. -]/g, '')
  ctx.set(
    'Content-Disposition',
    `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  )
  // What people upload never runs in our origin, even when it is opened in the page.
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
  if (!etag) ctx.set('Cache-Control', immutable ? 'private, max-age=31536000, immutable' : 'private, no-store')
}
