import type { CommentId } from '@glosa/domain/model'
import { useEffect, useRef } from 'react'
import { cardIdOf } from '../../comments/CommentCard.tsx'

interface PageKeys {
  /** Comments in the order in which they are walked. */
  readonly order: () => readonly CommentId[]
  readonly active: CommentId | null
  readonly onGo: (commentId: CommentId, position: number, total: number) => void
  /** The focus is to return to the words of the active comment. */
  readonly onBack: () => void
  readonly onComment: () => void
}

/**
 * Keys of the page: Alt+↓/↑ walk the comments, Alt+Enter goes to the card, Escape back to the
 * text, Ctrl+Alt+M comments on the selection, F6 walks the regions.
 */
export function usePageKeys(page: HTMLElement | null, keys: PageKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!page) return
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event, page, latest.current)
      if (!act) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    // Before the editor, which would take Alt with an arrow for itself.
    page.addEventListener('keydown', onKey, true)
    return () => page.removeEventListener('keydown', onKey, true)
  }, [page])
}

function actOf(event: KeyboardEvent, page: HTMLElement, keys: PageKeys): (() => void) | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event
  const control = ctrlKey || metaKey
  if (altKey && !control && !shiftKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
    return walk(keys, key === 'ArrowDown' ? 1 : -1)
  }
  if (altKey && !control && key === 'Enter') return toCard(keys.active)
  if (altKey && control && event.code === 'KeyM') return keys.onComment
  if (key === 'F6') return () => nextRegion(page, shiftKey ? -1 : 1)
  if (key === 'Escape' && target instanceof Element && target.closest('.comment-card') && !target.closest('form')) {
    return keys.onBack
  }
  return null
}

function walk({ order, active, onGo }: PageKeys, step: 1 | -1): (() => void) | null {
  const ids = order()
  const at = active ? ids.indexOf(active) : step > 0 ? -1 : ids.length
  const next = ids[at + step]
  return next ? () => onGo(next, at + step + 1, ids.length) : null
}

const toCard = (active: CommentId | null) =>
  active ? () => document.getElementById(cardIdOf(active))?.focus({ preventScroll: true }) : null

function nextRegion(page: HTMLElement, step: 1 | -1): void {
  const regions = [...page.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent)
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const start = at < 0 && step < 0 ? 0 : at
  regions.at((start + step) % regions.length)?.focus()
}
