import type { AgendaItemId, AmendmentId, PersonId, QuestionId, PartId, Sha256 } from '../ids.ts'
import type { PersonStamp } from '../people.ts'
import type { OfficeRecord } from '../ports.ts'
import type {
  AgendaSubject,
  AgendaVersion,
  MeetingBody,
  MeetingFacts,
  Resolution,
  VersionPassage,
  Vote,
} from './meeting.ts'

/** Everything that can happen to a meeting. Never renamed once released, only added to. */
export type MeetingEvent =
  | ({
      readonly type: 'meeting-planned'
      readonly body: MeetingBody
      readonly members: readonly PersonStamp[]
    } & MeetingFacts)
  | ({ readonly type: 'meeting-changed' } & MeetingFacts)
  | { readonly type: 'members-changed'; readonly members: readonly PersonStamp[] }
  | {
      readonly type: 'agenda-item-added'
      readonly itemId: AgendaItemId
      readonly subject: AgendaSubject
      /** Before which item; `null` puts it at the end. */
      readonly before: AgendaItemId | null
      readonly tabled: boolean
    }
  /** Before the meeting was convened: as if it had never been there. */
  | { readonly type: 'agenda-item-removed'; readonly itemId: AgendaItemId }
  | { readonly type: 'agenda-item-withdrawn'; readonly itemId: AgendaItemId; readonly reason: string }
  /** A newer locked version takes the place of the one on the agenda. */
  | { readonly type: 'agenda-version-changed'; readonly itemId: AgendaItemId; readonly version: AgendaVersion }
  | { readonly type: 'agenda-ordered'; readonly itemIds: readonly AgendaItemId[] }
  | { readonly type: 'meeting-convened' }
  | { readonly type: 'meeting-cancelled'; readonly reason: string }
  | { readonly type: 'meeting-opened'; readonly presentIds: readonly PersonId[] }
  | { readonly type: 'attendance-recorded'; readonly presentIds: readonly PersonId[] }
  | { readonly type: 'resolution-recorded'; readonly itemId: AgendaItemId; readonly resolution: Resolution }
  | {
      readonly type: 'amendment-proposed'
      readonly itemId: AgendaItemId
      readonly amendmentId: AmendmentId
      readonly number: number
      readonly passage: VersionPassage | null
      readonly proposedWording: string | null
      readonly text: string
    }
  | { readonly type: 'amendment-withdrawn'; readonly itemId: AgendaItemId; readonly amendmentId: AmendmentId }
  | {
      readonly type: 'amendment-decided'
      readonly itemId: AgendaItemId
      readonly amendmentId: AmendmentId
      readonly accepted: boolean
      readonly vote: Vote | null
    }
  | {
      readonly type: 'question-asked'
      readonly itemId: AgendaItemId
      readonly questionId: QuestionId
      readonly partId: PartId | null
      readonly text: string
      readonly shared: boolean
    }
  | {
      readonly type: 'question-answered'
      readonly itemId: AgendaItemId
      readonly questionId: QuestionId
      readonly text: string
    }
  | {
      readonly type: 'question-shared'
      readonly itemId: AgendaItemId
      readonly questionId: QuestionId
      readonly shared: boolean
    }
  | { readonly type: 'meeting-closed'; readonly recordHash: Sha256 }
  | {
      readonly type: 'resolution-corrected'
      readonly itemId: AgendaItemId
      readonly resolution: Resolution
      readonly reason: string
    }

export type MeetingRecord = OfficeRecord<MeetingEvent>
