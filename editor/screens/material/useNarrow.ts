import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 1000px)')

const subscribe = (listener: () => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether there is no room for the outline and the margin beside the text. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
