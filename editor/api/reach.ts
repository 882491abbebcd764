import { useSyncExternalStore } from 'react'

let reached = true
const listeners = new Set<() => void>()

/** Notes whether the last question reached the server. */
export function noteReach(now: boolean): void {
  if (now === reached) return
  reached = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether the server could be reached when it was last asked. */
export const useReached = (): boolean => useSyncExternalStore(subscribe, () => reached)
