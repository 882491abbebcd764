import type { AgendaItemId, AmendmentId, MaterialId, MeetingId, PartId, PersonId, QuestionId, Sha256 } from '../ids.ts'
import type { PartKind } from '../material.ts'
import type { PersonStamp } from '../people.ts'
import type { Instant } from '../time.ts'

/** Who meets: the board (rada) or the council (zastupitelstvo). */
export const meetingBodies = ['board', 'council'] as const
export type MeetingBody = (typeof meetingBodies)[number]

/** naplánováno → svoláno → jednání zahájeno → uzavřeno, or zrušeno before it opened. */
export const meetingStates = ['planned', 'convened', 'held', 'closed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** When, where and under what name people meet. */
export interface MeetingFacts {
  readonly title: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly place: string
}

/** A part of a locked version as the agenda names it. */
export interface AgendaPart {
  readonly partId: PartId
  readonly kind: PartKind
  readonly title: string
  readonly form: 'body' | 'file'
  /** SHA-256 of the part's canonical JSON, or of the attached file. */
  readonly hash: Sha256
  /** Code points of the text; bytes of a file. */
  readonly length: number
}

/** The locked version of a material that an item is about. */
export interface AgendaVersion {
  readonly version: number
  /** Hash of the whole version. */
  readonly hash: Sha256
  readonly title: string
  readonly parts: readonly AgendaPart[]
}

/** What an item is about: a locked material, a point without papers, or a break. */
export type AgendaSubject =
  | (AgendaVersion & {
      readonly kind: 'material'
      readonly materialId: MaterialId
      readonly materialNumber: string
      readonly drafter: PersonStamp
      /** předkladatel; `null` when the material names none. */
      readonly sponsor: PersonStamp | null
      readonly leadUnitName: string | null
    })
  | { readonly kind: 'point'; readonly title: string }
  | { readonly kind: 'break'; readonly title: string; readonly minutes: number }

/** Votes counted by hand or by the voting machine. */
export interface Vote {
  readonly for: number
  readonly against: number
  readonly abstained: number
}

/** What became of an item. Only an adopted resolution has a number. */
export const resolutionOutcomes = ['adopted', 'not-adopted', 'noted', 'postponed'] as const
export type ResolutionOutcome = (typeof resolutionOutcomes)[number]

export interface Resolution {
  readonly outcome: ResolutionOutcome
  /** usnesení č. …; `null` unless adopted. */
  readonly number: string | null
  readonly text: string
  /** `null` when nobody voted (taken note of, postponed). */
  readonly vote: Vote | null
}

/** Words of a part of the version, in code points of `partTextOf`. */
export interface VersionPassage {
  readonly partId: PartId
  readonly quote: string
  readonly start: number
  readonly end: number
}

/** pozměňovací návrh: new words for a passage of the version, or a motion in free text. */
export interface Amendment {
  readonly id: AmendmentId
  /** 1, 2, 3 … within the item. */
  readonly number: number
  readonly by: PersonStamp
  readonly at: Instant
  readonly passage: VersionPassage | null
  /** Instead of the passage; `''` proposes to delete it, `null` when there is no passage. */
  readonly proposedWording: string | null
  readonly text: string
  readonly withdrawn: { readonly at: Instant } | null
  readonly decided: {
    readonly accepted: boolean
    readonly vote: Vote | null
    readonly by: PersonStamp
    readonly at: Instant
  } | null
}

/** A member's question to the drafter of an item. Seen by the two of them, and by all readers once shared. */
export interface AgendaQuestion {
  readonly id: QuestionId
  readonly by: PersonStamp
  readonly at: Instant
  readonly partId: PartId | null
  readonly text: string
  readonly shared: boolean
  readonly answers: readonly { readonly by: PersonStamp; readonly at: Instant; readonly text: string }[]
}

export interface RecordedResolution {
  readonly resolution: Resolution
  readonly by: PersonStamp
  readonly at: Instant
}

export interface AgendaItem {
  readonly id: AgendaItemId
  readonly subject: AgendaSubject
  /** Came "na stůl", after the meeting was convened. */
  readonly tabled: { readonly by: PersonStamp; readonly at: Instant } | null
  /** staženo z programu */
  readonly withdrawn: { readonly reason: string; readonly by: PersonStamp; readonly at: Instant } | null
  readonly resolved: RecordedResolution | null
  /** What stood there before each correction of the closed record, the oldest first. */
  readonly corrected: readonly (RecordedResolution & { readonly reason: string })[]
  readonly amendments: readonly Amendment[]
  readonly questions: readonly AgendaQuestion[]
}

/** A meeting: the fold of its events. */
export interface Meeting extends MeetingFacts {
  readonly id: MeetingId
  /** Sequence number of the last record folded in; 0 before the first. */
  readonly sequence: number
  readonly body: MeetingBody
  readonly state: MeetingState
  /** Who is invited; as their names were. */
  readonly members: readonly PersonStamp[]
  readonly agenda: readonly AgendaItem[]
  /** Who was there; `null` until it was recorded. */
  readonly presentIds: readonly PersonId[] | null
  readonly convened: { readonly by: PersonStamp; readonly at: Instant } | null
  /** How often what calendars show has changed. */
  readonly calendarRevision: number
  readonly changedAt: Instant
  readonly cancelled: { readonly reason: string; readonly by: PersonStamp; readonly at: Instant } | null
  readonly closed: { readonly recordHash: Sha256; readonly by: PersonStamp; readonly at: Instant } | null
}

/** Name of a meeting's office log, and of every meeting's with `meetingLogPrefix`. */
export const meetingLogPrefix = 'meeting:'
export const meetingLogOf = (id: MeetingId): string => `${meetingLogPrefix}${id}`

/** The number of each item on the printed agenda; breaks have none. */
export function agendaNumbers(
  agenda: readonly Pick<AgendaItem, 'id' | 'subject'>[],
): ReadonlyMap<AgendaItemId, number> {
  const numbers = new Map<AgendaItemId, number>()
  for (const { id, subject } of agenda) if (subject.kind !== 'break') numbers.set(id, numbers.size + 1)
  return numbers
}

/** Items that somebody has to decide on: materials that were not withdrawn. */
export const decidedItems = (meeting: Pick<Meeting, 'agenda'>): readonly AgendaItem[] =>
  meeting.agenda.filter(({ subject, withdrawn }) => subject.kind === 'material' && !withdrawn)

export const materialIdsOf = (meeting: Pick<Meeting, 'agenda'>): readonly MaterialId[] => [
  ...new Set(meeting.agenda.flatMap(({ subject }) => (subject.kind === 'material' ? [subject.materialId] : []))),
]
