import type { CommentId } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CommentCard } from './CommentCard.tsx'
import type { CardSelection } from './CardSelection.ts'
import type { CommentActs } from './CommentActs.ts'
import { layMargin, type MarginLayout } from './marginLayout.ts'
import type { ShownComment } from './ShownComment.ts'

interface CommentMarginProps {
  /** Comments to list; those about the text in any order, the others first. */
  readonly comments: readonly ShownComment[]
  readonly active: CommentId | null
  readonly acts: CommentActs
  readonly selection?: CardSelection | undefined
  readonly onActivate: (commentId: CommentId) => void
  readonly onJump: (commentId: CommentId) => void
}

/** The cards beside the text, each at its line; only those near the screen are mounted. */
export function CommentMargin({
  text,
  scroller,
  ...rest
}: CommentMarginProps & { readonly text: HTMLElement; readonly scroller: HTMLElement }) {
  const { t } = useTranslation()
  const { comments, active, acts, selection, onActivate, onJump } = rest
  const layer = useRef<HTMLDivElement>(null)
  const layout = useRef<MarginLayout>(null)
  const [mounted, setMounted] = useState<{ ids: readonly CommentId[]; order: readonly CommentId[] }>({
    ids: [],
    order: [],
  })
  const byId = useMemo(() => new Map(comments.map((shown) => [shown.comment.id, shown])), [comments])
  const places = useMemo(() => new Map(mounted.order.map((id, index) => [id, index + 1])), [mounted.order])

  useLayoutEffect(() => {
    if (!layer.current) return
    // In the very frame that was measured: the text would otherwise be drawn once without its cards, and then again.
    const mount = (ids: readonly CommentId[], order: readonly CommentId[]) =>
      flushSync(() => setMounted({ ids, order }))
    const margin = layMargin({ text, layer: layer.current, scroller }, mount)
    layout.current = margin
    return () => margin.destroy()
  }, [text, scroller])
  useEffect(() => layout.current?.setComments(comments.map(({ comment }) => comment.id)), [comments, text, scroller])
  useEffect(() => layout.current?.setActive(active), [active, text, scroller])
  useLayoutEffect(() => layout.current?.mounted(), [mounted, active])

  return (
    <div className="margin-layer" ref={layer} {...feed(t, mounted.ids.length)}>
      {mounted.ids.map((id) => {
        const shown = byId.get(id)
        return shown ? (
          <div key={id} className="margin-slot" data-id={id}>
            <CommentCard
              shown={shown}
              isActive={active === id}
              position={places.get(id) ?? 1}
              total={mounted.order.length}
              acts={acts}
              selection={selection}
              onActivate={onActivate}
              onJump={onJump}
            />
          </div>
        ) : null
      })}
    </div>
  )
}

/** The same cards as a plain list, for narrow screens and for texts without a margin. */
export function CommentList({ comments, active, acts, selection, onActivate, onJump }: CommentMarginProps) {
  const { t } = useTranslation()
  return (
    <div className="comment-feed" {...feed(t, comments.length)}>
      {comments.map((shown, index) => (
        <CommentCard
          key={shown.comment.id}
          shown={shown}
          isActive={active === shown.comment.id}
          position={index + 1}
          total={comments.length}
          acts={acts}
          selection={selection}
          onActivate={onActivate}
          onJump={onJump}
        />
      ))}
    </div>
  )
}

/** A feed must hold articles: with none it is no feed. */
const feed = (t: TFunction, count: number) => (count > 0 ? { role: 'feed', 'aria-label': t('comment.list') } : {})
