import type { MaterialEvent, MaterialRecord } from './events.ts'
import type { CommentId, DeliveryId, MaterialId } from './ids.ts'
import type { Material, RecordsDelivery, ReviewComment, ReviewRound } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import { instant, type Instant } from './time.ts'

interface Happened {
  readonly by: PersonStamp
  readonly at: Instant
}

const nobody: PersonStamp = { personId: '' as PersonStamp['personId'], displayName: '', unitId: null, unitName: null }

/** A material before its first event. */
export const emptyMaterial = (id: MaterialId): Material => ({
  id,
  sequence: 0,
  number: '',
  title: '',
  template: 'council-material',
  state: 'draft',
  createdAt: instant(0),
  drafter: nobody,
  sponsor: null,
  leadUnitId: null,
  leadUnitName: null,
  parts: [],
  pictures: [],
  invitations: [],
  rounds: [],
  comments: new Map(),
  versions: [],
  deliveries: [],
})

export const foldMaterial = (id: MaterialId, records: Iterable<MaterialRecord>): Material => {
  let material = emptyMaterial(id)
  for (const record of records) material = applyRecord(material, record)
  return material
}

/**
 * The material after one more record. A record that was folded in already changes nothing, so
 * a client may hear of it twice. Sequence numbers may jump: a person is not shown every record.
 */
export function applyRecord(
  material: Material,
  record: Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>,
): Material {
  if (record.sequence <= material.sequence) return material
  let next = material
  for (const event of record.events) next = applyEvent(next, event, record)
  return { ...next, sequence: record.sequence }
}

