import { dueSteps, openSteps, runningRoute, type Approver } from './approvals.ts'
import { isCompetent, type Dispute } from './disputes.ts'
import type { MaterialEvent } from './events.ts'
import type { CommentId, DisputeId, PersonId } from './ids.ts'
import { currentRound, type Material, type Mention } from './material.ts'
import type { NoticeOffice } from './noticeOffice.ts'
import type { Notice, NoticeKind } from './notices.ts'
import { invitedId, type RoundInvitation } from './reviewRound.ts'
import { speaksFor } from './settlements.ts'
import type { Instant } from './time.ts'

/** What one event means to people, before it is asked who of them may know. */
export interface NoticeWord {
  readonly kind: NoticeKind
  readonly to: readonly PersonId[]
  /** The comments it is about; absent when it is about the material. */
  readonly commentIds?: readonly CommentId[]
  readonly dueAt?: Notice['dueAt']
}

/** Whom an event concerns. The rest of the office reads it in the history. */
export function noticeWords(event: MaterialEvent, material: Material, office: NoticeOffice): readonly NoticeWord[] {
  const drafter = [material.drafter.personId]
  switch (event.type) {
    case 'drafter-changed':
      return [{ kind: 'handed-over', to: [event.drafter.personId] }]
    case 'comment-lodged': {
      const { commentId, visibility, mentions = [] } = event
      const lodged = visibility === 'private' || visibility === 'unit' ? [] : drafter
      return [
        { kind: 'comment-lodged', to: lodged, commentIds: [commentId] },
        { kind: 'mentioned', to: mentioned(mentions), commentIds: [commentId] },
      ]
    }
    case 'unit-set-sent': {
      const commentIds = event.comments.map(({ commentId }) => commentId)
      return [{ kind: 'comment-lodged', to: drafter, ...(commentIds.length > 0 ? { commentIds } : {}) }]
    }
    case 'late-comment-decided':
      return [
        { kind: 'late-decided', to: concerned([event.commentId], material, office), commentIds: [event.commentId] },
      ]
    case 'comment-replied': {
      const comment = material.comments.get(event.commentId)
      if (!comment) return []
      const before = comment.replies.filter(({ id }) => id !== event.reply.id).map(({ by }) => by.personId)
      return [
        { kind: 'comment-replied', to: [comment.by.personId, ...before], commentIds: [event.commentId] },
        { kind: 'mentioned', to: mentioned(event.reply.mentions ?? []), commentIds: [event.commentId] },
      ]
    }
    case 'material-locked':
      return [{ kind: 'version-locked', to: everybodyInvolved(material, office) }]
    case 'version-started':
      return [{ kind: 'version-new', to: everybodyInvolved(material, office) }]
    case 'delivery-rejected':
      return [{ kind: 'delivery-rejected', to: office.withRole('records-manager') }]
    default:
      return [
        ...roundWords(event, material, office),
        ...settlementWords(event, material, office),
        ...disputeWords(event, material, office),
        ...approvalWords(event, material, office),
      ]
  }
}

function roundWords(event: MaterialEvent, material: Material, office: NoticeOffice): readonly NoticeWord[] {
  const round = currentRound(material)
  if (!round) return []
  switch (event.type) {
    case 'participant-invited': {
      const { invitation } = event
      const id = 'unitId' in invitation ? invitation.unitId : invitation.personId
      const asked = round.state === 'open' ? round.invited.filter((each) => invitedId(each) === id) : []
      return invitationWords(asked, round.closesAt, office)
    }
    case 'round-opened':
      return invitationWords(round.invited, round.closesAt, office)
    case 'round-invited':
      return round.state === 'open' ? invitationWords(event.invited, round.closesAt, office) : []
    case 'round-deadline-changed': {
      const { participantId, closesAt } = event
      const meant = round.invited.filter((each) =>
        participantId === undefined ? each.closesAt === null : invitedId(each) === participantId,
      )
      const to = meant.flatMap((each) => askedBy(each, office))
      return round.state === 'open' ? [{ kind: 'deadline-changed', to, dueAt: closesAt }] : []
    }
    case 'round-closed':
      return [{ kind: 'round-closed', to: answerable(material) }]
    default:
      return []
  }
}

const invitationWords = (
  invited: readonly RoundInvitation[],
  closesAt: Instant,
  office: NoticeOffice,
): readonly NoticeWord[] =>
  invited.flatMap((each): readonly NoticeWord[] => {
    const dueAt = each.closesAt ?? closesAt
    const asked: NoticeWord = { kind: 'invited', to: askedBy(each, office), dueAt }
    return 'unitId' in each ? [asked, { kind: 'unit-invited', to: office.membersOf(each.unitId), dueAt }] : [asked]
  })

/** Who answers an invitation: the person, or the heads of the unit and whoever stands in for them. */
export const askedBy = (invitation: RoundInvitation, office: NoticeOffice): readonly PersonId[] =>
  'unitId' in invitation ? office.headsOf(invitation.unitId) : [invitation.personId]

function settlementWords(event: MaterialEvent, material: Material, office: NoticeOffice): readonly NoticeWord[] {
  switch (event.type) {
    case 'comment-settled': {
      const { commentId, held, reactBy = null } = event
      if (!held) return settledWords(commentId, reactBy, material, office)
      const sponsor = material.sponsor && office.release === 'by-sponsor' ? [material.sponsor.personId] : []
      return [{ kind: 'release-awaited', to: sponsor, commentIds: [commentId] }]
    }
    case 'settlements-released':
      return event.settlements.flatMap(({ commentId, reactBy }) => settledWords(commentId, reactBy, material, office))
    case 'settlements-returned':
      return [{ kind: 'settlements-returned', to: [material.drafter.personId], commentIds: event.commentIds }]
    case 'settlement-reacted':
      return [{ kind: 'unit-reacted', to: [material.drafter.personId], commentIds: [event.commentId] }]
    default:
      return []
  }
}

