import { closeCodes } from '@glosa/domain/contract'
import {
  isRefused,
  isSealedBody,
  materialIdsOf,
  mayAct,
  meetingRecordShownTo,
  recordShownTo,
  type Actor,
  type Material,
  type MaterialId,
  type MaterialRecord,
  type Meeting,
  type MeetingRecord,
  type PersonId,
  type SessionId,
  type StoodFor,
} from '@glosa/domain/model'
import type { DescribedActor } from '../commands/ports.ts'
import type { Guest } from './guest.ts'
import { MeetingDesks } from './meetingDesks.ts'
import type { Room } from './room.ts'
import type { RoomsSetting } from './setting.ts'

interface Desk {
  material: Material
  readonly guests: Set<Guest>
}

/** Who is connected to which material or meeting, and the material as last heard of. */
export class Desks {
  readonly #desks = new Map<MaterialId, Desk>()
  readonly meetings: MeetingDesks

  constructor(setting: Pick<RoomsSetting, 'admission' | 'log'>) {
    this.meetings = new MeetingDesks(setting)
  }

  /** The newest of what is known here and what the caller knows. */
  newest(material: Material): Material {
    const desk = this.#desks.get(material.id)
    if (!desk) return material
    if (material.sequence > desk.material.sequence) desk.material = material
    return desk.material
  }

  material(materialId: MaterialId): Material | null {
    return this.#desks.get(materialId)?.material ?? null
  }

  join(guest: Guest, material: Material): void {
    const desk = this.#desks.get(material.id)
    if (desk) desk.guests.add(guest)
    else this.#desks.set(material.id, { material, guests: new Set([guest]) })
  }

  leave(guest: Guest): void {
    this.meetings.leave(guest)
    const { materialId } = guest.knock
    const desk = this.#desks.get(materialId)
    if (desk?.guests.delete(guest) && desk.guests.size === 0) this.#desks.delete(materialId)
  }

  /** Tells a record, each what they may see, then what it changed for them. */
  announce(record: MaterialRecord, material: Material, before: Material | null = null): void {
    if (record.events.some(({ type }) => type === 'material-locked')) this.meetings.announceVersion(material.id)
    const desk = this.#desks.get(material.id)
    if (!desk) return
    const around = { before: before ?? desk.material, after: material }
    const now = this.newest(material)
    // Most people see the whole record: it is encoded once for each room.
    const whole = new Map<Room, Uint8Array>()
    for (const guest of [...desk.guests]) {
      const { actor, room } = guest
      if (!actor || !room) continue
      if (isRefused(mayAct(actor, 'read', now))) {
        guest.end(closeCodes.notAdmitted, 'not-found')
        continue
      }
      room.finishSending()
      const shown = guest.phase === 'inside' ? recordShownTo(actor, record, material, around) : null
      if (shown) {
        const encode = () =>
          room.frames.announcement({
            type: 'record',
            record: { ...shown, events: shown.events.map((event) => ({ ...event })) },
          })
        if (isWhole(shown, record)) {
          const frame = whole.get(room) ?? encode()
          whole.set(room, frame)
          guest.send(frame)
        } else {
          guest.send(encode())
        }
      }
      this.#applyRight(guest, now)
    }
  }

  /** Tells that a meeting changed to whoever is at it or at one of its materials and may see what happened. */
  announceMeeting(record: MeetingRecord, meeting: Meeting): void {
    this.meetings.announce(record, meeting)
    for (const materialId of materialIdsOf(meeting)) {
      const desk = this.#desks.get(materialId)
      if (!desk) continue
      for (const guest of desk.guests) {
        const { actor, room, phase } = guest
        // Once for each page: the announcement room has no text.
        if (!actor || phase !== 'inside' || room?.text !== null) continue
        const reads = (id: MaterialId) => id === materialId && mayAct(actor, 'read', desk.material) === true
        if (!meetingRecordShownTo({ actor, reads }, record, meeting)) continue
        guest.tell({ type: 'meeting', meetingId: meeting.id, sequence: record.sequence })
      }
    }
  }

