import type { CommentId, PartId, PersonId, ReplyId, UnitId } from '../ids.ts'
import {
  bodyPartOf,
  currentRound,
  type CommentKind,
  type CommentPlace,
  type Material,
  type Mention,
  type ReviewComment,
  type Visibility,
} from '../material.ts'
import { headshipOf, unitsOf, type Actor } from '../people.ts'
import { mayAct, standingIn } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { audiences, deadlineOf, isUndisclosed, type ReviewRound } from '../reviewRound.ts'
import type { Instant } from '../time.ts'
import { maySeeComment } from '../visibility.ts'
import { nextNumbers } from './commentNumbers.ts'
import { visibleComment, type Decided } from './decided.ts'

/** What a comment says. */
export interface CommentContent {
  readonly kind: CommentKind
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
}

export interface CommentWish extends CommentContent {
  readonly commentId: CommentId
  /** `null` for what the round says. */
  readonly visibility: Visibility | null
  readonly place: CommentPlace
  readonly mentions?: readonly Mention[]
  /** It asks for other words in the text: then they have to be given. */
  readonly replacesText?: boolean
  /** Offered although the deadline has passed, for the drafter to admit. */
  readonly asLate?: boolean
}

/**
 * Decides the lodging of a comment. An essential one needs a reviewing body that is entitled to it
 * and a justification, is never one of mere form, and gives the wording it asks for (čl. 5
 * Legislativních pravidel vlády, taken over by internal rules: domain.md §1.1, §1.2). After the
 * deadline it is only offered. Where the head answers for the unit it becomes a draft of the unit.
 */
export function lodgeComment(actor: Actor, material: Material, wish: CommentWish, now: Instant): Decided {
  const isPrivate = wish.visibility === 'private'
  const action = isPrivate ? 'note-privately' : wish.asLate ? 'lodge-late' : 'lodge-comment'
  const allowed = mayAct(actor, action, material)
  if (isRefused(allowed)) return allowed
  const misplaced = faultInPlace(material, wish)
  if (misplaced) return misplaced
  if (material.comments.has(wish.commentId)) return refused('conflict')
  const round = currentRound(material)
  if (isPrivate) return [lodgedEvent(wish, { visibility: 'private', number: 0, roundId: round?.id ?? null })]
  if (!round) return refused('round-not-open')
  if (!isInRound(round, wish.place)) return refused('part-not-in-round')

  const unit = unitAsked(actor, round)
  const throughUnit = round.consolidation === 'by-head' && standingIn(actor, material, round) === 'unit'
  if (wish.visibility === 'unit' || throughUnit) return draftInUnit(actor, round, wish, unit)

  const fault = faultInContent(wish, wish)
  if (fault) return fault
  const visibility = wish.visibility ?? round.audience
  if (audiences.indexOf(visibility) > audiences.indexOf(round.audience)) {
    return refused('invalid-input', { field: 'visibility' })
  }
  const isLate = round.state === 'closed' || now > deadlineFor(actor, round)
  if (isLate && !wish.asLate) return refused('deadline-passed')
  if (wish.kind === 'essential' && !mayLodgeEssential(actor, round)) return refused('not-entitled-to-essential')
  const number = isLate || isUndisclosed(round) ? 0 : (nextNumbers(material, [wish.commentId])[0]?.number ?? 0)
  return [{ ...lodgedEvent(wish, { visibility, number, roundId: round.id }), ...(isLate ? { late: true } : {}) }]
}

function draftInUnit(
  actor: Actor,
  round: ReviewRound,
  wish: CommentWish,
  unit: { readonly unitId: UnitId; readonly unitName: string } | null,
): Decided {
  if (actor.unitId === null && !unit) return refused('invalid-input', { field: 'visibility' })
  if (unit && round.answers.some(({ unitId }) => unitId === unit.unitId)) return refused('set-already-sent')
  const event = lodgedEvent(wish, { visibility: 'unit', number: 0, roundId: round.id })
  return [unit ? { ...event, unitSet: unit } : event]
}

const lodgedEvent = (
  { commentId, kind, place, text, justification, proposedWording, mentions }: CommentWish,
  where: { readonly visibility: Visibility; readonly number: number; readonly roundId: ReviewComment['roundId'] },
) =>
  ({
    type: 'comment-lodged',
    commentId,
    kind,
    place,
    text,
    justification,
    proposedWording,
    ...where,
    ...(mentions && mentions.length > 0 ? { mentions } : {}),
  }) as const

/** The unit through which the actor was asked in the round. */
export function unitAsked(
  actor: Actor,
  round: ReviewRound,
): { readonly unitId: UnitId; readonly unitName: string } | null {
  const units = unitsOf(actor)
  for (const each of round.invited) {
    if ('unitId' in each && units.includes(each.unitId)) return { unitId: each.unitId, unitName: each.unitName }
  }
  return null
}

/** Until when the actor may comment in time: the latest of the deadlines that hold for them. */
export function deadlineFor(actor: Actor, round: ReviewRound): Instant {
  const ids: (UnitId | PersonId)[] = [actor.personId, ...unitsOf(actor)]
  const own = round.invited.filter((each) => ids.includes('unitId' in each ? each.unitId : each.personId))
  const deadlines = own.map((each) => deadlineOf(round, 'unitId' in each ? each.unitId : each.personId))
  return deadlines.length > 0 ? deadlines.reduce((last, at) => (at > last ? at : last)) : round.closesAt
}

/** Whether the actor speaks for a body entitled to essential comments: a mandatory one, or a unit as its head. */
export const mayLodgeEssential = (actor: Actor, round: ReviewRound): boolean =>
  round.invited.some((each) =>
    'personId' in each
      ? each.personId === actor.personId && each.obligation === 'mandatory'
      : headshipOf(actor, each.unitId) !== null ||
        (each.obligation === 'mandatory' && unitsOf(actor).includes(each.unitId)),
  )

