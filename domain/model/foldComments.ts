import type { CommentNumber, MaterialEvent } from './events.ts'
import type { CommentId } from './ids.ts'
import { versionInWork, type Material, type ReviewComment, type UnitSetPlace } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import type { Instant } from './time.ts'

const commentEventTypes = [
  'comment-lodged',
  'comment-edited',
  'comments-forwarded',
  'unit-comment-rejected',
  'unit-comment-restored',
  'unit-comments-merged',
  'unit-set-sent',
  'late-comment-decided',
  'comments-linked',
  'comment-unlinked',
  'comments-passed',
  'comments-shown',
  'comments-hidden',
  'comment-withdrawn',
  'comment-replied',
  'anchors-repaired',
] as const

/** What happens to comments before they are settled. */
export type CommentEvent = Extract<MaterialEvent, { type: (typeof commentEventTypes)[number] }>

/**
 * The material after something happened to its comments. Comments that a person may not see are
 * not in the material they hold: what happens to those changes nothing.
 */
export function applyCommentEvent(
  material: Material,
  event: CommentEvent,
  { by, at }: { readonly by: PersonStamp; readonly at: Instant },
): Material {
  switch (event.type) {
    case 'comment-lodged': {
      if (material.comments.has(event.commentId)) return material
      const { commentId, number, roundId, kind, visibility, place, text, justification, proposedWording } = event
      const { unitSet, late, mentions = [] } = event
      const comment: ReviewComment = {
        id: commentId,
        number,
        roundId,
        by,
        at,
        kind,
        visibility,
        unitId: unitSet?.unitId ?? by.unitId,
        unitSet: unitSet ? { ...unitSet, state: 'draft' } : null,
        late: late ? { decision: null } : null,
        duplicateOf: null,
        passedAt: null,
        mentions,
        place,
        text,
        justification,
        proposedWording,
        replies: [],
        withdrawn: null,
        settled: null,
        version: versionInWork(material),
      }
      return { ...material, comments: new Map(material.comments).set(commentId, comment) }
    }
    case 'comment-edited': {
      const { kind, text, justification, proposedWording } = event
      return changeComments(material, [event.commentId], (comment) => ({
        ...comment,
        kind,
        text,
        justification,
        proposedWording,
      }))
    }
    case 'comments-forwarded': {
      const { roundId, unitId, unitName } = event
      return changeComments(material, event.commentIds, (comment) => ({
        ...comment,
        roundId,
        visibility: 'unit',
        unitId,
        unitSet: { unitId, unitName, state: 'draft' },
      }))
    }
    case 'unit-comment-rejected':
      return placeInSet(material, [event.commentId], { state: 'rejected', by, at, reason: event.reason })
    case 'unit-comment-restored':
      return placeInSet(material, [event.commentId], { state: 'draft' })
    case 'unit-comments-merged':
      return placeInSet(material, event.merged, { state: 'merged', into: event.commentId })
    case 'unit-set-sent': {
      const { unitId, unitName, standingFor, late } = event
      const ids = event.comments.map(({ commentId }) => commentId)
      const audience = new Map(event.comments.map(({ commentId, visibility }) => [commentId, visibility]))
      const sent = changeComments(
        placeInSet(material, ids, { state: 'sent', by, standingFor, at }),
        ids,
        (comment): ReviewComment => ({
          ...comment,
          visibility: audience.get(comment.id) ?? comment.visibility,
          late: late ? { decision: null } : null,
        }),
      )
      const answer = { unitId, unitName, by, standingFor, at, late, withoutComments: ids.length === 0 }
      return numbered(
        {
          ...sent,
          rounds: sent.rounds.map((round) =>
            round.id === event.roundId
              ? { ...round, answers: [...round.answers.filter((each) => each.unitId !== unitId), answer] }
              : round,
          ),
        },
        event.comments,
      )
    }
    case 'late-comment-decided': {
      const { admitted, reason, number } = event
      return changeComments(material, [event.commentId], (comment) => ({
        ...comment,
        number: admitted ? number : comment.number,
        late: { decision: { admitted, by, at, reason } },
      }))
    }
    case 'comments-linked':
      return changeComments(material, event.duplicates, (comment) => ({ ...comment, duplicateOf: event.commentId }))
    case 'comment-unlinked':
      return changeComments(material, [event.commentId], (comment) => ({ ...comment, duplicateOf: null }))
    case 'comments-passed':
      return changeComments(material, event.commentIds, (comment) => ({ ...comment, passedAt: at }))
    case 'comments-shown': {
      const comments = new Map(material.comments)
      for (const comment of event.comments) comments.set(comment.id, comment)
      return { ...material, comments }
    }
    case 'comments-hidden': {
      const comments = new Map(material.comments)
      for (const id of event.commentIds) comments.delete(id)
      return { ...material, comments }
    }
    case 'comment-withdrawn':
      return changeComments(material, [event.commentId], (comment) => ({ ...comment, withdrawn: { at } }))
    case 'comment-replied': {
      const { id, text, mentions = [] } = event.reply
      return changeComments(material, [event.commentId], (comment) =>
        comment.replies.some((reply) => reply.id === id)
          ? comment
          : {
              ...comment,
              replies: [
                ...comment.replies,
                { id, text, mentions, by, at, visibility: event.visibility ?? comment.visibility },
              ],
            },
      )
    }
    case 'anchors-repaired': {
      const places = new Map(event.anchors.map(({ commentId, first, last }) => [commentId, { first, last }]))
      return changeComments(material, [...places.keys()], (comment): ReviewComment => {
        const { place } = comment
        if (place.at !== 'passage' && place.at !== 'table') return comment
        return { ...comment, place: { ...place, anchor: { ...place.anchor, ...places.get(comment.id) } } }
      })
    }
    default:
      return unhandled(event)
  }
}

/** The comments with the numbers that they were given. */
export function numbered(material: Material, numbers: readonly CommentNumber[]): Material {
  const given = new Map(numbers.map(({ commentId, number }) => [commentId, number]))
  return changeComments(material, [...given.keys()], (comment) => ({
    ...comment,
    number: given.get(comment.id) ?? comment.number,
  }))
}

type InSet<Place> = Place extends UnitSetPlace ? Omit<Place, 'unitId' | 'unitName'> : never

const placeInSet = (material: Material, ids: readonly CommentId[], place: InSet<UnitSetPlace>): Material =>
  changeComments(material, ids, (comment): ReviewComment => {
    if (!comment.unitSet) return comment
    const { unitId, unitName } = comment.unitSet
    return { ...comment, unitSet: { unitId, unitName, ...place } }
  })

/** The same material when none of the comments is known. */
function changeComments(
  material: Material,
  ids: readonly CommentId[],
  change: (comment: ReviewComment) => ReviewComment,
): Material {
  let comments: Map<CommentId, ReviewComment> | null = null
  for (const id of ids) {
    const comment = (comments ?? material.comments).get(id)
    if (!comment) continue
    comments ??= new Map(material.comments)
    comments.set(id, change(comment))
  }
  return comments ? { ...material, comments } : material
}
