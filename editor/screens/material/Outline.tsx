import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readOutline, type OutlineEntry } from './readOutline.ts'

interface OutlineProps {
  readonly text: HTMLElement | null
  readonly scroller: HTMLElement | null
  readonly onGo?: () => void
}

/** Headings and articles of the text with counts of comments; follows the text and the scrolling. */
export function Outline({ text, scroller, onGo }: OutlineProps) {
  const { t } = useTranslation()
  const { entries, current } = useOutline(text, scroller)
  return (
    <nav aria-label={t('material.outline')}>
      <h2>{t('material.outline')}</h2>
      {entries.length === 0 ? <p className="quiet">{t('material.outlineEmpty')}</p> : null}
      <ol className="outline">
        {entries.map((entry, index) => (
          <li key={index} className={`outline-${entry.level}`}>
            <button
              type="button"
              className="outline-link"
              aria-current={index === current ? 'location' : undefined}
              onClick={() => {
                entry.element.scrollIntoView({ block: 'start' })
                onGo?.()
              }}
            >
              <span>
                {entry.article === null
                  ? entry.label
                  : t('material.article', { number: entry.article, title: entry.label })}
              </span>
              {entry.comments > 0 ? (
                <span className="quiet" aria-label={t('comment.count', { count: entry.comments })}>
                  {entry.comments}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function useOutline(text: HTMLElement | null, scroller: HTMLElement | null) {
  const [entries, setEntries] = useState<readonly OutlineEntry[]>([])
  const [current, setCurrent] = useState(-1)
  useEffect(() => {
    if (!text) return setEntries([])
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      const next = readOutline(text)
      setEntries((before) => (sameOutline(before, next) ? before : next))
    }
    // The outline may lag behind the typing; the typing must not wait for the outline.
    const changes = new MutationObserver(() => {
      timer ??= setTimeout(read, 400)
    })
    changes.observe(text, { subtree: true, childList: true, characterData: true })
    read()
    return () => {
      changes.disconnect()
      clearTimeout(timer)
    }
  }, [text])
  useEffect(() => {
    if (!scroller) return
    let frame = 0
    const look = () => {
      frame = 0
      const line = scroller.getBoundingClientRect().top + 120
      setCurrent(entries.findLastIndex(({ element }) => element.getBoundingClientRect().top < line))
    }
    const onScroll = () => {
      frame ||= requestAnimationFrame(look)
    }
    scroller.addEventListener('scroll', onScroll, { passive: true })
    look()
    return () => {
      scroller.removeEventListener('scroll', onScroll)
      cancelAnimationFrame(frame)
    }
  }, [scroller, entries])
  return { entries, current }
}

const sameOutline = (a: readonly OutlineEntry[], b: readonly OutlineEntry[]) =>
  a.length === b.length &&
  a.every((entry, i) => {
    const other = b[i]
    return other?.element === entry.element && other.label === entry.label && other.comments === entry.comments
  })