/** Those who speak for the lodging body are asked to react, its author is told. */
function settledWords(
  commentId: CommentId,
  dueAt: Instant | null,
  material: Material,
  office: NoticeOffice,
): readonly NoticeWord[] {
  const comment = material.comments.get(commentId)
  const told = concerned([commentId], material, office)
  const speakers = told.filter((id) => {
    const reader = office.readerOf(id)
    return dueAt !== null && reader !== null && comment !== undefined && speaksFor(reader, comment)
  })
  return [
    { kind: 'reaction-awaited', to: speakers, commentIds: [commentId], dueAt },
    { kind: 'comment-settled', to: told.filter((id) => !speakers.includes(id)), commentIds: [commentId] },
  ]
}

function disputeWords(event: MaterialEvent, material: Material, office: NoticeOffice): readonly NoticeWord[] {
  const told = (kind: NoticeKind, id: DisputeId, judges: (dispute: Dispute) => readonly PersonId[]) => {
    const dispute = material.disputes.find((each) => each.id === id)
    if (!dispute) return []
    const { commentIds } = dispute
    const to = [...answerable(material), ...concerned(commentIds, material, office), ...judges(dispute)]
    return [{ kind, to, commentIds }]
  }
  const competent = (dispute: Dispute) => competentFor(dispute, material, office)
  switch (event.type) {
    case 'dispute-opened':
      return told('dispute-opened', event.disputeId, competent)
    case 'dispute-escalated':
      return told('dispute-escalated', event.disputeId, competent)
    case 'dispute-decided':
    case 'dispute-withdrawn':
    case 'dispute-settled':
      return told('dispute-decided', event.disputeId, () => [])
    default:
      return []
  }
}

/** Who may decide the dispute at the level it is at: people of a role, not those who merely may record for a body. */
function competentFor(dispute: Dispute, material: Material, office: NoticeOffice): readonly PersonId[] {
  const level = dispute.levels[dispute.level]
  const decider = level?.decider
  switch (decider?.by) {
    case 'person':
      return [decider.personId]
    case 'role':
      return office.withRole(decider.role)
    case 'body':
      return office.withRole(decider.recordedBy)
    case 'sponsor':
      return (material.sponsor ? [material.sponsor.personId] : office.withRole('council-member')).filter((id) => {
        const reader = office.readerOf(id)
        return reader !== null && isCompetent(reader, material, level)
      })
    default:
      return []
  }
}

function approvalWords(event: MaterialEvent, material: Material, office: NoticeOffice): readonly NoticeWord[] {
  const awaited = (): NoticeWord => ({
    kind: 'approval-awaited',
    to: dueSteps(material).flatMap(({ approver }) => peopleOf(approver, office)),
  })
  switch (event.type) {
    case 'approval-started':
      return [awaited()]
    case 'approval-given': {
      const route = runningRoute(material)
      if (!route) return []
      if (openSteps(material, route).length === 0) {
        return [{ kind: 'approval-finished', to: [...answerable(material), ...office.withRole('secretary')] }]
      }
      // Only a stage that begins now has not been asked yet.
      const stage = route.steps.find(({ id }) => id === event.stepId)?.stage
      return dueSteps(material).every((step) => step.stage !== stage) ? [awaited()] : []
    }
    case 'approval-returned':
      return [{ kind: 'approval-returned', to: answerable(material) }]
    case 'approvals-voided': {
      const voided = material.approvals.filter(({ voided: since }) => since?.textHash === event.textHash)
      return [{ kind: 'approval-voided', to: voided.map(({ by }) => by.personId) }]
    }
    default:
      return []
  }
}

const peopleOf = (approver: Approver, office: NoticeOffice): readonly PersonId[] =>
  approver.by === 'person'
    ? office.withDeputies(approver.personId)
    : approver.by === 'unit-head'
      ? office.headsOf(approver.unitId)
      : office.withRole(approver.role).flatMap((id) => office.withDeputies(id))

/** The drafter and the sponsor. */
const answerable = (material: Material): readonly PersonId[] => [
  material.drafter.personId,
  ...(material.sponsor ? [material.sponsor.personId] : []),
]

const mentioned = (mentions: readonly Mention[]): readonly PersonId[] => mentions.map(({ personId }) => personId)

/** The authors of the comments, and the heads of the units they belong to. */
const concerned = (commentIds: readonly CommentId[], material: Material, office: NoticeOffice): readonly PersonId[] => [
  ...new Set(
    commentIds.flatMap((id) => {
      const comment = material.comments.get(id)
      if (!comment) return []
      return [comment.by.personId, ...(comment.unitId === null ? [] : office.headsOf(comment.unitId))]
    }),
  ),
]

/** Who is answerable, was asked in the last round, or approved. */
const everybodyInvolved = (material: Material, office: NoticeOffice): readonly PersonId[] => [
  ...answerable(material),
  ...(currentRound(material)?.invited ?? []).flatMap((each) => askedBy(each, office)),
  ...material.approvals.map(({ by }) => by.personId),
]
