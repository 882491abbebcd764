import type { IncomingHttpHeaders } from 'node:http'
import { createRooms, type RoomLimits, type Rooms } from '@glosa/collab-server/rooms/index.ts'
import {
  announcementRoomOf,
  applyMeetingRecord,
  applyRecord,
  emptyMaterial,
  emptyMeeting,
  instant,
  isRefused,
  mayAct,
  meetingLogOf,
  refused,
  roomNameOf,
  type Actor,
  type BodyId,
  type Material,
  type MaterialEvent,
  type MaterialId,
  type MaterialRecord,
  type Meeting,
  type MeetingEvent,
  type MeetingId,
  type PersonId,
  type SessionId,
  type Sha256,
  type OfficeStorage,
  type StoodFor,
  type UnitId,
} from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import * as Y from 'yjs'
import { ManualClock } from './manualClock.ts'
import { OfficeDesk } from './officeDesk.ts'
import { OfficeLog } from './officeLog.ts'
import { random, randomBytesOf, type Random } from './random.ts'

export const materialId = 'm'.repeat(20) as MaterialId
export const bodyId = 'b'.repeat(20) as BodyId
export const otherBodyId = 'c'.repeat(20) as BodyId

const actorOf = (name: string, roles: Actor['roles'] = ['staff']): Actor => ({
  personId: `office:${name}` as PersonId,
  sessionId: name.padEnd(20, '0') as SessionId,
  displayName: name,
  unitId: null,
  unitName: null,
  roles,
})

const unitIdOf = (unit: string) => `office:${unit}` as UnitId

const stamp = ({ personId, displayName }: Actor) => ({ personId, displayName, unitId: null, unitName: null })

/**
 * An office in memory: the real rooms, people at desks, a body log and a clock that obey. Messages
 * move only when delivered, so every interleaving can be had again by its seed.
 */
export class Office {
  readonly next: Random
  readonly clock = new ManualClock()
  readonly storage: OfficeStorage
  readonly log: OfficeLog
  readonly journal: { readonly level: string; readonly facts: Readonly<Record<string, unknown>> }[] = []
  readonly desks: OfficeDesk[] = []
  readonly rooms: Rooms
  readonly #actors = new Map<string, Actor>()
  readonly #endedSessions = new Set<string>()
  material: Material
  /** What is on at the meeting that people listen to, if they do. */
  meeting: Meeting | null = null
  materialAway = false
  /** Whoever asks for the material waits for this. */
  beforeMaterial: Promise<void> = Promise.resolve()
  originAllowed: (headers: IncomingHttpHeaders) => boolean = () => true

  static async open(seed: number, limits: Partial<RoomLimits> = {}): Promise<Office> {
    return new Office(seed, limits, await openMemoryStorage())
  }

  private constructor(seed: number, limits: Partial<RoomLimits>, storage: OfficeStorage) {
    this.next = random(seed)
    this.storage = storage
    this.log = new OfficeLog(storage.bodyLog)
    this.material = emptyMaterial(materialId)
    this.rooms = this.opensRooms(limits)
    const body = (id: BodyId) => ({
      type: 'part-added' as const,
      part: {
        id: id as string as never,
        kind: 'cover-report' as const,
        title: 'Report',
        form: 'body' as const,
        bodyId: id,
      },
    })
    this.happens('drafter', [
      {
        type: 'material-created',
        number: 'MAT-1',
        title: 'Fees',
        template: 'council-material',
        sponsor: null,
        leadUnitId: null,
        leadUnitName: null,
      },
      body(bodyId),
      body(otherBodyId),
    ])
  }

  /** Rooms on the same log, as a second process would have them. */
  opensRooms(limits: Partial<RoomLimits> = {}): Rooms {
    const line = (level: string) => (facts: Readonly<Record<string, unknown>>) =>
      void this.journal.push({ level, facts })
    return createRooms({
      bodyLog: this.log,
      admission: {
        actorOf: async (cookie) => {
          const actor = this.#actors.get(cookie ?? '')
          if (!actor) return refused('not-signed-in')
          return this.#endedSessions.has(actor.sessionId) ? refused('session-ended') : actor
        },
        material: async (id) => {
          await this.beforeMaterial
          if (this.materialAway) throw new Error('the material log is away')
          return id === materialId ? this.material : null
        },
        meeting: async (id) => (id === this.meeting?.id ? this.meeting : null),
        meetingReader: async (actor) => ({ actor, reads: () => mayAct(actor, 'read', this.material) === true }),
      },
      log: { info: line('info'), warn: line('warn'), error: line('error') },
      clock: this.clock,
      randomBytes: randomBytesOf(this.next),
      originAllowed: (headers) => this.originAllowed(headers),
      addressOf: ({ headers }) => String(headers['x-forwarded-for'] ?? ''),
      sessionOpen: async (id) => !this.#endedSessions.has(id),
      limits: { framesPerSecond: 1e6, frameBurst: 1e6, updatesPerSecond: 1e6, updateBurst: 1e6, ...limits },
    })
  }

  person(name: string): Actor {
    let actor = this.#actors.get(name)
    if (!actor) this.#actors.set(name, (actor = actorOf(name)))
    return actor
  }

  /** Somebody with these roles. */
  employ(name: string, ...roles: Actor['roles']): Actor {
    const actor = actorOf(name, roles)
    this.#actors.set(name, actor)
    return actor
  }

  /** Somebody whose cookie says nothing to the server. */
  forget(name: string): void {
    this.#actors.delete(name)
  }

