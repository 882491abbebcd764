import { createHash, timingSafeEqual } from 'node:crypto'
import Router from '@koa/router'
import { isRefused, refused, type SearchIndex } from '@glosa/domain/model'
import Koa, { type Middleware } from 'koa'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import type { Substitutions } from '../commands/review/substitutions.ts'
import type { RecordsDesk } from '../commands/recordsDesk.ts'
import type { Metrics } from '../metrics.ts'
import { serveCards } from './cards.ts'
import type { AuditTrail } from '../commands/auditTrail.ts'
import { serveAdministration, type AdministrationParts } from './administration.ts'
import { serveAudit } from './audit.ts'
import { checkOrigin } from './checkOrigin.ts'
import { serveComments } from './comments.ts'
import { serveDirectory, type DirectoryView, type Office } from './directory.ts'
import { serveDecisions } from './decisions.ts'
import type { ExportDesk } from '../commands/exports/exportDesk.ts'
import { serveExports } from './exports.ts'
import { createRateLimit } from './limitRate.ts'
import { serveMaterials } from './materials.ts'
import { serveMeetings } from './meetings.ts'
import { serveNotices, type NoticeParts } from './notices.ts'
import { serveOfficeSettings } from './officeSettings.ts'
import { serveOidc, type OfficeProviders } from './oidc.ts'
import { openApi } from './openApi.ts'
import { answerFault, answerProblem } from './problems.ts'
import { serveRecords } from './records.ts'
import { serveSeals, type SealDesk } from './seals.ts'
import { serveReading } from './reading.ts'
import { servePublication, type PublicationDesk } from './publication.ts'
import { securityHeaders } from './securityHeaders.ts'
import { serveReview, serveSubstitutions } from './review.ts'
import { serveRoutes, type BodyLimits, type Gatekeeper } from './serveRoute.ts'
import { serveSearch } from './search.ts'
import { serveSecondFactor } from './secondFactor.ts'
import { serveSession } from './session.ts'
import { serveVersions } from './versions.ts'

/** What the HTTP side needs. */
export interface AppParts {
  readonly context: CommandContext
  readonly substitutions: Substitutions
  readonly identity: AdministrationParts & {
    readonly gatekeeper: Gatekeeper
    readonly trail: AuditTrail
    readonly providers: OfficeProviders
  }
  readonly log: Logger
  readonly metrics: Metrics
  readonly publicUrl: string
  readonly allowedOrigins: ReadonlySet<string>
  /** Whether `X-Forwarded-For` of a proxy before us is believed. */
  readonly trustProxy: boolean
  readonly office: Office
  readonly directory: DirectoryView
  readonly recordsDesk: RecordsDesk
  readonly sealDesk: SealDesk
  readonly publicationDesk: PublicationDesk
  /** The pages for everybody; does nothing where the office has none. */
  readonly publicPages: Middleware
  readonly robots: Middleware
  readonly exportDesk: ExportDesk
  readonly notices: NoticeParts
  readonly search: SearchIndex
  /** Bearer token of `/metrics`; without one only this machine may read them. */
  readonly metricsToken: string | null
  readonly limits: BodyLimits & { readonly requestBurst: number; readonly requestsPerSecond: number }
  readonly staticFiles: Middleware
  readonly ready: () => Promise<boolean>
  readonly newRequestId: () => string
  readonly nowMs: () => number
}

