import type { Announcement } from '@glosa/domain/contract'
import type { BodyId, MaterialId } from '@glosa/domain/model'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { browserTiming, keepRooms, type Room, type RoomKeeper } from '../../connection/index.ts'
import { roomWire } from './roomWire.ts'
import { socketOrigin } from './socketOrigin.ts'

/** The rooms of a material while its page is open; asks before the page goes with something unsaved. */
export function useRooms(materialId: MaterialId, hear: (news: Announcement) => void): RoomKeeper | null {
  const [keeper, setKeeper] = useState<RoomKeeper | null>(null)
  useEffect(() => {
    const rooms = keepRooms({
      materialId,
      origin: socketOrigin(),
      openWire: roomWire.open,
      timing: browserTiming,
      onAnnouncement: hear,
    })
    setKeeper(rooms)
    const onUnload = (event: BeforeUnloadEvent) => {
      rooms.flush()
      if (rooms.unsaved() > 0) event.preventDefault()
    }
    const flush = () => rooms.flush()
    const retry = () => rooms.retryNow()
    addEventListener('beforeunload', onUnload)
    addEventListener('pagehide', flush)
    addEventListener('online', retry)
    return () => {
      removeEventListener('beforeunload', onUnload)
      removeEventListener('pagehide', flush)
      removeEventListener('online', retry)
      setKeeper(null)
      rooms.leave()
    }
  }, [materialId, hear])
  return keeper
}

/** The room of one text, entered. `renew` throws the copy away and begins anew. */
export function useRoom(keeper: RoomKeeper | null, bodyId: BodyId | null) {
  const [entered, setEntered] = useState<{ readonly bodyId: BodyId; readonly room: Room } | null>(null)
  useEffect(() => {
    setEntered(keeper && bodyId ? { bodyId, room: keeper.enter(bodyId) } : null)
    return () => setEntered(null)
  }, [keeper, bodyId])
  const renew = () => {
    if (keeper && bodyId) setEntered({ bodyId, room: keeper.renew(bodyId) })
  }
  // For one render after another text was chosen, the room is still that of the text before.
  return { room: entered?.bodyId === bodyId ? entered.room : null, renew }
}

const nothing = () => () => {}

/** A property of a room that the page shows; without a room, `otherwise`. */
export const useOfRoom = <T>(room: Room | null, read: (room: Room) => T, otherwise: T): T =>
  useSyncExternalStore(room ? room.subscribe : nothing, () => (room ? read(room) : otherwise))

/** Words that came too late for any text of the page, also for one that is no longer shown. */
export const useRejected = (keeper: RoomKeeper | null) =>
  useSyncExternalStore(keeper ? keeper.subscribe : nothing, () => keeper?.rejected ?? null)
