import {
  currentRound,
  instant,
  isUndisclosed,
  settlesIn,
  type Actor,
  type CommentId,
  type Material,
  type PartId,
} from '@glosa/domain/model'
import ListChecks from 'lucide-react/icons/list-checks'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkBar } from '../../comments/BulkBar.tsx'
import type { CardSelection } from '../../comments/CardSelection.ts'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { CommentForm } from '../../comments/CommentForm.tsx'
import { CommentList, CommentMargin } from '../../comments/CommentMargin.tsx'
import { commentRightsOf } from '../../comments/commentRights.ts'
import { noTarget, type CommentTarget } from '../../comments/CommentTarget.ts'
import { lodgingOf } from '../../comments/lodging.ts'
import {
  commentFilters,
  filterCounts,
  passes,
  shownComments,
  type CommentFilter,
} from '../../comments/selectComments.ts'
import type { ShownComment } from '../../comments/ShownComment.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { useNow } from '../../ui/useNow.ts'

interface CommentPaneProps {
  readonly material: Material
  readonly actor: Actor
  readonly partId: PartId
  readonly filter: CommentFilter
  readonly onFilter: (filter: CommentFilter) => void
  readonly gone: ReadonlySet<string>
  readonly active: CommentId | null
  readonly acts: CommentActs
  /** What the form of a new comment is about; `null` while it is closed. */
  readonly draft: CommentTarget | null
  readonly onDraft: (draft: CommentTarget | null) => void
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
  const now = useNow()
  const round = currentRound(material)
  const mayWrite = useMemo(() => lodgingOf(actor, material, instant(now)).circles.length > 0, [actor, material, now])
  const [chosen, setChosen] = useState<ReadonlySet<CommentId> | null>(null)
  const selection: CardSelection | undefined = chosen
    ? {
        ids: chosen,
        toggle: (id) => setChosen((before) => withToggled(before ?? new Set(), id)),
      }
    : undefined
  const all = useMemo(() => commentsOfPart(material, partId), [material, partId])
  const counts = useMemo(() => filterCounts(all, actor.personId), [all, actor.personId])
  const listed = useMemo((): readonly ShownComment[] => {
    const chosen = all.filter((comment) => comment.id === active || passes(comment, filter, actor.personId))
    const places = new Map((isSheet ? order() : []).map((id, index) => [id, index]))
    return chosen
      .map((comment) => ({
        comment,
        material,
        actor,
        isOrphan: gone.has(comment.id),
        mayReply: rights.reply,
        maySettle: rights.settle,
      }))
      .sort((a, b) => (places.get(a.comment.id) ?? -1) - (places.get(b.comment.id) ?? -1))
  }, [all, filter, actor, material, gone, rights, active, isSheet, order])
  const cards = { comments: listed, active, acts, selection, onActivate: props.onActivate, onJump: props.onJump }
  return (
    <>
      <div className="comments-head">
        <div className="row comments-title">
          <h2>{t('comment.title', { count: all.length })}</h2>
          {mayWrite ? (
            <Button
              size="small"
              variant="quiet"
              className="push"
              aria-keyshortcuts="Control+Alt+M"
              onPress={() => onDraft(noTarget)}
            >
              {t('comment.general')}
            </Button>
          ) : null}
          {all.length > 1 && material.state !== 'locked' ? (
            <IconButton
              label={t('review.bulk.start')}
              size="small"
              aria-pressed={chosen !== null}
              icon={<ListChecks size={16} aria-hidden="true" />}
              onPress={() => setChosen(chosen ? null : new Set())}
            />
          ) : null}
          {props.children}
        </div>
        <Chips
          label={t('comment.filterLabel')}
          chips={commentFilters.map((id) => ({ id, label: t(`comment.filter.${id}`), count: counts[id] }))}
          selected={filter}
          onSelect={onFilter}
        />
        {round?.state === 'open' && isUndisclosed(round) && !settlesIn(actor, material) ? (
          <p className="quiet">{t('round.undisclosed')}</p>
        ) : null}
        {round?.state === 'open' && round.partIds?.includes(partId) === false ? (
          <p className="quiet">{t('refusal.part-not-in-round')}</p>
        ) : null}
        {draft ? (
          <CommentForm
            key={draft.anchor ? draft.anchor.first + draft.anchor.last : (draft.annexId ?? 'general')}
            material={material}
            actor={actor}
            partId={partId}
            target={draft}
            lodge={acts.lodge}
            onClose={() => onDraft(null)}
          />
        ) : null}
        {chosen ? (
          <BulkBar
            material={material}
            actor={actor}
            chosen={all.filter(({ id }) => chosen.has(id))}
            acts={acts}
            onDone={() => setChosen(null)}
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

/** What is said about one part, about attached files, which have no page of their own, and about the material as a whole. */
export function commentsOfPart(material: Material, partId: PartId) {
  const texts = new Set(material.parts.flatMap((part) => (part.form === 'body' ? [part.id] : [])))
  return shownComments(material).filter(
    ({ place }) => place.at === 'material' || place.partId === partId || !texts.has(place.partId),
  )
}

function withToggled(chosen: ReadonlySet<CommentId>, id: CommentId): ReadonlySet<CommentId> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}
