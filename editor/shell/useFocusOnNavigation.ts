import type { AnyRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * After a move to another screen the focus stands on its heading, so that a screen reader says
 * where it is and the keyboard goes on from there. Changes of filters in the address do not count.
 */
export function useFocusOnNavigation(router: AnyRouter): void {
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        // A main menu that does not fit moves, so that where one is stays in sight; not before the page is laid out anyway.
        requestAnimationFrame(() => {
          document.querySelector('.nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        })
        if (!fromLocation || !pathChanged) return
        const target = document.querySelector<HTMLElement>('#main h1') ?? document.getElementById('main')
        if (!target) return
        target.tabIndex = -1
        target.focus({ preventScroll: true })
        window.scrollTo(0, 0)
      }),
    [router],
  )
}
