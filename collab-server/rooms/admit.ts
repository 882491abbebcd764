import { bodySchemaNumber } from '@glosa/domain/body'
import { closeCodes } from '@glosa/domain/contract'
import {
  bodyPartOf,
  isSealedBody,
  isRefused,
  mayAct,
  mayActAtMeeting,
  parseMeetingId,
  parseRoomName,
  refused,
  type Actor,
  type BodyId,
  type Material,
  type PersonId,
  type RefusalCode,
  type Refused,
  type SessionId,
  type StoodFor,
} from '@glosa/domain/model'
import { Hocuspocus } from '@hocuspocus/server'
import type { DescribedActor } from '../commands/ports.ts'
import type { RoomClock } from './clock.ts'
import type { Desks } from './desks.ts'
import type { Guest } from './guest.ts'
import type { RoomLimits } from './limits.ts'
import type { RoomRegistry } from './registry.ts'
import type { Room } from './room.ts'
import type { RoomsSetting } from './setting.ts'

/** What Hocuspocus carries for each socket. */
export interface RoomContext {
  readonly guest: Guest
}

/** Thrown in `onAuthenticate`, the one hook whose rejection is an answer: Hocuspocus tells the client `reason`. */
class NotAdmitted extends Error {
  readonly reason: RefusalCode

  constructor(reason: RefusalCode) {
    // No message: Hocuspocus would print it.
    super('')
    this.reason = reason
  }
}

/** Never unloads by itself: the registry does, when everything is saved. */
class RoomHocuspocus extends Hocuspocus<RoomContext> {
  override shouldUnloadDocument(): boolean {
    return false
  }
}

/** Hocuspocus' own idle timeout; the sweep does it better. */
const never = 2_000_000_000
/** Longer than anybody stands at the door. */
const heardForMs = 60_000

const closeCodeOf = (code: RefusalCode): number => {
  switch (code) {
    case 'not-signed-in':
    case 'session-ended':
      return closeCodes.sessionEnded
    case 'too-many-requests':
      return closeCodes.tooMany
    case 'storage-unavailable':
    case 'directory-unavailable':
      return closeCodes.goingAway
    default:
      return closeCodes.notAdmitted
  }
}

/**
 * Hocuspocus with nothing of its own to decide: it speaks the handshake, keeps the connections and
 * broadcasts. To it every connection is read-only.
 */
export function createHocuspocus(door: () => Door): Hocuspocus<RoomContext> {
  return new RoomHocuspocus({
    quiet: true,
    timeout: never,
    maxPendingDocuments: 1,
    async onAuthenticate({ context, documentName, connectionConfig }) {
      const { guest } = context
      const answer = await door().admit(guest, documentName)
      if (isRefused(answer)) {
        guest.refusal = { code: answer.refused, closeCode: closeCodeOf(answer.refused) }
        throw new NotAdmitted(answer.refused)
      }
      connectionConfig.readOnly = !guest.mayEdit
      guest.toldMayEdit = guest.mayEdit
    },
    async connected({ context, connection }) {
      connection.readOnly = true
      context.guest.connection = connection
      door().enter(context.guest)
    },
  })
}

/** Decides who is let into which room. */
export class Door {
  readonly #setting: RoomsSetting
  readonly #clock: RoomClock
  readonly #limits: RoomLimits
  readonly #registry: RoomRegistry
  readonly #desks: Desks
  readonly #randomId: () => number
  readonly #endedSessions: ReadonlyMap<SessionId, number>
  readonly #sockets = new Map<PersonId, number>()
  readonly #materials = new Map<string, Promise<Material | null>>()
  /** Sessions described anew lately, while somebody may have been at the door. */
  readonly #described = new Map<SessionId, { readonly who: DescribedActor; readonly at: number }>()
  /** People who lately began or ceased to stand in for somebody, while they may have been at the door. */
  readonly #standing = new Map<PersonId, { readonly who: Required<Pick<Actor, 'standsFor'>>; readonly at: number }>()

