import * as Y from 'yjs'
import type { Announcement } from '@glosa/domain/contract'
import { roomNameOf, type BodyId, type MaterialId } from '@glosa/domain/model'
import { connectRoom, type Room } from './room.ts'
import type { Timing } from './timing.ts'
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
  /** Own changes in all texts that are not yet durable. */
  unsaved(): number
  flush(): void
  retryNow(): void
  /** Closes every room, each as soon as its own changes are durable or surely lost. */
  leave(): void
}

/** How long a page that was left waits for the last acknowledgements, milliseconds. */
const farewell = 30_000

/** Keeps the rooms of one material. */
export function keepRooms({ materialId, origin, openWire, timing, onAnnouncement }: RoomKeeperOptions): RoomKeeper {
  const rooms = new Map<BodyId, Room>()
  const enter = (bodyId: BodyId) => {
    const known = rooms.get(bodyId)
    if (known) return known
    const room = connectRoom({
      url: `${origin}/rooms/${materialId}`,
      roomName: roomNameOf(materialId, bodyId),
      ydoc: new Y.Doc(),
      openWire,
      timing,
      onAnnouncement,
    })
    rooms.set(bodyId, room)
    return room
  }
  return {
    enter,
    renew: (bodyId) => {
      rooms.get(bodyId)?.close()
      rooms.delete(bodyId)
      return enter(bodyId)
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
