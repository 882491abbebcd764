import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

function become(next: boolean): void {
  isOpen = next
  for (const listener of listeners) listener()
}

/** Opens the help of the screen that is shown. */
export const openHelp = (): void => become(true)

export const closeHelp = (): void => become(false)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useHelpOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen)
