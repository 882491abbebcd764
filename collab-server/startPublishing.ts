import { zoneOf } from '@glosa/domain/model'
import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import type { CommandContext } from './commands/context.ts'
import { createPublicMaterials } from './commands/publication/publicMaterials.ts'
import type { Config } from './config.ts'
import { createRateLimit } from './http/limitRate.ts'
import type { PublicationDesk } from './http/publication.ts'
import { isPublicPath, publicPages } from './http/publicPages.ts'
import { robots } from './http/robots.ts'
import type { OfficeSeal } from './officeSeal.ts'
import { createPublicCopies } from './workers/publicCopies.ts'

/** Publishing and the public pages, put together. */
export interface Publishing {
  readonly desk: PublicationDesk
  readonly pages: Middleware
  readonly robots: Middleware
  /** Told of every record of a material: what the public sees may be another. */
  happened(): void
}

/** Pages of one address at once, and per second after that: enough for people and for well-behaved robots. */
const burst = 120
const perSecond = 10

/** The web application must not answer in their place. */
const noPages: Middleware = (ctx, next) => {
  if (!isPublicPath(ctx.path)) return next()
  ctx.status = 404
}

/** @param parts.url the origin under which people reach us; the demo learns it when it listens */
export function startPublishing(
  {
    publicPages: isOn,
    officeId,
    officeName,
    language,
  }: Pick<Config, 'publicPages' | 'officeId' | 'officeName' | 'language'>,
  context: CommandContext,
  {
    url,
    officeSeal,
    log,
  }: {
    readonly url: () => string
    readonly officeSeal: Pick<OfficeSeal, 'isConfigured' | 'seal'>
    readonly log: Pick<Logger, 'warn'>
  },
): Publishing {
  const materials = createPublicMaterials(context)
  const pages = publicPages({
    materials,
    blobs: context.blobs,
    office: () => ({ name: officeName, url: url(), id: officeId }),
    language,
    zone: async () => zoneOf((await context.settings.read()).settings.calendar.country),
    limit: createRateLimit(burst, perSecond, () => performance.now()),
  })
  return {
    desk: {
      copies: createPublicCopies(context.blobs, { locale: language, publisher: officeName, officeSeal, log }),
      addressOf: (materialId) => (isOn ? `${url()}/public/materials/${materialId}` : null),
    },
    pages: isOn ? pages : noPages,
    robots: robots(isOn),
    happened: () => materials.forget(),
  }
}
