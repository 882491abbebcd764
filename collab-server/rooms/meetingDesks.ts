import { closeCodes, type Announcement } from '@glosa/domain/contract'
import {
  isRefused,
  mayActAtMeeting,
  meetingRecordShownTo,
  type Meeting,
  type MeetingId,
  type MeetingRecord,
  type PersonId,
  type SessionId,
} from '@glosa/domain/model'
import type { Admission } from '../commands/ports.ts'
import type { Guest } from './guest.ts'
import type { RoomsSetting } from './setting.ts'

/** Who listens to which meeting. Its room has no text, and tells of records no more than that there is one. */
export class MeetingDesks {
  readonly #reader: Admission['meetingReader']
  readonly #log: RoomsSetting['log']
  readonly #guests = new Map<MeetingId, Set<Guest>>()

  constructor({ admission, log }: Pick<RoomsSetting, 'admission' | 'log'>) {
    this.#reader = admission.meetingReader
    this.#log = log
  }

  join(guest: Guest, meetingId: MeetingId): void {
    const guests = this.#guests.get(meetingId)
    if (guests) guests.add(guest)
    else this.#guests.set(meetingId, new Set([guest]))
  }

  leave(guest: Guest): void {
    for (const [meetingId, guests] of this.#guests) {
      if (guests.delete(guest) && guests.size === 0) this.#guests.delete(meetingId)
    }
  }

  /** Tells that a meeting changed to whoever may see what happened; who may not read it any more is shown out. */
  announce(record: MeetingRecord, meeting: Meeting): void {
    for (const guest of this.#guests.get(meeting.id) ?? []) {
      this.#tell(guest, record, meeting).catch((error: unknown) => {
        this.#log.warn(
          { event: 'meeting-not-told', meetingId: meeting.id, error: String(error) },
          'comes back and reads',
        )
        guest.end(closeCodes.goingAway, 'storage-unavailable')
      })
    }
  }

  async #tell(guest: Guest, record: MeetingRecord, meeting: Meeting): Promise<void> {
    if (!guest.actor) return
    const reader = await this.#reader(guest.actor, meeting)
    if (isRefused(mayActAtMeeting(reader, 'read', meeting))) return guest.end(closeCodes.notAdmitted, 'not-found')
    if (!meetingRecordShownTo(reader, record, meeting)) return
    guest.tell({ type: 'meeting', meetingId: meeting.id, sequence: record.sequence })
  }

  /** Tells a person's pages something. */
  tellPerson(personId: PersonId, announcement: Announcement): void {
    for (const guest of this.#all()) if (guest.actor?.personId === personId) guest.tell(announcement)
  }

  /** Every session that has a socket here. */
  sessions(): readonly SessionId[] {
    return this.#all().flatMap(({ actor }) => (actor ? [actor.sessionId] : []))
  }

  /** Closes sockets; clients of those that go away come back and are asked anew who they are. */
  close(ofWhom: (actor: NonNullable<Guest['actor']>) => boolean, code: number, reason: string): void {
    for (const guest of this.#all()) if (guest.actor && ofWhom(guest.actor)) guest.end(code, reason)
  }

  #all(): readonly Guest[] {
    return [...this.#guests.values()].flatMap((guests) => [...guests])
  }
}
