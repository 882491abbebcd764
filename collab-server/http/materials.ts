import type { MaterialView } from '@glosa/domain/contract'
import {
  isRefused,
  mayAct,
  materialShownTo,
  refused,
  type Actor,
  type Material,
  type MaterialId,
  type Refused,
} from '@glosa/domain/model'
import { addAnnex } from '../commands/addAnnex.ts'
import { addPicture } from '../commands/addPicture.ts'
import { closeRound } from '../commands/closeRound.ts'
import type { CommandContext } from '../commands/context.ts'
import { voidApprovals } from '../commands/decisions/voidApprovals.ts'
import { createMaterial } from '../commands/createMaterial.ts'
import { finishReview } from '../commands/finishReview.ts'
import { inviteParticipant } from '../commands/inviteParticipant.ts'
import { openRound } from '../commands/openRound.ts'
import { removeParticipant } from '../commands/removeParticipant.ts'
import { renameMaterial } from '../commands/renameMaterial.ts'
import { shownRecords } from '../commands/review/shownRecords.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Serve } from './serveRoute.ts'

/** Materials: reading, founding, rounds, invitations, annexes and pictures. */
export function serveMaterials(serve: Serve, context: CommandContext): void {
  serve('createMaterial', async ({ actor, body }) => {
    const done = await createMaterial(context, actor, body)
    return isRefused(done) ? done : viewOf(actor, done.material)
  })
  serve('readMaterial', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    // Whoever looks must not see an approval of a text that is no more.
    return viewOf(actor, (await voidApprovals(context, params.materialId)) ?? material)
  })
  serve('readEvents', async ({ actor, params, query }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const shown = await shownRecords(context, actor, material, query.after)
    return { records: shown.map((record) => ({ ...record, events: [...record.events] })), sequence: material.sequence }
  })
  serve('renameMaterial', async ({ actor, params, body }) =>
    sequenceOf(await renameMaterial(context, actor, params.materialId, body.title)),
  )
  serve('inviteParticipant', async ({ actor, params, body }) =>
    sequenceOf(await inviteParticipant(context, actor, params.materialId, body)),
  )
  serve('removeParticipant', async ({ actor, params }) =>
    sequenceOf(await removeParticipant(context, actor, params.materialId, params.participantId)),
  )
  serve('openRound', async ({ actor, params, body }) =>
    sequenceOf(await openRound(context, actor, params.materialId, body)),
  )
  serve('closeRound', async ({ actor, params }) => sequenceOf(await closeRound(context, actor, params.materialId)))
  serve('finishReview', async ({ actor, params, body }) =>
    sequenceOf(await finishReview(context, actor, params.materialId, body.withoutComments)),
  )
  serve('addAnnex', async ({ actor, params, query, body }) =>
    sequenceOf(await addAnnex(context, actor, params.materialId, { ...query, bytes: body })),
  )
  serve('downloadAnnex', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const part = material.parts.find(({ id }) => id === params.partId)
    if (part?.form !== 'file') return refused('part-not-found')
    const bytes = await context.blobs.get(part.blob)
    return bytes ? { bytes, mediaType: part.mediaType, fileName: part.fileName } : refused('part-not-found')
  })
  serve('addPicture', ({ actor, params, body }) => addPicture(context, actor, params.materialId, body))
  serve('readPicture', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const picture = material.pictures.find(({ blob }) => blob === params.blob)
    const bytes = picture ? await context.blobs.get(picture.blob) : null
    if (!picture || !bytes) return refused('not-found')
    const extension = picture.mediaType.slice('image/'.length)
    const fileName = `${params.blob.slice(0, 12)}.${extension}`
    return { bytes, mediaType: picture.mediaType, fileName, inline: true, immutable: true } as const
  })
}

/** The material, if the actor may read it. */
export async function readable(
  context: Pick<CommandContext, 'materials'>,
  actor: Actor,
  materialId: MaterialId,
): Promise<Material | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'read', loaded.material)
  return isRefused(allowed) ? allowed : loaded.material
}

/** The whole material as one person may see it. */
function viewOf(actor: Actor, material: Material): MaterialView {
  const { comments, ...rest } = materialShownTo(actor, material)
  return structuredClone({ ...rest, comments: [...comments.values()] }) as MaterialView
}
