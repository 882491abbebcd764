import type { BodyId } from '@glosa/domain/model'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Room, RoomKeeper } from '../../connection/index.ts'

/** Keeps what was typed into rooms: asks before the page goes with something unsaved. */
export function useFarewell(rooms: RoomKeeper): void {
  useEffect(() => {
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
    }
  }, [rooms])
}

interface Entered {
  readonly bodyId: BodyId
  readonly room: Room
}

const enter = (keeper: RoomKeeper, bodyId: BodyId | null): Entered | null =>
  bodyId && { bodyId, room: keeper.enter(bodyId) }

/** The room of one text, entered. `renew` throws the copy away and begins anew. */
export function useRoom(keeper: RoomKeeper, bodyId: BodyId | null) {
  // A room that is open already is there for the first drawing of the page.
  const [entered, setEntered] = useState<Entered | null>(() => enter(keeper, bodyId))
  useEffect(
    () => setEntered((before) => (before?.bodyId === bodyId ? before : enter(keeper, bodyId))),
    [keeper, bodyId],
  )
  const renew = () => {
    if (bodyId) setEntered({ bodyId, room: keeper.renew(bodyId) })
  }
  // For one render after another text was chosen, the room is still that of the text before.
  return { room: entered?.bodyId === bodyId ? entered.room : null, renew }
}

const nothing = () => () => {}

/** A property of a room that the page shows; without a room, `otherwise`. */
export const useOfRoom = <T>(room: Room | null, read: (room: Room) => T, otherwise: T): T =>
  useSyncExternalStore(room ? room.subscribe : nothing, () => (room ? read(room) : otherwise))

/** Words that came too late for any text of the page, also for one that is no longer shown. */
export const useRejected = (keeper: RoomKeeper) => useSyncExternalStore(keeper.subscribe, () => keeper.rejected)
