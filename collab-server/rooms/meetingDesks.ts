import { closeCodes, type Announcement } from '@glosa/domain/contract'
import {
  isRefused,
  materialIdsOf,
  mayActAtMeeting,
  maySeeItem,
  meetingRecordShownTo,
  type MaterialId,
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
  readonly #meeting: Admission['meeting']
  readonly #log: RoomsSetting['log']
  readonly #guests = new Map<MeetingId, Set<Guest>>()

  constructor({ admission, log }: Pick<RoomsSetting, 'admission' | 'log'>) {
    this.#reader = admission.meetingReader
    this.#meeting = admission.meeting
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
      this.#orSendAway(guest, meeting.id, this.#tell(guest, record, meeting))
    }
  }

  /** Tells whoever may see it that a paper of their meeting has a newer locked version. */
  announceVersion(materialId: MaterialId): void {
    for (const [meetingId, guests] of this.#guests) {
      const meeting = this.#meeting(meetingId)
      for (const guest of guests) this.#orSendAway(guest, meetingId, this.#tellVersion(guest, materialId, meeting))
    }
  }

  async #tell(guest: Guest, record: MeetingRecord, meeting: Meeting): Promise<void> {
    if (!guest.actor) return
    const reader = await this.#reader(guest.actor, meeting)
    if (isRefused(mayActAtMeeting(reader, 'read', meeting))) return guest.end(closeCodes.notAdmitted, 'not-found')
    if (!meetingRecordShownTo(reader, record, meeting)) return
    guest.tell({ type: 'meeting', meetingId: meeting.id, sequence: record.sequence })
  }

  async #tellVersion(guest: Guest, materialId: MaterialId, asked: Promise<Meeting | null>): Promise<void> {
    const meeting = await asked
    if (!guest.actor || !meeting || !materialIdsOf(meeting).includes(materialId)) return
    const reader = await this.#reader(guest.actor, meeting)
    const isSeen = meeting.agenda.some(
      (item) =>
        item.subject.kind === 'material' && item.subject.materialId === materialId && maySeeItem(reader, meeting, item),
    )
    if (isSeen) guest.tell({ type: 'meeting', meetingId: meeting.id, sequence: meeting.sequence })
  }

  /** Who cannot be told goes away, comes back and reads. */
  #orSendAway(guest: Guest, meetingId: MeetingId, telling: Promise<void>): void {
    telling.catch((error: unknown) => {
      this.#log.warn({ event: 'meeting-not-told', meetingId, error: String(error) }, 'comes back and reads')
      guest.end(closeCodes.goingAway, 'storage-unavailable')
    })
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
