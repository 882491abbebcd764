import { verdicts, type CommentId, type MaterialId, type Verdict } from '@glosa/domain/model'
import { memo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { KindTag, VerdictTag } from '../../comments/KindTag.tsx'
import { Proposal } from '../../comments/Proposal.tsx'
import { ReactionForm } from '../../comments/ReactionForm.tsx'
import { Standing } from '../../comments/Standing.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Link } from '../../ui/Link.tsx'
import { Select } from '../../ui/Select.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import type { Row } from './selectRows.ts'
import type { SettlementActs } from './useSettlementActs.ts'
import { useRowDraft, type RowChoice, type RowDraft } from './useRowDraft.ts'

/** What happens in rows; the same object as long as the table is shown. */
export interface RowEvents {
  select(id: CommentId, isSelected: boolean): void
  element(id: CommentId, element: HTMLTableRowElement | null): void
  focus(id: CommentId): void
  step(id: CommentId, step: Step): void
  open(id: CommentId): void
}

export type Step = 'next' | 'previous' | 'first' | 'last'

interface SettlementRowProps {
  readonly materialId: MaterialId
  readonly row: Row
  /** Where the comment belongs, in words. */
  readonly place: string
  readonly isPlaceGone: boolean
  readonly maySettle: boolean
  readonly acts: CommentActs
  readonly bulk: SettlementActs
  /** `null` when nothing can be done to many lines by this person. */
  readonly isSelected: boolean | null
  readonly isTabStop: boolean
  readonly on: RowEvents
}

const letters: Readonly<Record<string, Verdict>> = {
  a: 'accepted',
  č: 'accepted-in-part',
  c: 'accepted-in-part',
  n: 'not-accepted',
}
const steps: Readonly<Record<string, Step>> = {
  ArrowDown: 'next',
  j: 'next',
  ArrowUp: 'previous',
  k: 'previous',
  Home: 'first',
  End: 'last',
}

/** One comment of the settlement table, with its verdict and reason to be written in place. */
export const SettlementRow = memo(function SettlementRow(props: SettlementRowProps) {
  const { t } = useTranslation()
  const { materialId, row, place, maySettle, acts, bulk, isSelected, on } = props
  const { comment, standing } = row
  const { id, settled, number } = comment
  const [isReopened, setReopened] = useState(false)
  const draft = useRowDraft(comment, acts)
  // What the reviewing body answered already is not changed by one slip of a key.
  const isAnswered = settled?.reaction != null || (standing.dispute !== null && settled?.released != null)
  const mayWrite = maySettle && (!isAnswered || isReopened)

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target !== event.currentTarget) return
    const key = event.key.length === 1 ? event.key.toLocaleLowerCase('cs') : event.key
    const step = steps[key]
    const verdict = letters[key] ?? verdicts[Number(key) - 1]
    if (step) on.step(id, step)
    else if (key === 'Enter') on.open(id)
    else if (key === 'x' && isSelected !== null) on.select(id, !isSelected)
    else if (key === 'r' && mayWrite) draft.area.current?.focus()
    else if (verdict && mayWrite && !draft.isPending) draft.choose(verdict)
    else return
    event.preventDefault()
  }
  return (
    <tr
      role="row"
      ref={(element) => on.element(id, element)}
      tabIndex={props.isTabStop ? 0 : -1}
      className="settlement-row"
      onFocus={() => on.focus(id)}
      onKeyDown={onKeyDown}
      aria-label={t('comment.numbered', { number })}
    >
      {isSelected === null ? null : (
        <td role="cell" className="settlement-check">
          <Checkbox
            aria-label={t('settlement.select', { number })}
            isSelected={isSelected}
            onChange={(isOn) => on.select(id, isOn)}
          />
        </td>
      )}
      <td role="cell" data-title={t('settlement.column.number')}>
        {number}
      </td>
      <td role="cell" data-title={t('settlement.column.place')}>
        <Link to="/materials/$materialId" params={{ materialId }} search={{ comment: id }}>
          {place}
        </Link>
      </td>
      <td role="cell" data-title={t('settlement.column.by')}>
        {comment.by.displayName}
        <div className="quiet">{comment.by.unitName}</div>
      </td>
      <th role="rowheader" scope="row" data-title={t('settlement.column.comment')}>
        <p className="comment-text">{comment.text}</p>
        {comment.justification ? <p className="comment-text quiet">{comment.justification}</p> : null}
        {comment.proposedWording !== null && comment.place.at === 'passage' ? (
          <Proposal quote={comment.place.anchor.quote} wording={comment.proposedWording} />
        ) : null}
        {settled?.wordingApplied ? <p className="quiet">{t('settlement.applied')}</p> : null}
      </th>
      <td role="cell" data-title={t('settlement.column.kind')}>
        <KindTag comment={comment} />
      </td>
      <td role="cell" data-title={t('settlement.column.verdict')}>
        <div className="settlement-verdict-cell">
          {mayWrite ? (
            <VerdictSelect row={row} draft={draft} isPlaceGone={props.isPlaceGone} />
          ) : settled ? (
            <VerdictTag settled={settled} />
          ) : null}
          {row.isRewritten ? <Tag tone="warning">{t('settlement.filter.rewritten')}</Tag> : null}
          {maySettle && standing.linkedTo !== null && !settled ? (
            <Button size="small" variant="quiet" onPress={() => void bulk.unlink(comment.id)}>
              {t('settlement.unlink')}
            </Button>
          ) : null}
        </div>
      </td>
      <td role="cell" data-title={t('settlement.column.reason')}>
        <div className="settlement-reason">
          {mayWrite ? (
            <ReasonFields number={number} draft={draft} note={isReopened ? t('settlement.changeReacted') : null} />
          ) : settled?.settlement.reason ? (
            <p className="comment-text">{settled.settlement.reason}</p>
          ) : null}
          <Standing materialId={materialId} comment={comment} standing={standing} />
          {maySettle && !mayWrite ? (
            <Button size="small" onPress={() => setReopened(true)}>
              {t('settlement.change')}
            </Button>
          ) : null}
          {standing.mayReact ? <ReactionForm comment={comment} react={acts.react} /> : null}
        </div>
      </td>
    </tr>
  )
})

