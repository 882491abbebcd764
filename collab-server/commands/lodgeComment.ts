import { anchorFits, imageBlobs, tableFits } from '@glosa/domain/body'
import {
  applyRecord,
  isRefused,
  lodgeComment as decide,
  refused,
  stampOf,
  type Actor,
  type CommentWish,
  type Material,
  type MaterialId,
  type PersonId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'
import { mentionsOf } from './review/mentions.ts'

/** A comment as it is asked for: people named in it by id. */
export type LodgingWish = Omit<CommentWish, 'mentions'> & { readonly mentions?: readonly PersonId[] }

/**
 * Lodges a comment after checking that what it is about is in the text. The same comment lodged
 * twice by its author (an answer that got lost) is done, not refused.
 */
export const lodgeComment = (context: CommandContext, actor: Actor, materialId: MaterialId, wish: LodgingWish) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const { mentions: ids = [], ...comment } = wish
    const known = material.comments.get(comment.commentId)
    if (known?.by.personId === actor.personId) return []
    const decided = decide(actor, material, comment, context.now())
    if (isRefused(decided)) return decided
    const misplaced = await faultInText(context, material, comment)
    if (misplaced) return misplaced
    if (ids.length === 0) return decided
    // Who may see the comment is only known of the comment as it will be.
    const lodging = { sequence: material.sequence + 1, at: context.now(), by: stampOf(actor), events: decided }
    const lodged = applyRecord(material, lodging)
    const future = lodged.comments.get(comment.commentId)
    const mentions = future ? await mentionsOf(context, ids, future, lodged) : []
    return isRefused(mentions) ? mentions : decide(actor, material, { ...comment, mentions }, context.now())
  })

/** Whether the words, the table or the picture are in the text now; `null` when they are. */
async function faultInText(
  context: Pick<CommandContext, 'live'>,
  material: Material,
  { place }: Pick<CommentWish, 'place'>,
): Promise<Refused | null> {
  switch (place.at) {
    case 'passage':
    case 'table': {
      const { anchor } = place
      const isTable = place.at === 'table'
      const fits = await context.live.look(material.id, anchor.bodyId, (ydoc) =>
        isTable ? tableFits(ydoc, anchor) : anchorFits(ydoc, anchor, 1),
      )
      return fits ? null : refused('quote-not-in-body')
    }
    case 'image': {
      const part = material.parts.find(({ id }) => id === place.partId)
      if (part?.form !== 'body') return refused('part-not-found')
      const blobs = await context.live.look(material.id, part.bodyId, imageBlobs)
      return blobs.has(place.blob) ? null : refused('quote-not-in-body')
    }
    default:
      return null
  }
}
