import { useSyncExternalStore } from 'react'

let reached = true
const listeners = new Set<() => void>()

/** Notes whether the last question reached the server. */
export function noteReach(now: boolean): void {
  if (now === reached) return
  reached = now
  for (const listener of listeners) listener()
}

/** Calls the listener whenever the server was reached again, or no more. */
export function watchReach(listener: (reached: boolean) => void): () => void {
  const tell = () => listener(reached)
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** Whether the server could be reached when it was last asked. */
export const useReached = (): boolean => useSyncExternalStore(watchReach, () => reached)
