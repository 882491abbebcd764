import { bodySchemaNumber } from '@glosa/domain/body'
import * as Y from 'yjs'
import type { Announcement } from '@glosa/domain/contract'
import { roomNameOf, type BodyId, type MaterialId } from '@glosa/domain/model'
import { connectRoom, type Room } from './room.ts'
import type { Cancel, Timing } from './timing.ts'
import type { OpenWire } from './wire.ts'

export interface RoomKeeperOptions {
  readonly materialId: MaterialId
  /** Origin of the sockets, e.g. `wss://glosa.office.cz` */
  readonly origin: string
  readonly openWire: OpenWire
  readonly timing: Timing
  readonly onAnnouncement: (news: Announcement) => void
}

/** The rooms of one material that a page has entered. They stay open, so that nothing typed is left behind. */
export interface RoomKeeper {
  /** Enters the room of a text, or gives the one entered before. */
  enter(bodyId: BodyId): Room
  /** Throws the copy of a text away and enters again with an empty one. */
  renew(bodyId: BodyId): Room
  /** Throws the copy of a text away and stays outside. */
  drop(bodyId: BodyId): void
  /** The text, of those entered, whose last words were not accepted; the oldest first. */
  readonly rejected: Rejected | null
  /** Calls when `rejected` may have changed. */
  subscribe(listener: () => void): Cancel
  /** Own changes in all texts that are not yet durable. */
  unsaved(): number
  flush(): void
  retryNow(): void
  /** Closes every room, each as soon as its own changes are durable or surely lost. */
  leave(): void
}

/** Words that came too late for a text. */
export interface Rejected {
  readonly bodyId: BodyId
  readonly words: string
}

/** How long a page that was left waits for the last acknowledgements, milliseconds. */
const farewell = 30_000

/** Keeps the rooms of one material. */
export function keepRooms({ materialId, origin, openWire, timing, onAnnouncement }: RoomKeeperOptions): RoomKeeper {
  const rooms = new Map<BodyId, Room>()
  const listeners = new Set<() => void>()
  let rejected: Rejected | null = null
  const look = () => {
    const found = [...rooms].find(([, room]) => room.state.type === 'rejected')
    const words = found?.[1].state.type === 'rejected' ? found[1].state.words : ''
    if (found?.[0] === rejected?.bodyId && words === (rejected?.words ?? '')) return
    rejected = found ? { bodyId: found[0], words } : null
    for (const listener of listeners) listener()
  }
  const drop = (bodyId: BodyId) => {
    rooms.get(bodyId)?.close()
    rooms.delete(bodyId)
    look()
  }
  const enter = (bodyId: BodyId) => {
    const known = rooms.get(bodyId)
    if (known) return known
    const room = connectRoom({
      url: `${origin}/rooms/${materialId}?schema=${bodySchemaNumber}`,
      roomName: roomNameOf(materialId, bodyId),
      ydoc: new Y.Doc(),
      openWire,
      timing,
      onAnnouncement,
    })
    room.subscribe(look)
    rooms.set(bodyId, room)
    return room
  }
  return {
    enter,
    renew: (bodyId) => {
      drop(bodyId)
      return enter(bodyId)
    },
    drop,
    get rejected() {
      return rejected
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    unsaved: () => [...rooms.values()].reduce((sum, room) => sum + room.unsaved, 0),
    flush: () => {
      for (const room of rooms.values()) room.flush()
    },
    retryNow: () => {
      for (const room of rooms.values()) room.retryNow()
    },
    leave: () => {
      for (const room of rooms.values()) leaveWhenSaved(room, timing)
      rooms.clear()
    },
  }
}

function leaveWhenSaved(room: Room, timing: Timing): void {
  room.flush()
  if (room.unsaved === 0) return room.close()
  const finish = () => {
    cancel()
    unsubscribe()
    room.close()
  }
  const cancel = timing.after(farewell, finish)
  const unsubscribe = room.subscribe(() => {
    if (room.unsaved === 0) finish()
  })
}
