import type { Announcement } from '@glosa/domain/contract'
import { announcementRoomOf, isRefused, type MaterialId } from '@glosa/domain/model'
import { call, currentSession, watchSession } from '../../api/index.ts'
import { browserTiming, listenToMaterial } from '../../connection/index.ts'
import { roomWire } from './roomWire.ts'
import { socketOrigin } from './socketOrigin.ts'

/**
 * Listens in an announcement room; after the session was renewed, listens again.
 * @param onDown called when nothing is heard any more, until `admitted` is
 */
export function listenToRoom(
  roomId: MaterialId,
  hear: (news: Announcement) => void,
  onDown: () => void = () => undefined,
): { readonly retryNow: () => void; readonly close: () => void } {
  const socket = listenToMaterial({
    url: `${socketOrigin()}/rooms/${roomId}`,
    roomName: announcementRoomOf(roomId),
    openWire: roomWire.open,
    timing: browserTiming,
    onAnnouncement: hear,
    onDown: (why) => {
      onDown()
      if (why === 'session-ended') void renewSession(() => socket.retryNow())
    },
  })
  const unwatch = watchSession(() => {
    if (currentSession().state === 'signed-in') socket.retryNow()
  })
  return {
    retryNow: () => socket.retryNow(),
    close: () => {
      unwatch()
      socket.close()
    },
  }
}

/**
 * Renews a session whose cookie was too old for a socket, then goes on. When it is really over,
 * asking shows the sign-in window, and signing in goes on as well.
 */
export async function renewSession(goOn: () => void): Promise<void> {
  const session = await call('readSession')
  if (!isRefused(session)) goOn()
}
