import { useSyncExternalStore } from 'react'
import { postBytes } from '../../api/index.ts'
import { anyWire, browserTiming, lineWire, openWebSocket, type WireKind } from '../../connection/index.ts'

const isWatched = () => document.visibilityState === 'visible'

/** How this page reaches its rooms: by WebSockets, or by requests where the network lets none through. */
export const roomWire = anyWire(openWebSocket, lineWire(postBytes, browserTiming, isWatched), browserTiming)

export const useWireKind = (): WireKind => useSyncExternalStore(roomWire.subscribe, () => roomWire.kind)