  /** Tells a person's pages how much they have not read: once for each page, the announcement room has no text. */
  tellUnread(personId: PersonId, unread: number): void {
    this.meetings.tellPerson(personId, { type: 'notices', unread })
    for (const { guests } of this.#desks.values()) {
      for (const guest of guests) {
        if (guest.actor?.personId === personId && guest.room?.text === null) guest.tell({ type: 'notices', unread })
      }
    }
  }

  /** Closes the sockets of a session. */
  endSession(sessionId: SessionId): void {
    this.#closeSockets(sessionId, closeCodes.sessionEnded, 'session-ended')
  }

  /** Closes the sockets of a session that may go on later: their clients connect again until they are let in. */
  suspendSession(sessionId: SessionId): void {
    this.#closeSockets(sessionId, closeCodes.goingAway, 'directory-unavailable')
  }

  /** Describes the person of a session anew: rights follow at once. */
  describe(sessionId: SessionId, who: DescribedActor): void {
    this.meetings.close((actor) => actor.sessionId === sessionId, closeCodes.goingAway, 'described-anew')
    for (const { guests, material } of [...this.#desks.values()]) {
      for (const guest of [...guests]) {
        if (guest.actor?.sessionId !== sessionId) continue
        this.#redescribe(guest, { ...guest.actor, ...who }, material)
      }
    }
  }

  /** Somebody stands in for others than before: what they may see and do follows at once. */
  standIn(personId: PersonId, standsFor: readonly StoodFor[]): void {
    this.meetings.close((actor) => actor.personId === personId, closeCodes.goingAway, 'described-anew')
    for (const { guests, material } of [...this.#desks.values()]) {
      for (const guest of [...guests]) {
        if (guest.actor?.personId === personId) this.#redescribe(guest, { ...guest.actor, standsFor }, material)
      }
    }
  }

  /** Ends what somebody stood in for until now. */
  endSubstitutions(now: number): void {
    const hasEnded = (actor: Actor) => actor.standsFor?.some(({ until }) => until <= now) === true
    this.meetings.close(hasEnded, closeCodes.goingAway, 'described-anew')
    for (const { guests, material } of [...this.#desks.values()]) {
      for (const guest of [...guests]) {
        const { actor } = guest
        if (!actor?.standsFor?.some(({ until }) => until <= now)) continue
        const standsFor = actor.standsFor.filter(({ until }) => until > now)
        this.#redescribe(guest, { ...actor, standsFor }, material)
      }
    }
  }

  #redescribe(guest: Guest, actor: Actor, material: Material): void {
    guest.actor = actor
    if (isRefused(mayAct(actor, 'read', material))) {
      guest.end(closeCodes.notAdmitted, 'not-found')
      return
    }
    this.#applyRight(guest, material)
    // Comments appear and vanish for them without any record: they read the material anew.
    if (guest.phase === 'inside') guest.tell({ type: 'reread' })
  }

  /** Every session that has a socket here. */
  sessions(): Set<SessionId> {
    const sessions = new Set<SessionId>(this.meetings.sessions())
    for (const { guests } of this.#desks.values()) {
      for (const { actor } of guests) if (actor) sessions.add(actor.sessionId)
    }
    return sessions
  }

  #closeSockets(sessionId: SessionId, code: number, reason: string): void {
    this.meetings.close((actor) => actor.sessionId === sessionId, code, reason)
    for (const { guests } of [...this.#desks.values()]) {
      for (const guest of [...guests]) if (guest.actor?.sessionId === sessionId) guest.end(code, reason)
    }
  }

  #applyRight(guest: Guest, material: Material): void {
    const { actor, room } = guest
    if (!actor || !room?.text) return
    const { bodyId } = room
    const isSealed = bodyId !== null && isSealedBody(material, bodyId)
    const mayEdit = !isSealed && mayAct(actor, 'edit-body', material) === true
    if (mayEdit === guest.mayEdit) return
    guest.mayEdit = mayEdit
    if (guest.phase !== 'inside') return
    room.sendScope(guest)
    guest.tell({ type: 'right', mayEdit })
  }
}

const isWhole = (shown: Pick<MaterialRecord, 'events'>, record: MaterialRecord) =>
  shown.events.length === record.events.length && shown.events.every((event, index) => event === record.events[index])