interface VerdictSelectProps {
  readonly row: Row
  readonly draft: RowDraft
  readonly isPlaceGone: boolean
}

function VerdictSelect({ row: { comment }, draft, isPlaceGone }: VerdictSelectProps) {
  const { t } = useTranslation()
  const mayApply = comment.proposedWording !== null && !isPlaceGone && !comment.settled?.wordingApplied
  return (
    <Select
      label={t('settlement.verdictOf', { number: comment.number })}
      labelHidden
      choices={[
        ...verdicts.map((id) => ({ id: id as RowChoice, label: t(`comment.verdict.${id}`) })),
        ...(mayApply ? [{ id: 'apply' as const, label: t('settlement.apply') }] : []),
      ]}
      selected={draft.choice}
      placeholder={t('comment.choose')}
      onSelect={draft.choose}
    />
  )
}

interface ReasonFieldsProps {
  readonly number: number
  readonly draft: RowDraft
  readonly note: string | null
}

function ReasonFields({ number, draft, note }: ReasonFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      {note ? <p className="quiet">{note}</p> : null}
      <TextArea
        label={t('settlement.reasonOf', { number })}
        value={draft.words}
        onChange={draft.write}
        rows={2}
        maxLength={4_000}
        areaRef={draft.area}
        onKeyDown={(event) => {
          const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
          if (!isDone && event.key !== 'Escape') return
          event.preventDefault()
          if (isDone) draft.save()
          // Back to the row, where its keys are heard.
          draft.area.current?.closest('tr')?.focus()
        }}
      />
      {draft.isReasonMissing ? <Tag tone="warning">{t('settlement.reasonMissing')}</Tag> : null}
      {draft.isSavable ? (
        <Button size="small" variant="primary" isPending={draft.isPending} onPress={draft.save}>
          {t('settlement.save')}
        </Button>
      ) : null}
    </>
  )
}