/** The HTTP application: API, health, metrics and the web application. */
export function createApp(parts: AppParts): Koa {
  const { context, identity, log, metrics, publicUrl, allowedOrigins, limits } = parts
  // Of the chain of addresses only the last was written by the proxy; what comes before it anybody may claim.
  const app = new Koa({ proxy: parts.trustProxy, maxIpsCount: 1 })
  app.silent = true
  app.on('error', (error: unknown) => log.error({ err: error }, 'the answer could not be sent'))

  const requestLimit = createRateLimit(limits.requestBurst, limits.requestsPerSecond, parts.nowMs)

  app.use(async (ctx, next) => {
    const requestId = parts.newRequestId()
    ctx.state['requestId'] = requestId
    ctx.set('X-Request-Id', requestId)
    const started = parts.nowMs()
    try {
      await next()
    } catch (error) {
      if (isStorageOutage(error)) {
        log.error({ requestId, err: error }, 'storage does not answer')
        answerProblem(ctx, refused('storage-unavailable'))
      } else if (isClientFault(error)) {
        answerProblem(ctx, refused('invalid-input', { field: 'request' }))
      } else {
        log.error({ requestId, method: ctx.method, err: error }, 'request failed')
        answerFault(ctx)
      }
    }
    const ms = parts.nowMs() - started
    metrics.requests.inc({ method: ctx.method, status: String(ctx.status) })
    metrics.requestSeconds.observe(ms / 1000)
    log.debug({ requestId, method: ctx.method, path: ctx.path, status: ctx.status, ms }, 'request')
  })
  app.use(securityHeaders(publicUrl))
  app.use(health(parts))
  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next()
    ctx.set('Cache-Control', 'no-store')
    if (!requestLimit.take(ctx.ip)) return answerProblem(ctx, refused('too-many-requests'))
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      const own = checkOrigin(ctx.req.headers, allowedOrigins)
      if (isRefused(own)) return answerProblem(ctx, own)
    }
    return next()
  })

  const router = new Router()
  const description = JSON.stringify(openApi(publicUrl))
  router.get('/api/v1/openapi.json', (ctx) => {
    ctx.type = 'application/json'
    ctx.body = description
  })
  const serve = serveRoutes(router, identity.gatekeeper, limits)
  serveSession(serve, identity.sessions, (who, act) => identity.gatekeeper.mayAct(who, act))
  serveSecondFactor(serve, identity.secondFactors, identity.sessions)
  serveAdministration(serve, identity)
  serveAudit(serve, identity.trail)
  serveOidc(serve, identity.providers, identity.sessions)
  serveDirectory(serve, context, parts.office, parts.directory)
  serveCards(serve, context)
  serveNotices(serve, context, parts.notices)
  serveSearch(serve, context, parts.search)
  serveMaterials(serve, context)
  serveComments(serve, context)
  serveReview(serve, context)
  serveSubstitutions(serve, parts.substitutions)
  serveVersions(serve, context)
  serveRecords(serve, context, parts.recordsDesk)
  serveSeals(serve, context, parts.sealDesk)
  servePublication(serve, context, parts.publicationDesk)
  serveDecisions(serve, context)
  serveExports(serve, context, parts.exportDesk)
  serveOfficeSettings(serve, context)
  serveMeetings(serve, context, publicUrl)
  serveReading(serve, context)
  app.use(router.routes())
  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next()
    answerProblem(ctx, refused('not-found'))
  })
  app.use(parts.robots)
  app.use(parts.publicPages)
  app.use(parts.staticFiles)
  return app
}

function health({ metrics, metricsToken, ready }: AppParts): Middleware {
  return async (ctx, next) => {
    switch (ctx.path) {
      case '/health/live':
        ctx.body = 'live'
        return
      case '/health/ready': {
        const isReady = await ready()
        ctx.status = isReady ? 200 : 503
        ctx.body = isReady ? 'ready' : 'not ready'
        return
      }
      case '/metrics': {
        const isAllowed =
          metricsToken === null
            ? // What a proxy on this machine passes on comes from elsewhere.
              isLoopback(ctx.req.socket.remoteAddress) && ctx.get('x-forwarded-for') === ''
            : isToken(ctx.get('authorization'), metricsToken)
        if (!isAllowed) return answerProblem(ctx, refused('not-found'))
        ctx.type = metrics.registry.contentType
        ctx.body = await metrics.registry.metrics()
        return
      }
      default:
        return next()
    }
  }
}

const isLoopback = (address: string | undefined): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address ?? '')

function isToken(header: string, token: string): boolean {
  const given = createHash('sha256').update(header).digest()
  return timingSafeEqual(given, createHash('sha256').update(`Bearer ${token}`).digest())
}

const isStorageOutage = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StorageUnavailable' || error.name.startsWith('Mongo'))

/** A connection that broke while we read it, or a URL that cannot be decoded. */
const isClientFault = (error: unknown): boolean =>
  error instanceof URIError ||
  (error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')) ||
  (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500)