  /** A person does something to the material. */
  happens(name: string, events: readonly MaterialEvent[]): MaterialRecord {
    const record: MaterialRecord = {
      materialId,
      sequence: this.material.sequence + 1,
      at: this.clock.now(),
      by: stamp(this.person(name)),
      events,
      previous: null,
      hash: '0'.repeat(64) as Sha256,
    }
    this.material = applyRecord(this.material, record)
    this.rooms.announce(record, this.material)
    return record
  }

  invite(name: string, right: 'edit' | 'comment' | 'read' = 'edit'): void {
    const { personId, displayName } = this.person(name)
    this.happens('drafter', [{ type: 'participant-invited', invitation: { personId, displayName, right } }])
  }

  /** Somebody stands in for these from now on, and for nobody else. */
  standIn(name: string, ...standsFor: readonly StoodFor[]): void {
    const actor = { ...this.person(name), standsFor }
    this.#actors.set(name, actor)
    this.rooms.standingIn(actor.personId, standsFor)
  }

  /** The head of a unit, as somebody stands in for them. */
  headOf(unit: string, until = this.clock.now() + 1e9): StoodFor {
    const { personId, displayName } = this.person(`head of ${unit}`)
    const person = { personId, displayName, unitId: unitIdOf(unit), unitName: unit }
    return { person, roles: ['unit-head'], until: instant(until) }
  }

  inviteUnit(unit: string): void {
    const invitation = { unitId: unitIdOf(unit), unitName: unit, right: 'edit' } as const
    this.happens('drafter', [{ type: 'participant-invited', invitation }])
  }

  /** Ends a session as the commands would. */
  revoke(name: string): void {
    const { sessionId } = this.person(name)
    this.#endedSessions.add(sessionId)
    this.rooms.sessionEnded(sessionId)
  }

  /** Ends a session where these rooms do not hear of it. */
  endElsewhere(name: string): void {
    this.#endedSessions.add(this.person(name).sessionId)
  }

  /** Somebody opens a socket; nothing is delivered yet. */
  connect(name: string, roomName: string = roomNameOf(materialId, bodyId), rooms = this.rooms): OfficeDesk {
    this.person(name)
    const desk = new OfficeDesk(name, roomName)
    this.desks.push(desk)
    desk.guest = rooms.attach(desk.socket, { materialId, cookie: name, address: name, bodySchemaNumber: null })
    return desk
  }

  /** Somebody listens to a meeting. */
  async listen(name: string, meetingId: MeetingId): Promise<OfficeDesk> {
    const id = meetingId as string as MaterialId
    const desk = new OfficeDesk(name, announcementRoomOf(id))
    this.desks.push(desk)
    const knock = { materialId: id, cookie: name, address: name, bodySchemaNumber: null }
    desk.guest = this.rooms.attach(desk.socket, knock)
    desk.knock()
    await this.deliverAll()
    return desk
  }

  /** Something happens at the meeting. */
  meets(events: readonly MeetingEvent[]): void {
    const before = this.meeting ?? emptyMeeting('meeting'.padEnd(20, '0') as MeetingId)
    const sequence = before.sequence + 1
    const by = stamp(this.person('secretary'))
    const at = this.clock.now()
    const record = {
      log: meetingLogOf(before.id),
      sequence,
      at,
      by,
      events,
      previous: null,
      hash: '0'.repeat(64) as Sha256,
    }
    this.meeting = applyMeetingRecord(before, record)
    this.rooms.announceMeeting(record, this.meeting)
  }

  /** Somebody sits down and sees the text. */
  async sit(name: string, roomName?: string): Promise<OfficeDesk> {
    const desk = this.connect(name, roomName)
    desk.knock()
    await this.deliverAll()
    return desk
  }

  async sitWith(name: string, right: 'edit' | 'comment' | 'read'): Promise<OfficeDesk> {
    this.invite(name, right)
    return this.sit(name)
  }

  /** Lets everything that the server has begun come to its end, without letting time pass. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Delivers and commits until nothing moves. */
  async deliverAll(): Promise<void> {
    for (let still = 0; still < 2;) {
      let moved = false
      for (const desk of this.desks) {
        while (desk.deliver(true)) moved = true
        while (desk.deliver(false)) moved = true
      }
      if (this.log.waiting > 0) {
        await this.log.commitAll()
        moved = true
      }
      await this.settle()
      still = moved ? 0 : still + 1
    }
  }

  /** One thing that can happen, happens. */
  async somethingHappens(): Promise<void> {
    const desk = this.desks[this.next(this.desks.length)]
    if (!desk) return
    const what = this.next(100)
    if (what < 35 && desk.synced) desk.type(this.next(desk.text.length + 1), `${desk.person[0]}${this.next(10)}`)
    else if (what < 40 && desk.synced) desk.erase(this.next(desk.text.length + 1), 1 + this.next(3))
    else if (what < 65) desk.deliver(true)
    else if (what < 90) desk.deliver(false)
    else await this.log.commit()
    if (this.next(3) === 0) await this.settle()
  }

  /** The text as a fresh reader of the log would have it, up to a row. */
  async replay(upTo = Number.MAX_SAFE_INTEGER, body = bodyId): Promise<Y.Doc> {
    const ydoc = new Y.Doc()
    for (const row of await this.storage.bodyLog.readRows(body, 0, upTo)) {
      if (row.kind === 'update') Y.applyUpdate(ydoc, row.payload)
    }
    return ydoc
  }

  async rows(body = bodyId) {
    return this.storage.bodyLog.readRows(body, 0, Number.MAX_SAFE_INTEGER)
  }

  mayEdit(name: string): boolean {
    return !isRefused(mayAct(this.person(name), 'edit-body', this.material))
  }

  /** Codes of everything refused so far, by person where known. */
  get refusals(): string[] {
    return this.journal.flatMap(({ facts }) => (typeof facts['code'] === 'string' ? [facts['code']] : []))
  }
}
