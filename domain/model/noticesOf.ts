import type { MaterialEvent, MaterialRecord } from './events.ts'
import type { CommentId, PersonId, UnitId } from './ids.ts'
import { currentRound, type Invitation, type Material } from './material.ts'
import type { NoticeOffice } from './noticeOffice.ts'
import type { Notice, NoticeKind } from './notices.ts'
import { mayAct } from './policy.ts'
import { maySeeComment } from './visibility.ts'

/** What one event means to people, before it is asked who of them may know. */
interface Word {
  readonly kind: NoticeKind
  readonly to: readonly PersonId[]
  readonly commentId?: CommentId
  readonly dueAt?: Notice['dueAt']
}

/**
 * Whom a record of the history is told, and of what. Nobody is told what they did themselves, or
 * what they may not see.
 * @param material the material after the record, or later
 */
export function noticesOf(record: MaterialRecord, material: Material, office: NoticeOffice): readonly Notice[] {
  const notices = new Map<string, Notice>()
  for (const [index, event] of record.events.entries()) {
    for (const { kind, to, commentId = null, dueAt = null } of wordsOf(event, material, office)) {
      for (const personId of to) {
        if (personId === record.by.personId) continue
        const key = `${personId}/${kind}/${commentId ?? ''}`
        // Of one record a person hears each thing once.
        if (notices.has(key) || !mayKnow(personId, commentId, material, office)) continue
        notices.set(key, {
          id: `${personId}/${material.id}/${record.sequence}.${index}.${kind}`,
          personId,
          materialId: material.id,
          kind,
          at: record.at,
          by: record.by,
          commentId,
          roundId: currentRound(material)?.id ?? null,
          dueAt,
        })
      }
    }
  }
  return [...withoutWeaker([...notices.values()])]
}

/** Whether the person may, by the rights of now, know of the material and of the comment. */
export function mayKnow(
  personId: PersonId,
  commentId: CommentId | null,
  material: Material,
  office: NoticeOffice,
): boolean {
  const reader = office.readerOf(personId)
  if (!reader || mayAct(reader, 'read', material) !== true) return false
  if (commentId === null) return true
  const comment = material.comments.get(commentId)
  return comment !== undefined && maySeeComment(reader, comment, material)
}

/** Who was invited as a head needs not hear it as a member too. */
function* withoutWeaker(notices: readonly Notice[]): Iterable<Notice> {
  const invited = new Set(notices.filter(({ kind }) => kind === 'invited').map(({ personId }) => personId))
  for (const notice of notices) if (notice.kind !== 'unit-invited' || !invited.has(notice.personId)) yield notice
}

function wordsOf(event: MaterialEvent, material: Material, office: NoticeOffice): readonly Word[] {
  const round = currentRound(material)
  switch (event.type) {
    case 'participant-invited':
      return round?.state === 'open' ? invitationWords([event.invitation], round.closesAt, office) : []
    case 'round-opened':
      return invitationWords(material.invitations, event.closesAt, office)
    case 'round-deadline-changed':
      return [{ kind: 'deadline-changed', to: askedPeople(material, office), dueAt: event.closesAt }]
    case 'round-closed':
      return [{ kind: 'round-closed', to: answerable(material) }]
    case 'comment-lodged':
      return event.visibility === 'private'
        ? []
        : [{ kind: 'comment-lodged', to: [material.drafter.personId], commentId: event.commentId }]
    case 'comment-replied': {
      const comment = material.comments.get(event.commentId)
      if (!comment) return []
      const before = comment.replies.filter(({ id }) => id !== event.reply.id).map(({ by }) => by.personId)
      return [{ kind: 'comment-replied', to: [comment.by.personId, ...before], commentId: event.commentId }]
    }
    case 'comment-settled': {
      const comment = material.comments.get(event.commentId)
      if (!comment) return []
      const heads = headsOf(comment.by.unitId, office)
      return [{ kind: 'comment-settled', to: [comment.by.personId, ...heads], commentId: event.commentId }]
    }
    case 'material-locked':
      return [{ kind: 'version-locked', to: [...answerable(material), ...askedPeople(material, office)] }]
    case 'delivery-rejected':
      return [{ kind: 'delivery-rejected', to: office.withRole('records-manager') }]
    default:
      return []
  }
}

const headsOf = (unitId: UnitId | null, office: NoticeOffice): readonly PersonId[] =>
  unitId === null ? [] : office.headsOf(unitId)

/** The drafter and the sponsor. */
export const answerable = (material: Material): readonly PersonId[] => [
  material.drafter.personId,
  ...(material.sponsor ? [material.sponsor.personId] : []),
]

function invitationWords(
  invitations: readonly Invitation[],
  dueAt: Notice['dueAt'],
  office: NoticeOffice,
): readonly Word[] {
  return invitations.flatMap((invitation): readonly Word[] => {
    if (invitation.right === 'read') return []
    if ('personId' in invitation) return [{ kind: 'invited', to: [invitation.personId], dueAt }]
    return [
      { kind: 'invited', to: office.headsOf(invitation.unitId), dueAt },
      { kind: 'unit-invited', to: office.membersOf(invitation.unitId), dueAt },
    ]
  })
}

/** Everybody asked to comment: people, and for units their heads and substitutes. */
export const askedPeople = (material: Material, office: NoticeOffice): readonly PersonId[] =>
  material.invitations.flatMap((invitation) => {
    if (invitation.right === 'read') return []
    return 'personId' in invitation ? [invitation.personId] : office.headsOf(invitation.unitId)
  })
