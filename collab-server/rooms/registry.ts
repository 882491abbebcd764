import { closeCodes } from '@glosa/domain/contract'
import {
  announcementRoomOf,
  isSealedBody,
  roomNameOf,
  type BodyId,
  type MaterialId,
  type RoomName,
} from '@glosa/domain/model'
import { Document, type Hocuspocus } from '@hocuspocus/server'
import { randomTokenOf, randomUint32Of } from './random.ts'
import type { RoomClock } from './clock.ts'
import { framesOf, type RoomFrames } from './frames.ts'
import type { RoomLimits } from './limits.ts'
import { LiveText } from './liveText.ts'
import { Room, type RoomWitness } from './room.ts'
import type { RoomsSetting } from './setting.ts'

/** The rooms in memory. A room stays while somebody holds it, and a while longer. */
export class RoomRegistry {
  readonly #setting: RoomsSetting
  readonly #clock: RoomClock
  readonly #limits: RoomLimits
  readonly #hocuspocus: Hocuspocus
  readonly #witness: RoomWitness
  readonly #rooms = new Map<RoomName, Room>()
  readonly #loading = new Map<RoomName, Promise<Room>>()

  constructor(
    setting: RoomsSetting,
    clock: RoomClock,
    limits: RoomLimits,
    hocuspocus: Hocuspocus,
    witness: RoomWitness,
  ) {
    this.#setting = setting
    this.#clock = clock
    this.#limits = limits
    this.#hocuspocus = hocuspocus
    this.#witness = witness
  }

  all(): Iterable<Room> {
    return this.#rooms.values()
  }
  get size(): number {
    return this.#rooms.size
  }

  /**
   * The room, loaded if need be, kept in memory until `release`.
   * @param bodyId `null` for the announcement room
   * @throws when storage does not answer
   */
  async hold(materialId: MaterialId, bodyId: BodyId | null): Promise<Room> {
    const name = bodyId === null ? announcementRoomOf(materialId) : roomNameOf(materialId, bodyId)
    for (;;) {
      const room = this.#rooms.get(name) ?? (await this.#load(name, materialId, bodyId))
      // It may have been dropped while this call waited for it.
      if (room.ended) continue
      room.holds += 1
      room.cancelUnload?.()
      room.cancelUnload = null
      return room
    }
  }

  release(room: Room): void {
    room.holds -= 1
    if (room.holds === 0 && !room.ended) this.#unloadLater(room)
  }

  /** Forgets a room that is no longer the truth; its people are sent to look for it again. */
  drop(room: Room, closeCode: number, reason: string): void {
    if (room.ended) return
    room.ended = true
    room.cancelUnload?.()
    room.cancelUnload = null
    this.#rooms.delete(room.name)
    this.#hocuspocus.documents.delete(room.name)
    for (const guest of [...room.guests]) guest.end(closeCode, reason)
    room.presence.end()
    room.text?.end()
    room.document.destroy()
  }

  #load(name: RoomName, materialId: MaterialId, bodyId: BodyId | null): Promise<Room> {
    const loading = this.#loading.get(name)
    if (loading) return loading
    const loads = this.#loadNow(name, materialId, bodyId).finally(() => this.#loading.delete(name))
    this.#loading.set(name, loads)
    return loads
  }

  async #loadNow(name: RoomName, materialId: MaterialId, bodyId: BodyId | null): Promise<Room> {
    const frames = framesOf(name)
    const text = bodyId === null ? null : await this.#loadText(materialId, bodyId, () => room, frames)
    const document = new Document(name, { gc: true }, { flushDelay: 0 })
    document.isLoading = false
    document.onUpdate(() => this.#broken(room, new Error('a change did not come from the log')))
    const room: Room = new Room(name, materialId, bodyId, document, text, this.#clock, this.#limits, this.#witness)
    this.#rooms.set(name, room)
    this.#hocuspocus.documents.set(name, document)
    return room
  }

  #broken(room: Room, error: unknown): void {
    const { materialId, bodyId } = room
    const ids = { materialId, bodyId }
    this.#setting.log.error({ event: 'room-broken', ...ids, error: String(error) }, 'the text differs from its log')
    this.drop(room, closeCodes.moved, 'moved')
  }

  async #loadText(materialId: MaterialId, bodyId: BodyId, room: () => Room, frames: RoomFrames): Promise<LiveText> {
    const { bodyLog, admission, log, randomBytes, metrics, textChanged } = this.#setting
    const material = await admission.material(materialId)
    const ids = { materialId, bodyId }
    const setting = {
      bodyLog,
      clock: this.#clock,
      limits: this.#limits,
      randomId: randomUint32Of(randomBytes),
      writer: randomTokenOf(randomBytes),
    }
    return LiveText.load(setting, frames, bodyId, material !== null && isSealedBody(material, bodyId), {
      outage: (began, error) => {
        if (began) log.error({ event: 'storage-outage', ...ids, error: String(error) }, 'the body log does not answer')
        else log.info({ event: 'storage-resumed', ...ids }, 'the body log answers again')
        metrics?.outage(began)
        room().tell({ type: 'storage', available: !began })
      },
      fenced: () => {
        log.warn({ event: 'room-fenced', ...ids }, 'another node writes this text')
        this.drop(room(), closeCodes.moved, 'moved')
      },
      broken: (error) => this.#broken(room(), error),
      news: (update, by) => room().passOn(update, by),
      batch: (rows) => {
        metrics?.committed(rows)
        textChanged?.(materialId)
      },
    })
  }

  #unloadLater(room: Room): void {
    room.cancelUnload?.()
    room.cancelUnload = this.#clock.after(this.#limits.idleMs, () => {
      room.cancelUnload = null
      void this.#unload(room)
    })
  }

  async #unload(room: Room): Promise<void> {
    const stays = () => room.holds > 0 || room.ended
    if (stays()) return
    if (room.text && (room.text.pendingRows > 0 || room.text.outage)) return this.#unloadLater(room)
    await this.saveSnapshot(room)
    // Somebody may have come, and even written, while the snapshot was being saved.
    if (stays()) return
    if (room.text && room.text.pendingRows > 0) return this.#unloadLater(room)
    this.drop(room, closeCodes.moved, 'moved')
  }

  /** Saves a snapshot if there is anything new. A failure is logged and harms nothing: the rows are there. */
  async saveSnapshot(room: Room): Promise<void> {
    try {
      await room.text?.saveSnapshot()
    } catch (error) {
      const { materialId, bodyId } = room
      this.#setting.log.error({ event: 'snapshot-failed', materialId, bodyId, error: String(error) }, 'no snapshot')
    }
  }
}
