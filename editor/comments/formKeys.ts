import type { KeyboardEvent } from 'react'

/** The keys of a form inside the page: Escape closes it, Ctrl or Cmd with Enter sends it. */
export const formKeys =
  (close: () => void, send: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    }
  }
