import type { EditorView } from 'prosemirror-view'
import { useEffect, useRef, type RefObject } from 'react'
import { codePointsBefore } from './passages.ts'

/** Milliseconds that a screen must rest on its words before they count as read. */
const rest = 1_500

/**
 * Follows how far the person has read: the last block whose end was on the screen while it stood
 * still for a moment, in a window that is in front.
 */
export function useReadingPlace(
  view: RefObject<EditorView | null>,
  doc: object,
  onRead: (upTo: number, complete: boolean) => void,
): void {
  const tell = useRef(onRead)
  useEffect(() => {
    tell.current = onRead
  }, [onRead])
  useEffect(() => {
    const look = () => {
      const text = view.current
      if (!text || document.visibilityState !== 'visible') return
      const blocks = [...text.dom.children]
      const bottom = innerHeight
      const last = blocks.findLastIndex((block) => block.getBoundingClientRect().bottom <= bottom)
      if (last < 0) return
      let position = 0
      for (let index = 0; index <= last && index < text.state.doc.childCount; index++) {
        position += text.state.doc.child(index).nodeSize
      }
      tell.current(codePointsBefore(text.state.doc, position), last === blocks.length - 1)
    }
    let timer = setTimeout(look, rest)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(look, rest)
    }
    addEventListener('scroll', again, { passive: true })
    addEventListener('resize', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', again)
      removeEventListener('resize', again)
      document.removeEventListener('visibilitychange', again)
    }
  }, [view, doc])
}