function applyEvent(material: Material, event: MaterialEvent, { by, at }: Happened): Material {
  switch (event.type) {
    case 'material-created': {
      const { number, title, template, sponsor, leadUnitId, leadUnitName } = event
      return { ...material, number, title, template, sponsor, leadUnitId, leadUnitName, drafter: by, createdAt: at }
    }
    case 'material-renamed':
      return { ...material, title: event.title }
    case 'part-added':
      return { ...material, parts: [...material.parts, event.part] }
    case 'picture-added':
      return { ...material, pictures: [...material.pictures, event.picture] }
    case 'participant-invited': {
      const id = participantIdOf(event.invitation)
      const others = material.invitations.filter((invitation) => participantIdOf(invitation) !== id)
      return { ...material, invitations: [...others, event.invitation] }
    }
    case 'participant-removed':
      return {
        ...material,
        invitations: material.invitations.filter((invitation) => participantIdOf(invitation) !== event.participantId),
      }
    case 'round-opened': {
      const round: ReviewRound = {
        id: event.roundId,
        number: event.number,
        finished: [],
        state: 'open',
        openedAt: at,
        closesAt: event.closesAt,
      }
      return { ...material, state: 'in-review', rounds: [...material.rounds, round] }
    }
    case 'round-deadline-changed':
      return changeRound(material, event.roundId, (round) => ({ ...round, closesAt: event.closesAt }))
    case 'review-finished':
      return changeRound(material, event.roundId, (round) => ({
        ...round,
        finished: [
          ...round.finished.filter((entry) => entry.by.personId !== by.personId),
          { by, at, withoutComments: event.withoutComments },
        ],
      }))
    case 'round-closed':
      return {
        ...changeRound(material, event.roundId, (round) => ({ ...round, state: 'closed', closedAt: at })),
        state: 'settling',
      }
    case 'comment-lodged': {
      if (material.comments.has(event.commentId)) return material
      const { commentId, number, roundId, kind, visibility, place, text, justification, proposedWording } = event
      const comment: ReviewComment = {
        id: commentId,
        number,
        roundId,
        by,
        at,
        kind,
        visibility,
        place,
        text,
        justification,
        proposedWording,
        replies: [],
        withdrawn: null,
        settled: null,
      }
      return { ...material, comments: new Map(material.comments).set(commentId, comment) }
    }
    case 'comment-withdrawn':
      return changeComment(material, event.commentId, (comment) => ({ ...comment, withdrawn: { at } }))
    case 'comment-replied':
      return changeComment(material, event.commentId, (comment) => ({
        ...comment,
        replies: [...comment.replies, { ...event.reply, by, at }],
      }))
    case 'anchors-repaired': {
      const comments = new Map(material.comments)
      for (const { commentId, first, last } of event.anchors) {
        const comment = comments.get(commentId)
        if (comment?.place.at !== 'passage') continue
        const place = { ...comment.place, anchor: { ...comment.place.anchor, first, last } }
        comments.set(commentId, { ...comment, place })
      }
      return { ...material, comments }
    }
    case 'comment-settled':
      return changeComment(material, event.commentId, (comment) => ({
        ...comment,
        settled: { settlement: event.settlement, by, at, wordingApplied: event.wordingApplied },
      }))
    case 'settlement-withdrawn':
      return changeComment(material, event.commentId, (comment) => ({ ...comment, settled: null }))
    case 'material-locked': {
      const version = { ...event.version, lockedAt: at, lockedBy: by }
      const deliveries = event.deliveries.map(({ id, target }): RecordsDelivery => ({
        id,
        target,
        version: version.number,
        attempts: 0,
        state: 'queued',
        nextAttemptAt: at,
        lastProblem: null,
      }))
      return {
        ...material,
        state: 'locked',
        versions: [...material.versions, version],
        deliveries: [...material.deliveries, ...deliveries],
      }
    }
    case 'delivery-prepared':
      return changeDelivery(material, event.deliveryId, ({ id, version, target, attempts }) => ({
        id,
        version,
        target,
        attempts,
        state: 'prepared',
        sent: event.sent,
        nextAttemptAt: at,
        lastProblem: null,
      }))
    case 'delivery-failed':
      return changeDelivery(material, event.deliveryId, (delivery) => {
        const { id, version, target, attempts } = delivery
        const base = {
          id,
          version,
          target,
          attempts: attempts + 1,
          nextAttemptAt: event.nextAttemptAt,
          lastProblem: event.problem,
        }
        const sent = 'sent' in delivery ? delivery.sent : null
        if (event.outcome === 'uncertain' && sent) return { ...base, state: 'uncertain', sent }
        return sent ? { ...base, state: 'prepared', sent } : { ...base, state: 'queued' }
      })
    case 'delivery-registered':
      return changeDelivery(material, event.deliveryId, (delivery) => {
        if (!('sent' in delivery) || !delivery.sent) return delivery
        const { id, version, target, attempts, sent } = delivery
        return {
          id,
          version,
          target,
          attempts: attempts + 1,
          sent,
          state: 'registered',
          receipt: event.receipt,
          registeredAt: at,
        }
      })
    case 'delivery-rejected':
      return changeDelivery(material, event.deliveryId, (delivery) => {
        const { id, version, target, attempts } = delivery
        const sent = 'sent' in delivery ? delivery.sent : null
        return { id, version, target, attempts: attempts + 1, sent, state: 'rejected', reason: event.reason }
      })
    case 'delivery-requeued':
      return changeDelivery(material, event.deliveryId, ({ id, version, target, attempts }) => ({
        id,
        version,
        target,
        attempts,
        state: 'queued',
        nextAttemptAt: at,
        lastProblem: null,
      }))
    default:
      return unhandled(event)
  }
}

/** The id of the invited unit or person: an invitation is unique by it. */
export const participantIdOf = (invitation: Material['invitations'][number]): string =>
  'unitId' in invitation ? invitation.unitId : invitation.personId

function changeRound(material: Material, id: ReviewRound['id'], change: (round: ReviewRound) => ReviewRound): Material {
  return { ...material, rounds: material.rounds.map((round) => (round.id === id ? change(round) : round)) }
}

function changeComment(material: Material, id: CommentId, change: (comment: ReviewComment) => ReviewComment): Material {
  const comment = material.comments.get(id)
  return comment ? { ...material, comments: new Map(material.comments).set(id, change(comment)) } : material
}

function changeDelivery(
  material: Material,
  id: DeliveryId,
  change: (delivery: RecordsDelivery) => RecordsDelivery,
): Material {
  return {
    ...material,
    deliveries: material.deliveries.map((delivery) => (delivery.id === id ? change(delivery) : delivery)),
  }
}
