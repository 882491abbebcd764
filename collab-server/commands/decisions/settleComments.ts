import { acceptWording, passageNow, replacePassage } from '@glosa/domain/body'
import {
  isRefused,
  refused,
  settleComments as decide,
  stampOf,
  type Actor,
  type BodyId,
  type CommentAnchor,
  type CommentId,
  type Material,
  type MaterialId,
  type Refused,
  type ReviewComment,
  type Settlement,
  type SettlementTerms,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppendNow, type Done } from '../decideAndAppend.ts'
import { reactByOf } from './reactBy.ts'

/**
 * Settles one comment or many in one act and one record. With `applyWording` the proposed wordings
 * go into the text first, in the same turn of the material: two people cannot apply one twice, and
 * a passage that changed in the meantime refuses the whole act. Should the act be refused after the
 * text was changed (another process was faster), the text is put back.
 */
export const settleComments = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[],
  settlement: Settlement,
  applyWording: boolean,
): Promise<Done | Refused> =>
  context.materials.oneAtATime(materialId, async () => {
    const { settings } = await context.settings.read()
    const terms: SettlementTerms = {
      release: settings.settlement.release,
      reactBy: reactByOf(settings, context.now()),
    }
    const applied = new Map<CommentId, CommentAnchor>()
    const done = await decideAndAppendNow(context, stampOf(actor), materialId, async (material) => {
      const toApply = applyWording ? withWording(material, commentIds) : []
      const ids = new Set(toApply.map(({ id }) => id))
      const allowed = decide(actor, material, commentIds, settlement, terms, { applied: ids, passages: new Map() })
      if (isRefused(allowed)) return allowed
      if (applyWording && toApply.length === 0) return refused('no-proposed-wording')
      const waiting = toApply.filter(({ id }) => !applied.has(id))
      const fault = await applyWordings(context, actor, materialId, waiting, applied)
      if (fault) return fault
      const settled = allowed.flatMap((event) => (event.type === 'comment-settled' ? [event.commentId] : []))
      const passages = new Map([...(await acceptedPassages(context, material, settled, settlement)), ...applied])
      return decide(actor, material, commentIds, settlement, terms, { applied: ids, passages })
    })
    if (isRefused(done)) await putBack(context, actor, materialId, applied)
    return done
  })

const withWording = (material: Material, commentIds: readonly CommentId[]): readonly ReviewComment[] =>
  [...new Set(commentIds)].flatMap((id) => {
    const comment = material.comments.get(id)
    return comment && comment.proposedWording !== null && comment.place.at === 'passage' ? [comment] : []
  })

/** Puts the wordings of each body into it in one edit, all or none. */
async function applyWordings(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  comments: readonly ReviewComment[],
  applied: Map<CommentId, CommentAnchor>,
): Promise<Refused | null> {
  for (const [bodyId, inBody] of byBody(comments)) {
    const passages = new Map<CommentId, CommentAnchor>()
    const edited = await context.live.edit(materialId, bodyId, actor.personId, (fork) => {
      passages.clear()
      for (const { id, place, proposedWording } of inBody) {
        if (place.at !== 'passage' || proposedWording === null) continue
        const passage = acceptWording(fork, place.anchor, proposedWording, place.anchor.bodySequence)
        if (isRefused(passage)) return passage
        passages.set(id, passage)
      }
      return null
    })
    if (isRefused(edited)) return edited
    for (const [id, passage] of passages) applied.set(id, { ...passage, bodySequence: edited.sequence })
  }
  return null
}

function byBody(comments: readonly ReviewComment[]): ReadonlyMap<BodyId, readonly ReviewComment[]> {
  const bodies = new Map<BodyId, ReviewComment[]>()
  for (const comment of comments) {
    if (comment.place.at !== 'passage') continue
    const { bodyId } = comment.place.anchor
    bodies.set(bodyId, [...(bodies.get(bodyId) ?? []), comment])
  }
  return bodies
}

/** The words that a whole or partial acceptance is about, as they stand now: later rewriting is measured by them. */
export async function acceptedPassages(
  context: CommandContext,
  material: Material,
  commentIds: readonly CommentId[],
  settlement: Settlement,
): Promise<ReadonlyMap<CommentId, CommentAnchor>> {
  const passages = new Map<CommentId, CommentAnchor>()
  if (settlement.verdict !== 'accepted' && settlement.verdict !== 'accepted-in-part') return passages
  const present = new Set(material.parts.flatMap((part) => (part.form === 'body' ? [part.bodyId] : [])))
  for (const id of commentIds) {
    const comment = material.comments.get(id)
    if (comment?.place.at !== 'passage' || !present.has(comment.place.anchor.bodyId)) continue
    const { anchor } = comment.place
    const passage = await context.live.look(material.id, anchor.bodyId, (ydoc, sequence) =>
      passageNow(ydoc, comment.settled?.passage ?? anchor, sequence),
    )
    if (passage) passages.set(id, passage)
  }
  return passages
}

/** Takes wordings out again. One that was edited since stays: those are somebody's words by now. */
async function putBack(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  applied: ReadonlyMap<CommentId, CommentAnchor>,
): Promise<void> {
  const loaded = applied.size > 0 ? await context.materials.load(materialId) : null
  for (const [id, passage] of applied) {
    const place = loaded?.material.comments.get(id)?.place
    if (place?.at !== 'passage' || passage.quote === '') continue
    const { quote } = place.anchor
    await context.live.edit(materialId, passage.bodyId, actor.personId, (fork) => {
      const replaced = replacePassage(fork, passage, quote)
      return isRefused(replaced) ? replaced : null
    })
  }
}
