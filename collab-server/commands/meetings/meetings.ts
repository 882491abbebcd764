import {
  applyMeetingRecord,
  emptyMeeting,
  meetingCardOf,
  meetingLogOf,
  meetingLogPrefix,
  parseMeetingId,
  type Instant,
  type Meeting,
  type MeetingCard,
  type MeetingEvent,
  type MeetingId,
  type MeetingRecord,
  type OfficeLog,
} from '@glosa/domain/model'
import { createOfficeStream, type OfficeStream } from '../officeStream.ts'

/** The meetings of the office, folded from their logs. */
export interface Meetings {
  readonly stream: OfficeStream<Meeting, MeetingEvent>
  /** `null` when there is no such meeting. */
  load(id: MeetingId): Promise<Meeting | null>
  /** Every meeting there is, in no order. */
  all(): Promise<readonly Meeting[]>
  /** The lines of all meetings. */
  cards(): Promise<readonly MeetingCard[]>
}

/** @param announce told of each record with the meeting after it; must not throw */
export function createMeetings(
  deps: { readonly officeLog: OfficeLog; readonly now: () => Instant },
  announce: (record: MeetingRecord, meeting: Meeting) => void,
): Meetings {
  const stream = createOfficeStream<Meeting, MeetingEvent>(
    deps,
    { empty: (log) => emptyMeeting(idOf(log)), apply: applyMeetingRecord },
    announce,
  )
  const load = async (id: MeetingId): Promise<Meeting | null> => {
    const { state, sequence } = await stream.load(meetingLogOf(id))
    return sequence === 0 ? null : state
  }
  const all = async (): Promise<readonly Meeting[]> => {
    const logs = await stream.names(meetingLogPrefix)
    const loaded = await Promise.all(logs.map((log) => load(idOf(log))))
    return loaded.filter((meeting) => meeting !== null)
  }
  return { stream, load, all, cards: async () => (await all()).map(meetingCardOf) }
}

/** @throws RangeError for a log that is no meeting's */
function idOf(log: string): MeetingId {
  const id = parseMeetingId(log.slice(meetingLogPrefix.length))
  if (!log.startsWith(meetingLogPrefix) || !id) throw new RangeError(`no log of a meeting: ${log}`)
  return id
}
