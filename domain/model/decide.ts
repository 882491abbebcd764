import type { MaterialEvent } from './events.ts'
import { participantIdOf } from './foldMaterial.ts'
import type { CommentId, DeliveryId, PartId, ReplyId, RoundId } from './ids.ts'
import {
  currentRound,
  unsettledComments,
  type CommentKind,
  type CommentPlace,
  type Invitation,
  type Material,
  type MaterialVersion,
  type Part,
  type Picture,
  type Settlement,
  type Template,
  type Visibility,
} from './material.ts'
import type { Actor, PersonStamp, Unit } from './people.ts'
import { maySeeComment, mayAct, mayCreateMaterial } from './policy.ts'
import { isRefused, refused, type Refused } from './refusals.ts'
import type { Instant } from './time.ts'

/** What a command leads to: the events to append, or a refusal. */
export type Decided = readonly MaterialEvent[] | Refused

/** Decides the founding of a material with its first parts. */
export function createMaterial(
  actor: Actor,
  wish: {
    readonly number: string
    readonly title: string
    readonly template: Template
    readonly parts: readonly Part[]
    readonly sponsor: PersonStamp | null
    readonly leadUnit: Unit | null
  },
): Decided {
  const allowed = mayCreateMaterial(actor)
  if (isRefused(allowed)) return allowed
  return [
    {
      type: 'material-created',
      number: wish.number,
      title: wish.title,
      template: wish.template,
      sponsor: wish.sponsor,
      leadUnitId: wish.leadUnit?.id ?? null,
      leadUnitName: wish.leadUnit?.name ?? null,
    },
    ...wish.parts.map((part): MaterialEvent => ({ type: 'part-added', part })),
  ]
}

export function renameMaterial(actor: Actor, material: Material, title: string): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  return title === material.title ? [] : [{ type: 'material-renamed', title }]
}

export function addPart(actor: Actor, material: Material, part: Part): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  return isRefused(allowed) ? allowed : [{ type: 'part-added', part }]
}

/** Keeps a picture for the texts; the same picture twice is one. */
export function addPicture(actor: Actor, material: Material, picture: Picture): Decided {
  const allowed = mayAct(actor, 'edit-body', material)
  if (isRefused(allowed)) return allowed
  return material.pictures.some(({ blob }) => blob === picture.blob) ? [] : [{ type: 'picture-added', picture }]
}

export function inviteParticipant(actor: Actor, material: Material, invitation: Invitation): Decided {
  const allowed = mayAct(actor, 'invite', material)
  return isRefused(allowed) ? allowed : [{ type: 'participant-invited', invitation }]
}

export function removeParticipant(actor: Actor, material: Material, participantId: string): Decided {
  const allowed = mayAct(actor, 'invite', material)
  if (isRefused(allowed)) return allowed
  const known = material.invitations.some((invitation) => participantIdOf(invitation) === participantId)
  return known ? [{ type: 'participant-removed', participantId }] : refused('not-found')
}

export function openRound(
  actor: Actor,
  material: Material,
  wish: { readonly roundId: RoundId; readonly closesAt: Instant },
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'open-round', material)
  if (isRefused(allowed)) return allowed
  if (wish.closesAt <= now) return refused('deadline-in-the-past')
  if (material.invitations.every((invitation) => invitation.right === 'read')) return refused('no-invitations')
  return [{ type: 'round-opened', roundId: wish.roundId, number: material.rounds.length + 1, closesAt: wish.closesAt }]
}