  /** @param endedSessions sessions that ended lately, while somebody may have been at the door */
  constructor(
    setting: RoomsSetting,
    clock: RoomClock,
    limits: RoomLimits,
    registry: RoomRegistry,
    desks: Desks,
    randomId: () => number,
    endedSessions: ReadonlyMap<SessionId, number>,
  ) {
    this.#setting = setting
    this.#clock = clock
    this.#limits = limits
    this.#registry = registry
    this.#desks = desks
    this.#randomId = randomId
    this.#endedSessions = endedSessions
  }

  /** Finds out who knocks and what they may do; loads the room. Never rejects. */
  async admit(guest: Guest, roomName: string): Promise<Room | Refused> {
    try {
      const answer = await this.#admit(guest, roomName)
      if (isRefused(answer)) this.#logRefusal(guest, answer.refused)
      return answer
    } catch (error) {
      const { materialId } = guest.knock
      this.#setting.log.error(
        { event: 'admission-failed', materialId, error: String(error) },
        'nobody could be admitted',
      )
      return refused('storage-unavailable')
    }
  }

  async #admit(guest: Guest, roomName: string): Promise<Room | Refused> {
    const { knock } = guest
    const name = parseRoomName(roomName)
    if (!name || name.materialId !== knock.materialId) return refused('not-found')
    if (knock.bodySchemaNumber !== null && knock.bodySchemaNumber < bodySchemaNumber) return refused('schema-too-old')
    const since = this.#clock.now()
    const asked = await this.#setting.admission.actorOf(knock.cookie)
    if (isRefused(asked)) return asked
    const loaded = await this.#material(name.materialId)
    if (!loaded) return name.bodyId === null ? this.#admitToMeeting(guest, asked, since) : refused('not-found')
    const permitted = mayEnter(this.#asHeard(asked, since), this.#desks.newest(loaded), name.bodyId)
    if (isRefused(permitted)) return permitted
    const room = await this.#registry.hold(name.materialId, name.bodyId)

    // From here to the end nothing waits: what changed while the room was loading counts.
    const material = this.#desks.newest(loaded)
    const actor = this.#asHeard(asked, since)
    const still = this.#mayStay(guest, actor, material, name.bodyId)
    if (isRefused(still)) {
      this.#registry.release(room)
      return still
    }
    this.#takeIn(guest, actor, room)
    guest.mayEdit = room.text !== null && mayAct(actor, 'edit-body', material) === true
    if (room.text) guest.clientId = room.text.owners.handOut(actor.personId, this.#randomId)
    this.#desks.join(guest, material)
    return room
  }

  /** A meeting has an announcement room too, under its own id, for whoever may read the meeting. */
  async #admitToMeeting(guest: Guest, asked: Actor, since: number): Promise<Room | Refused> {
    const { admission } = this.#setting
    const meetingId = parseMeetingId(guest.knock.materialId)
    const meeting = meetingId && (await admission.meeting(meetingId))
    if (!meeting) return refused('not-found')
    const room = await this.#registry.hold(guest.knock.materialId, null)
    const heard = this.#heardOf(asked, since)
    const actor = this.#asHeard(asked, since)
    const reader = await admission.meetingReader(actor, meeting)
    // Who was described anew meanwhile comes back; what the meeting changes is asked for each announcement again.
    const isSame = this.#heardOf(asked, since).every((news, index) => news === heard[index])
    const still = isSame ? mayActAtMeeting(reader, 'read', meeting) : refused('directory-unavailable')
    const stays = isRefused(still) ? still : this.#mayBeHere(guest, actor)
    if (isRefused(stays)) {
      this.#registry.release(room)
      return stays
    }
    this.#takeIn(guest, actor, room)
    this.#desks.meetings.join(guest, meeting.id)
    return room
  }

  #takeIn(guest: Guest, actor: Actor, room: Room): void {
    guest.actor = actor
    guest.room = room
    room.guests.add(guest)
    this.#sockets.set(actor.personId, (this.#sockets.get(actor.personId) ?? 0) + 1)
  }

  /** Who is at the door right now may have been asked for before. */
  describe(sessionId: SessionId, who: DescribedActor): void {
    const now = this.#clock.now()
    for (const [id, { at }] of this.#described) if (now - at > heardForMs) this.#described.delete(id)
    this.#described.set(sessionId, { who, at: now })
  }

  /** The same of whom a person stands in for. */
  standIn(personId: PersonId, standsFor: readonly StoodFor[]): void {
    const now = this.#clock.now()
    for (const [id, { at }] of this.#standing) if (now - at > heardForMs) this.#standing.delete(id)
    this.#standing.set(personId, { who: { standsFor }, at: now })
  }

  /** What was heard of a person since it was asked who they are; `undefined` where nothing was. */
  #heardOf({ sessionId, personId }: Actor, since: number) {
    const described = this.#described.get(sessionId)
    const standing = this.#standing.get(personId)
    return [
      described && described.at >= since ? described : undefined,
      standing && standing.at >= since ? standing : undefined,
    ] as const
  }

  #asHeard(asked: Actor, since: number): Actor {
    const [described, standing] = this.#heardOf(asked, since)
    return { ...asked, ...described?.who, ...standing?.who }
  }

  #mayStay(guest: Guest, actor: Actor, material: Material, bodyId: BodyId | null): true | Refused {
    const here = this.#mayBeHere(guest, actor)
    return isRefused(here) ? here : mayEnter(actor, material, bodyId)
  }

  #mayBeHere(guest: Guest, actor: Actor): true | Refused {
    if (guest.phase === 'gone') return refused('conflict')
    if (this.#endedSessions.has(actor.sessionId)) return refused('session-ended')
    if ((this.#sockets.get(actor.personId) ?? 0) >= this.#limits.maxSocketsPerPerson)
      return refused('too-many-requests')
    return true
  }

  /** Tells who was admitted everything they need, then takes the frames that waited. */
  enter(guest: Guest): void {
    const { room, connection } = guest
    if (!room || guest.phase !== 'entering') {
      connection?.close()
      return
    }
    guest.phase = 'inside'
    const { text } = room
    guest.tell({
      type: 'admitted',
      clientId: guest.clientId,
      mayEdit: guest.mayEdit,
      bodySequence: text?.sequence ?? 0,
      sequence: this.#desks.material(room.materialId)?.sequence ?? 0,
    })
    if (text) {
      // The right may have changed since Hocuspocus told it.
      if (guest.mayEdit !== guest.toldMayEdit) room.sendScope(guest)
      if (text.gate !== 'open') guest.tell({ type: 'gate', closed: true })
      if (text.outage) guest.tell({ type: 'storage', available: false })
    }
    guest.resume()
  }

  /** For names that no room can have: nothing is loaded or asked. */
  turnAway(guest: Guest): void {
    this.#logRefusal(guest, 'not-found')
    guest.end(closeCodes.notAdmitted, 'not-found')
  }

  /** Undoes `admit`. */
  left(guest: Guest): void {
    const { room, actor } = guest
    if (!room || !actor) return
    room.guests.delete(guest)
    room.presence.left(guest)
    room.text?.owners.giveBack(guest.clientId)
    this.#desks.leave(guest)
    const sockets = (this.#sockets.get(actor.personId) ?? 1) - 1
    if (sockets > 0) this.#sockets.set(actor.personId, sockets)
    else this.#sockets.delete(actor.personId)
    this.#registry.release(room)
  }

  /** Fifty people who open a material at once share one look at it. */
  #material(id: Material['id']): Promise<Material | null> {
    const loading = this.#materials.get(id)
    if (loading) return loading
    const loads = this.#setting.admission.material(id).finally(() => this.#materials.delete(id))
    this.#materials.set(id, loads)
    return loads
  }

  #logRefusal(guest: Guest, code: RefusalCode): void {
    const { materialId, address } = guest.knock
    this.#setting.log.warn({ event: 'not-admitted', code, materialId, address }, 'somebody was not admitted to a room')
    this.#setting.metrics?.refused(code)
  }
}

function mayEnter(actor: Actor, material: Material, bodyId: BodyId | null): true | Refused {
  const may = mayAct(actor, 'read', material)
  if (isRefused(may)) return may
  if (bodyId === null) return true
  if (isSealedBody(material, bodyId)) return refused('material-locked')
  return bodyPartOf(material, bodyId) ? true : refused('not-found')
}
