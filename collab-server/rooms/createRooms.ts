import { closeCodes } from '@glosa/domain/contract'
import { networkOf, type PersonId, type RefusalCode, type SessionId } from '@glosa/domain/model'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Announcer, LiveBodies } from '../commands/ports.ts'
import { createHocuspocus, Door } from './admit.ts'
import { systemClock } from './clock.ts'
import { Desks } from './desks.ts'
import { Gates } from './gates.ts'
import { Guest, type Knock, type SocketEnd } from './guest.ts'
import { roomLimits, type RoomLimits } from './limits.ts'
import { createLines } from './lines.ts'
import { randomTokenOf, randomUint32Of } from './random.ts'
import { RoomRegistry } from './registry.ts'
import type { Room } from './room.ts'
import type { RoomsSetting } from './setting.ts'
import { Sweep } from './sweep.ts'
import { createUpgrade } from './upgrade.ts'

/** How much is going on. */
export interface RoomStats {
  readonly rooms: number
  readonly sockets: number
  /** Rows that wait for storage. */
  readonly pendingRows: number
  /** Texts whose log does not answer. */
  readonly outages: number
}

/** The live texts and the people in them. */
export interface Rooms extends LiveBodies, Announcer {
  /** Takes a WebSocket upgrade of `/rooms/<materialId>`; turns everything else away. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Takes a request for a line, a socket made of requests; false when it is for somebody else. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean
  /** Takes a socket that is open already. The caller passes on what it receives and that it closed. */
  attach(socket: SocketEnd, knock: Knock): Guest
  /**
   * Takes nothing more, waits until everything admitted is durable and acknowledged, writes
   * snapshots, closes sockets with 1001.
   */
  close(): Promise<void>
  stats(): RoomStats
  /** Tells every open page of the person how many notices they have not read. */
  tellUnread(personId: PersonId, unread: number): void
}

/** Opens the house: no room is loaded before somebody asks for it. */
export function createRooms(setting: RoomsSetting): Rooms {
  const clock = setting.clock ?? systemClock
  const limits: RoomLimits = { ...roomLimits, ...setting.limits }
  const { admission, bodyLog, log, metrics, randomBytes } = setting
  const guests = new Set<Guest>()
  const networks = new Map<string, number>()
  const endedSessions = new Map<SessionId, number>()
  let closing = false

  const witness = {
    refused(guest: Guest, code: RefusalCode, bytes: number) {
      metrics?.refused(code)
      if (guest.logged.has(code)) return
      guest.logged.add(code)
      const ids = { materialId: guest.knock.materialId, bodyId: guest.room?.bodyId, clientId: guest.clientId }
      const who = { personId: guest.actor?.personId, sessionId: guest.actor?.sessionId }
      log.warn({ event: 'content-refused', code, bytes, ...ids, ...who }, 'a frame was refused and changed nothing')
    },
  }
  const hocuspocus = createHocuspocus(() => door)
  const registry = new RoomRegistry(setting, clock, limits, hocuspocus, witness)
  const desks = new Desks(setting)
  const door = new Door(setting, clock, limits, registry, desks, randomUint32Of(randomBytes), endedSessions)
  const gates = new Gates(registry, clock, limits.gateWaitMs, log, (id) => admission.material(id))
  const sweep = new Sweep(setting, clock, limits, registry, desks, guests, endedSessions)

  const mayCome = (address: string) => !closing && (networks.get(networkOf(address)) ?? 0) < limits.maxSocketsPerAddress

  function attach(socket: SocketEnd, knock: Knock): Guest {
    const guest = new Guest(knock, socket, clock, limits, { left, oddName: (guest) => door.turnAway(guest) })
    guests.add(guest)
    const network = networkOf(knock.address)
    networks.set(network, (networks.get(network) ?? 0) + 1)
    guest.client = hocuspocus.handleConnection(guest, new Request('http://room/'), { guest })
    if (closing) guest.end(closeCodes.goingAway, 'going-away')
    return guest
  }

  function left(guest: Guest): void {
    guests.delete(guest)
    const network = networkOf(guest.knock.address)
    const sockets = (networks.get(network) ?? 1) - 1
    if (sockets > 0) networks.set(network, sockets)
    else networks.delete(network)
    door.left(guest)
  }

  /** Runs with the text in memory. */
  async function withRoom<T>(
    materialId: Room['materialId'],
    bodyId: NonNullable<Room['bodyId']>,
    run: (text: NonNullable<Room['text']>) => T | Promise<T>,
  ): Promise<T> {
    const room = await registry.hold(materialId, bodyId)
    try {
      if (!room.text) throw new TypeError('a body has a text')
      return await run(room.text)
    } finally {
      registry.release(room)
    }
  }

  return {
    handleUpgrade: createUpgrade(setting, limits, mayCome, attach),
    handleRequest: createLines(setting, clock, limits, mayCome, attach).handleRequest,
    attach,
    read: (materialId, bodyId) => withRoom(materialId, bodyId, (text) => text.state()),
    look: (materialId, bodyId, see) => withRoom(materialId, bodyId, (text) => see(text.document, text.sequence)),
    edit: (materialId, bodyId, personId, change) => withRoom(materialId, bodyId, (text) => text.edit(personId, change)),
    closeGate: (materialId, bodyIds, personId) => gates.close(materialId, bodyIds, personId),
    async found(bodyId, personId, state) {
      const row = { kind: 'update', personId, at: clock.now(), payload: state } as const
      const answer = await bodyLog.append(bodyId, 1, [row], randomTokenOf(randomBytes))
      if (answer === 'fenced') throw new Error('a text is founded once')
    },
    announce: (record, material, before) => desks.announce(record, material, before),
    tellUnread: (personId, unread) => desks.tellUnread(personId, unread),
    announceMeeting: (record, meeting) => desks.announceMeeting(record, meeting),
    sessionEnded(sessionId) {
      endedSessions.set(sessionId, clock.now())
      desks.endSession(sessionId)
    },
    standingIn(personId, standsFor) {
      door.standIn(personId, standsFor)
      desks.standIn(personId, standsFor)
    },
    sessionChanged(sessionId, who) {
      door.describe(sessionId, who)
      desks.describe(sessionId, who)
    },
    async close() {
      if (closing) return
      closing = true
      sweep.stop()
      const rooms = [...registry.all()]
      for (const room of rooms) room.deaf = true
      await inTime(Promise.all(rooms.map((room) => room.text?.idle())))
      await inTime(Promise.all(rooms.map((room) => registry.saveSnapshot(room))))
      for (const guest of [...guests]) guest.end(closeCodes.goingAway, 'going-away')
      for (const room of [...registry.all()]) registry.drop(room, closeCodes.goingAway, 'going-away')
    },
    stats() {
      let pendingRows = 0
      let outages = 0
      for (const { text } of registry.all()) {
        pendingRows += text?.pendingRows ?? 0
        if (text?.outage) outages += 1
      }
      return { rooms: registry.size, sockets: guests.size, pendingRows, outages }
    },
  }

  /** Going down waits for storage, but not for ever: what is not durable was not acknowledged either. */
  async function inTime(work: Promise<unknown>): Promise<void> {
    let cancel = () => {}
    const late = new Promise<void>((resolve) => {
      cancel = clock.after(limits.gateWaitMs, resolve)
    })
    await Promise.race([work, late])
    cancel()
  }
}