export function closeRound(actor: Actor, material: Material): Decided {
  const allowed = mayAct(actor, 'close-round', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  return round ? [{ type: 'round-closed', roundId: round.id }] : refused('round-not-open')
}

/** "Mám hotovo", or "bez připomínek" as an explicit act. */
export function finishReview(actor: Actor, material: Material, withoutComments: boolean): Decided {
  const allowed = mayAct(actor, 'finish-review', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  return round ? [{ type: 'review-finished', roundId: round.id, withoutComments }] : refused('round-not-open')
}

export interface CommentWish {
  readonly commentId: CommentId
  readonly kind: CommentKind
  readonly visibility: Visibility
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
}

/**
 * Decides the lodging of a comment. An essential one needs a justification, an editorial one is
 * never essential by its kind, wording can only be proposed for words (čl. 5 Legislativních
 * pravidel vlády, taken over by internal rules: domain.md §1.1, §1.2). Late ones are refused.
 */
export function lodgeComment(actor: Actor, material: Material, wish: CommentWish, now: Instant): Decided {
  const isPrivate = wish.visibility === 'private'
  const allowed = mayAct(actor, isPrivate ? 'note-privately' : 'lodge-comment', material)
  if (isRefused(allowed)) return allowed
  const { place } = wish
  if (place.at !== 'material' && !material.parts.some((part) => part.id === place.partId)) {
    return refused('part-not-found')
  }
  if (place.at === 'passage') {
    const part = material.parts.find(({ id }) => id === place.partId)
    if (part?.form !== 'body' || part.bodyId !== place.anchor.bodyId) return refused('part-not-found')
  }
  if (wish.proposedWording !== null && place.at !== 'passage') return refused('quote-not-in-body')
  if (material.comments.has(wish.commentId)) return refused('conflict')
  const round = currentRound(material)
  if (!isPrivate) {
    if (round?.state !== 'open') return refused('round-not-open')
    if (now > round.closesAt) return refused('deadline-passed')
    if (wish.kind === 'essential' && !wish.justification) return refused('justification-required')
  }
  const numbers = [...material.comments.values()].map((comment) => comment.number)
  return [
    {
      type: 'comment-lodged',
      ...wish,
      number: isPrivate ? 0 : Math.max(0, ...numbers) + 1,
      roundId: round?.id ?? null,
    },
  ]
}

const visibleComment = (actor: Actor, material: Material, commentId: CommentId) => {
  const comment = material.comments.get(commentId)
  return comment && maySeeComment(actor, comment) ? comment : refused('comment-not-found')
}

/** Withdrawal by its author, until the comment is settled; the comment stays in the history. */
export function withdrawComment(actor: Actor, material: Material, commentId: CommentId): Decided {
  const readable = mayAct(actor, 'read', material)
  if (isRefused(readable)) return readable
  if (material.state === 'locked') return refused('material-locked')
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.by.personId !== actor.personId) return refused('not-the-author')
  if (comment.withdrawn) return refused('already-withdrawn')
  if (comment.settled) return refused('already-settled')
  return [{ type: 'comment-withdrawn', commentId }]
}

export function replyToComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  reply: { readonly id: ReplyId; readonly text: string },
): Decided {
  const allowed = mayAct(actor, 'reply', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.withdrawn) return refused('already-withdrawn')
  return [{ type: 'comment-replied', commentId, reply }]
}

/** Settles a comment; the wording is applied to the text by the command, in the same act. */
export function settleComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  settlement: Settlement,
  wordingApplied: boolean,
): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.visibility === 'private') return refused('comment-not-found')
  if (comment.withdrawn) return refused('already-withdrawn')
  if (comment.settled) return refused('already-settled')
  if (settlement.verdict !== 'accepted' && !settlement.reason.trim()) return refused('reason-required')
  if (wordingApplied && (comment.proposedWording === null || settlement.verdict !== 'accepted')) {
    return refused('no-proposed-wording')
  }
  return [{ type: 'comment-settled', commentId, settlement, wordingApplied }]
}

/** Takes a settlement back before the lock, so that it can be given anew. */
export function withdrawSettlement(actor: Actor, material: Material, commentId: CommentId): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  return comment.settled ? [{ type: 'settlement-withdrawn', commentId }] : []
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
    if (!comment || !maySeeComment(actor, comment) || comment.withdrawn) return false
    if (comment.place.at !== 'passage' || comment.place.partId !== partId) return false
    return comment.place.anchor.first !== first || comment.place.anchor.last !== last
  })
  return changed.length > 0 ? [{ type: 'anchors-repaired', anchors: changed }] : []
}

/** Whether the material may be locked now; asked before the gate closes and again before the event is appended. */
export function mayLock(actor: Actor, material: Material): true | Refused {
  const allowed = mayAct(actor, 'lock', material)
  if (isRefused(allowed)) return allowed
  const unsettled = unsettledComments(material).length
  return unsettled === 0 || refused('comments-unsettled', { unsettled })
}

export function lockMaterial(
  actor: Actor,
  material: Material,
  version: Omit<MaterialVersion, 'lockedAt' | 'lockedBy'>,
  deliveries: readonly { readonly id: DeliveryId; readonly target: string }[],
): Decided {
  const allowed = mayLock(actor, material)
  return isRefused(allowed) ? allowed : [{ type: 'material-locked', version, deliveries }]
}

/** A records manager sends a rejected delivery again. */
export function requeueDelivery(actor: Actor, material: Material, deliveryId: DeliveryId): Decided {
  const allowed = mayAct(actor, 'retry-delivery', material)
  if (isRefused(allowed)) return allowed
  const delivery = material.deliveries.find(({ id }) => id === deliveryId)
  if (!delivery) return refused('delivery-not-found')
  return delivery.state === 'rejected' ? [{ type: 'delivery-requeued', deliveryId }] : refused('delivery-not-rejected')
}
