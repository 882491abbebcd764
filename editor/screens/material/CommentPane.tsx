import MessageSquarePlus from 'lucide-react/icons/message-square-plus'
import type { Actor, CommentAnchor, CommentId, Material, PartId } from '@glosa/domain/model'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { CommentForm } from '../../comments/CommentForm.tsx'
import { CommentList, CommentMargin } from '../../comments/CommentMargin.tsx'
import { commentRightsOf, mayWithdraw } from '../../comments/commentRights.ts'
import {
  commentFilters,
  filterCounts,
  passes,
  shownComments,
  type CommentFilter,
} from '../../comments/selectComments.ts'
import type { ShownComment } from '../../comments/ShownComment.ts'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'

/** The form of a new comment, while it is open. */
export interface Draft {
  /** The words it is about; `null` for a general comment. */
  readonly anchor: CommentAnchor | null
}

interface CommentPaneProps {
  readonly material: Material
  readonly actor: Actor
  readonly partId: PartId
  readonly filter: CommentFilter
  readonly onFilter: (filter: CommentFilter) => void
  readonly gone: ReadonlySet<string>
  readonly active: CommentId | null
  readonly acts: CommentActs
  readonly draft: Draft | null
  readonly onDraft: (draft: Draft | null) => void
  readonly onActivate: (commentId: CommentId) => void
  readonly onJump: (commentId: CommentId) => void
  readonly text: HTMLElement | null
  readonly scroller: HTMLElement | null
  /** As a plain list instead of beside the lines. */
  readonly isSheet: boolean
  /** Order of the comments in the text, for the list. */
  readonly order: () => readonly string[]
  readonly children?: ReactNode
}

/** The comments of a part: filters, the form of a new one, and the cards. */
export function CommentPane(props: CommentPaneProps) {
  const { t } = useTranslation()
  const { material, actor, partId, filter, onFilter, gone, active, acts, draft, onDraft } = props
  const { text, scroller, isSheet, order } = props
  const rights = useMemo(() => commentRightsOf(actor, material), [actor, material])
  const all = useMemo(() => commentsOfPart(material, partId), [material, partId])
  const counts = useMemo(() => filterCounts(all, actor.personId), [all, actor.personId])
  const listed = useMemo((): readonly ShownComment[] => {
    const chosen = all.filter((comment) => comment.id === active || passes(comment, filter, actor.personId))
    const places = new Map((isSheet ? order() : []).map((id, index) => [id, index]))
    return chosen
      .map((comment) => ({
        comment,
        isOrphan: gone.has(comment.id),
        mayReply: rights.reply,
        maySettle: rights.settle,
        mayWithdraw: mayWithdraw(actor, material, comment),
      }))
      .sort((a, b) => (places.get(a.comment.id) ?? -1) - (places.get(b.comment.id) ?? -1))
  }, [all, filter, actor, material, gone, rights, active, isSheet, order])
  const cards = { comments: listed, active, acts, onActivate: props.onActivate, onJump: props.onJump }
  return (
    <>
      <div className="comments-head">
        <div className="row comments-title">
          <h2>{t('comment.title', { count: all.length })}</h2>
          {rights.lodge || rights.notePrivately ? (
            <Button
              size="small"
              variant="quiet"
              className="push"
              icon={<MessageSquarePlus size={16} aria-hidden="true" />}
              aria-keyshortcuts="Control+Alt+M"
              onPress={() => onDraft({ anchor: null })}
            >
              {t('comment.general')}
            </Button>
          ) : null}
          {props.children}
        </div>
        <Chips
          label={t('comment.filterLabel')}
          chips={commentFilters.map((id) => ({ id, label: t(`comment.filter.${id}`), count: counts[id] }))}
          selected={filter}
          onSelect={onFilter}
        />
        {draft ? (
          <CommentForm
            key={draft.anchor ? draft.anchor.first + draft.anchor.last : 'general'}
            partId={partId}
            anchor={draft.anchor}
            rights={rights}
            lodge={acts.lodge}
            onClose={() => onDraft(null)}
          />
        ) : null}
        {listed.length === 0 && !draft ? (
          <p className="comments-none quiet">
            {all.length === 0 ? t('comment.none') : t('comment.noneFiltered')}{' '}
            {all.length === 0 && rights.lodge ? t('comment.noneHint') : null}
          </p>
        ) : null}
      </div>
      {isSheet ? (
        <CommentList {...cards} />
      ) : text && scroller ? (
        <CommentMargin {...cards} text={text} scroller={scroller} />
      ) : null}
    </>
  )
}

/** What is said about one part, and about the material as a whole. */
export const commentsOfPart = (material: Material, partId: PartId) =>
  shownComments(material).filter(({ place }) => place.at === 'material' || place.partId === partId)
