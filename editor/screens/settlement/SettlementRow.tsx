import { verdicts, type Material, type PartId, type ReviewComment, type Verdict } from '@glosa/domain/model'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { KindTag, VerdictTag } from '../../comments/KindTag.tsx'
import { Proposal } from '../../comments/Proposal.tsx'
import { settlementFrom } from '../../comments/SettleForm.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Select } from '../../ui/Select.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { TextArea } from '../../ui/TextField.tsx'

interface SettlementRowProps {
  readonly material: Material
  readonly comment: ReviewComment
  /** A citation, `''`, `'gone'`, or `undefined` while the text is not read yet. */
  readonly place: string | undefined
  readonly maySettle: boolean
  readonly acts: CommentActs
  readonly onElement: (element: HTMLTableRowElement | null) => void
  readonly isTabStop: boolean
  readonly onFocus: () => void
  readonly onStep: (step: 1 | -1) => void
  readonly onOpen: () => void
}

/** An acceptance may carry the proposed wording into the text. */
type Choice = Verdict | 'apply'

const keyed: Readonly<Record<string, Verdict>> = {
  a: 'accepted',
  č: 'accepted-in-part',
  c: 'accepted-in-part',
  n: 'not-accepted',
}

/** One comment of the settlement table, with its verdict and reason to be written in place. */
export function SettlementRow(props: SettlementRowProps) {
  const { t } = useTranslation()
  const { material, comment, place, maySettle, acts, onElement } = props
  const { settled, number } = comment
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const verdict = chosen ?? settled?.settlement.verdict ?? null
  const words = reason ?? settled?.settlement.reason ?? ''
  const plain = verdict === 'apply' ? 'accepted' : verdict
  const settlement = plain && settlementFrom(plain, words)
  const isChanged = chosen !== null || (reason !== null && reason.trim() !== (settled?.settlement.reason ?? ''))
  const isReasonMissing = plain !== null && settlement === null

  const save = async (choice: Choice | null, text: string) => {
    const wanted = choice === 'apply' ? 'accepted' : choice
    const next = wanted && settlementFrom(wanted, text)
    if (!next || isPending) return
    setPending(true)
    // Another verdict is a new settlement: the one before is taken back first, both stay in the history.
    const free = settled === null || (await acts.withdrawSettlement(comment.id))
    if (free && (await acts.settle(comment.id, next, choice === 'apply'))) {
      setChosen(null)
      setReason(null)
    }
    setPending(false)
  }
  const choose = (choice: Choice) => {
    setChosen(choice)
    const plainChoice = choice === 'apply' ? 'accepted' : choice
    if (settlementFrom(plainChoice, words)) void save(choice, words)
    else requestAnimationFrame(() => area.current?.focus())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    const choice = keyed[event.key.toLocaleLowerCase('cs')]
    if (step) props.onStep(step)
    else if (event.key === 'Enter') props.onOpen()
    else if (choice && maySettle && !isPending) choose(choice)
    else return
    event.preventDefault()
  }
  const choices = [
    ...verdicts.map((id) => ({ id: id as Choice, label: t(`comment.verdict.${id}`) })),
    ...(comment.proposedWording !== null && place !== 'gone' && !settled
      ? [{ id: 'apply' as const, label: t('settlement.apply') }]
      : []),
  ]
  return (
    <tr
      role="row"
      ref={onElement}
      tabIndex={props.isTabStop ? 0 : -1}
      className="settlement-row"
      onFocus={props.onFocus}
      onKeyDown={onKeyDown}
      aria-label={t('comment.numbered', { number })}
    >
      <td role="cell" data-title={t('settlement.column.number')}>
        {number}
      </td>
      <td role="cell" data-title={t('settlement.column.place')}>
        <Link to="/materials/$materialId" params={{ materialId: material.id }} search={{ comment: comment.id }}>
          {place === 'gone'
            ? t('settlement.place.gone')
            : placeLabel(material, comment, place, t('settlement.place.material'))}
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
        {maySettle ? (
          <Select
            label={t('settlement.verdictOf', { number })}
            labelHidden
            choices={choices}
            selected={verdict}
            placeholder={t('comment.choose')}
            onSelect={choose}
            isDisabled={isPending}
          />
        ) : settled ? (
          <VerdictTag settled={settled} />
        ) : null}
      </td>
      <td role="cell" data-title={t('settlement.column.reason')}>
        {maySettle ? (
          <div className="settlement-reason">
            <TextArea
              label={t('settlement.reasonOf', { number })}
              value={words}
              onChange={setReason}
              rows={2}
              maxLength={4_000}
              areaRef={area}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
                event.preventDefault()
                void save(verdict, words)
              }}
            />
            {isReasonMissing ? <Tag tone="warning">{t('settlement.reasonMissing')}</Tag> : null}
            {isChanged && settlement ? (
              <Button size="small" variant="primary" isPending={isPending} onPress={() => void save(verdict, words)}>
                {t('settlement.save')}
              </Button>
            ) : null}
          </div>
        ) : (
          settled?.settlement.reason
        )}
      </td>
    </tr>
  )
}

function placeLabel(material: Material, { place }: ReviewComment, cited: string | undefined, whole: string): string {
  if (place.at === 'material') return whole
  const title = titleOf(material, place.partId)
  return cited ? `${title}, ${cited}` : title
}

const titleOf = (material: Material, partId: PartId) => material.parts.find(({ id }) => id === partId)?.title ?? ''
