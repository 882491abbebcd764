import type { CommentId, MaterialId, MeetingId, PersonId, RoundId } from './ids.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** What people are told of. One kind is one line in everybody's settings. */
export const noticeKinds = [
  /** You, or your unit of which you are the head or a deputy, were asked to comment. */
  'invited',
  /** Your unit was asked to comment. */
  'unit-invited',
  'deadline-changed',
  'deadline-near',
  /** To the drafter: the deadline passed and the round is still open. */
  'deadline-past',
  'round-closed',
  /** To the drafter: comments came in. */
  'comment-lodged',
  'comment-replied',
  'mentioned',
  /** To the author and the heads of the unit. */
  'comment-settled',
  'late-decided',
  /** Settlements wait for the unit to agree or insist. */
  'reaction-awaited',
  /** To the drafter: the unit agreed or insists. */
  'unit-reacted',
  /** To the sponsor: settlements were prepared and wait to be released. */
  'release-awaited',
  /** To the drafter: the sponsor sent prepared settlements back. */
  'settlements-returned',
  'dispute-opened',
  'dispute-escalated',
  'dispute-decided',
  'approval-awaited',
  'approval-returned',
  'approval-voided',
  'approval-finished',
  'version-locked',
  'version-new',
  /** You are the drafter from now on. */
  'handed-over',
  'delivery-rejected',
  /** The certificate of the office's seal ends soon. */
  'seal-expires',
  /** The office's seal cannot be made. */
  'seal-unusable',
  /** The office's certificate for the connection to a records system ends soon or has ended. */
  'records-certificate-renew',
  /** To its members: a meeting was convened. */
  'meeting-invited',
  /** To its members: it was moved, renamed or cancelled. */
  'meeting-changed',
  /** To its members: something was tabled, taken off or renewed after the invitation. */
  'agenda-changed',
  /** To the drafter: a member asks about their material on an agenda. */
  'question-asked',
  /** To who asked: the drafter answered. */
  'question-answered',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * How a kind reaches a person: not at all, in the application only, or there and by mail, at once
 * (one message per material and quiet period) or once a day.
 */
export const noticeChannels = ['off', 'app', 'mail', 'digest'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/** One thing that one person is told. Holds references only: what it says is read when it is shown, by the rights of then. */
export interface Notice {
  /** `<person>/<material>/<what>`: the same happening makes the same id, however often it is derived. */
  readonly id: string
  readonly personId: PersonId
  /** `null` when it is about the office itself. */
  readonly materialId: MaterialId | null
  /** When it is about a meeting; absent otherwise. */
  readonly meetingId?: MeetingId
  readonly kind: NoticeKind
  readonly at: Instant
  /** Who did it; `null` when time did. */
  readonly by: PersonStamp | null
  /** The comments it speaks of, as far as the person could see them; none when it is about the material. */
  readonly commentIds: readonly CommentId[]
  readonly roundId: RoundId | null
  /** The deadline it speaks of. */
  readonly dueAt: Instant | null
}

/** How far the mail of a notice is. */
export interface NoticeMail {
  readonly channel: 'mail' | 'digest'
  /** Not before; moved on after a failed attempt. */
  readonly dueAt: Instant
  /**
   * The message that the notice was put into, also its Message-ID: once given it stays, so that a
   * message sent again after a lost answer is recognised as the same.
   */
  readonly mailId: string | null
  readonly attempts: number
  /** `dropped`: the person may no longer see it, has no address or wants no mail any more. */
  readonly state: 'waiting' | 'sent' | 'failed' | 'dropped'
  /** When it was sent or given up. */
  readonly endedAt: Instant | null
}

/** A notice as kept. */
export interface KeptNotice extends Notice {
  readonly readAt: Instant | null
  /** `null` when it is for the application only. */
  readonly mail: NoticeMail | null
}

/** How far notices were derived from one material. */
export interface NoticeProgress {
  /** Of the last record looked at. */
  readonly sequence: number
  /** When time itself makes the next notice, such as a deadline drawing near; `null` for never. */
  readonly wakeAt: Instant | null
}
