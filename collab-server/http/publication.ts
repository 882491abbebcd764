import { agendaPlaceOf, isRefused, mayAct, type AgendaPlace } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { PublicCopies } from '../commands/publication/publicCopies.ts'
import {
  planPublication,
  previewPublicCopy,
  publishMaterial,
  withdrawPublication,
} from '../commands/publication/publishMaterial.ts'
import { readable } from './materials.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Download, Serve } from './serveRoute.ts'

/** What publishing needs beside the commands. */
export interface PublicationDesk {
  readonly copies: PublicCopies
  /** Address of a material's public page; `null` where the office has no public pages. */
  addressOf(materialId: string): string | null
}

/** Preparing, publishing and withdrawing; for whoever may publish. */
export function servePublication(serve: Serve, context: CommandContext, desk: PublicationDesk): void {
  serve('readPublication', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    // Whoever may take it back may look at it.
    const allowed = mayAct(actor, 'withdraw-publication', material)
    if (isRefused(allowed)) return allowed
    const place = agendaPlaceOf(material.id, await context.meetings.all())
    return {
      publication: structuredClone(material.publication) as never,
      meeting: place && outcomeOf(place),
      address: desk.addressOf(material.id),
    }
  })
  serve('planPublication', async ({ actor, params, body }) =>
    sequenceOf(await planPublication(context, actor, params.materialId, body)),
  )
  serve('previewPublicCopy', async ({ actor, params, body }) => {
    const made = await previewPublicCopy(context, desk.copies, actor, params.materialId, body)
    if (isRefused(made)) return made
    const fileName = `${made.material.number}-public.pdf`
    return { bytes: made.pdf, mediaType: 'application/pdf', fileName } satisfies Download
  })
  serve('publishMaterial', async ({ actor, params, body }) =>
    sequenceOf(await publishMaterial(context, desk.copies, actor, params.materialId, body)),
  )
  serve('withdrawPublication', async ({ actor, params, body }) =>
    sequenceOf(await withdrawPublication(context, actor, params.materialId, body.reason)),
  )
}

function outcomeOf({ meeting, item }: AgendaPlace) {
  const { body, title, startsAt, state } = meeting
  const resolution = state === 'closed' ? (item.resolved?.resolution ?? null) : null
  return {
    body,
    title,
    startsAt,
    outcome: resolution?.outcome ?? null,
    resolutionNumber: resolution?.number ?? null,
    resolutionText: resolution?.text ?? null,
  }
}