const isInRound = (round: ReviewRound, place: CommentPlace): boolean =>
  round.partIds === null || place.at === 'material' || round.partIds.includes(place.partId)

function faultInPlace(material: Material, { place, proposedWording }: CommentWish): Refused | null {
  if (place.at !== 'material') {
    const part = material.parts.find(({ id }) => id === place.partId)
    if (!part) return refused('part-not-found')
    if (place.at === 'page' && part.form !== 'file') return refused('part-not-found')
    if (place.at === 'image' && part.form !== 'body') return refused('part-not-found')
    if (place.at === 'passage' || place.at === 'table') {
      if (part.form !== 'body' || part.bodyId !== place.anchor.bodyId) return refused('part-not-found')
    }
  }
  return proposedWording !== null && place.at !== 'passage' ? refused('quote-not-in-body') : null
}

/** What a comment that others will answer to lacks; `null` for nothing. */
export function faultInContent(
  { kind, justification, proposedWording }: CommentContent,
  { place, replacesText }: { readonly place: CommentPlace; readonly replacesText?: boolean },
): Refused | null {
  if (replacesText && proposedWording === null) return refused('wording-required')
  if (kind !== 'essential') return null
  if (!justification?.trim()) return refused('justification-required')
  const isEditorial =
    place.at === 'passage' && proposedWording !== null && isSameButForForm(place.anchor.quote, proposedWording)
  return isEditorial ? refused('editorial-never-essential') : null
}

/** Whether two wordings differ in case, spaces and punctuation only. */
export const isSameButForForm = (quote: string, wording: string): boolean =>
  lettersOf(wording) !== '' && lettersOf(quote) === lettersOf(wording)
const lettersOf = (text: string) => text.replace(/[\p{P}\p{Z}\s]/gu, '').toLowerCase()

/** Words a private note or a draft of the unit anew: its author, and the head for the unit. */
export function editComment(actor: Actor, material: Material, commentId: CommentId, content: CommentContent): Decided {
  const comment = ownDraft(actor, material, commentId)
  if (isRefused(comment)) return comment
  const { unitSet } = comment
  if (unitSet && unitSet.state !== 'draft') return refused('comment-not-draft')
  if (content.proposedWording !== null && comment.place.at !== 'passage') return refused('quote-not-in-body')
  const { kind, text, justification, proposedWording } = content
  return [
    {
      type: 'comment-edited',
      commentId,
      visibility: comment.visibility,
      kind,
      text,
      justification,
      proposedWording,
    },
  ]
}

function ownDraft(actor: Actor, material: Material, commentId: CommentId): ReviewComment | Refused {
  const comment = changeableComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  const isDraft = comment.visibility === 'private' || comment.visibility === 'unit'
  if (!isDraft) return refused('comment-not-draft')
  if (comment.by.personId === actor.personId) return comment
  const isHead = comment.unitId !== null && headshipOf(actor, comment.unitId) !== null
  return isHead ? comment : refused('not-the-author')
}

/** The comment, if the actor may see it and it can still change at all. */
export function changeableComment(actor: Actor, material: Material, commentId: CommentId): ReviewComment | Refused {
  const readable = mayAct(actor, 'read', material)
  if (isRefused(readable)) return readable
  if (material.state === 'locked') return refused('material-locked')
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.withdrawn) return refused('already-withdrawn')
  return comment.settled ? refused('already-settled') : comment
}

/**
 * Withdrawal until the comment is settled; the comment stays in the history. By its author; what
 * went out in the set of a unit, or passed to it, by the head.
 */
export function withdrawComment(actor: Actor, material: Material, commentId: CommentId): Decided {
  const comment = changeableComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  const isAuthor = comment.by.personId === actor.personId
  const isHead = comment.unitId !== null && headshipOf(actor, comment.unitId) !== null
  const isOfSet = comment.unitSet?.state === 'sent'
  const mayWithdraw = isOfSet || comment.passedAt !== null ? isHead : isAuthor
  return mayWithdraw
    ? [{ type: 'comment-withdrawn', commentId }]
    : refused(isOfSet ? 'through-the-head' : 'not-the-author')
}

export function replyToComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  reply: { readonly id: ReplyId; readonly text: string; readonly mentions?: readonly Mention[] },
): Decided {
  const allowed = mayAct(actor, 'reply', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.withdrawn) return refused('already-withdrawn')
  return [{ type: 'comment-replied', commentId, reply, visibility: comment.visibility }]
}

export interface RepairedAnchor {
  readonly commentId: CommentId
  readonly first: string
  readonly last: string
}

/** New places of anchors; the command has checked each against the text. Unknown and hidden comments are left out. */
export function repairAnchors(
  actor: Actor,
  material: Material,
  partId: PartId,
  anchors: readonly RepairedAnchor[],
): Decided {
  const allowed = mayAct(actor, 'repair-anchors', material)
  if (isRefused(allowed)) return allowed
  const changed = anchors.filter(({ commentId, first, last }) => {
    const comment = material.comments.get(commentId)
    if (!comment || !maySeeComment(actor, comment, material) || comment.withdrawn) return false
    const { place } = comment
    if ((place.at !== 'passage' && place.at !== 'table') || place.partId !== partId) return false
    // Places in the texts of an earlier version stay there.
    if (!bodyPartOf(material, place.anchor.bodyId)) return false
    return place.anchor.first !== first || place.anchor.last !== last
  })
  return changed.length > 0 ? [{ type: 'anchors-repaired', anchors: changed }] : []
}
