import type { PersonId, ReviewRound, UnitId } from '@glosa/domain/model'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { IconButton } from '../../ui/Button.tsx'
import { DeadlineTag } from '../../ui/DeadlineTag.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import type { BodyAnswer } from './roundAnswers.ts'

interface RoundTableProps {
  readonly round: ReviewRound
  readonly answers: readonly BodyAnswer[]
  /** What can be done to one of them; absent for those who may not. */
  readonly acts?: {
    readonly changeDeadline: (id: UnitId | PersonId) => void
    readonly uninvite: (id: UnitId | PersonId) => void
  }
}

const tones = {
  waiting: 'neutral',
  silent: 'warning',
  commented: 'neutral',
  done: 'success',
  without: 'success',
} as const satisfies Record<BodyAnswer['state'], Tone>

/** Who was asked in a round, and who has answered what. */
export function RoundTable({ round, answers, acts }: RoundTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const isOver = round.state === 'closed'
  const columns: readonly TableColumn<BodyAnswer>[] = [
    { id: 'who', title: t('round.table.who'), isRowHeader: true, cell: ({ name }) => name },
    {
      id: 'obligation',
      title: t('round.table.obligation'),
      cell: ({ obligation }) => t(`round.obligation.${obligation}`),
    },
    {
      id: 'deadline',
      title: t('round.table.deadline'),
      cell: ({ closesAt, state }) =>
        isOver || state === 'done' || state === 'without' ? (
          format.dayAndTime(closesAt)
        ) : (
          <DeadlineTag dueAt={closesAt} />
        ),
    },
    ...(round.state === 'planned'
      ? []
      : [{ id: 'answer', title: t('round.table.answer'), cell: (answer: BodyAnswer) => <Said answer={answer} /> }]),
    ...(acts
      ? [
          {
            id: 'acts',
            title: t('round.table.acts'),
            titleHidden: true,
            cell: ({ id, name }: BodyAnswer) => (
              <Menu
                label={t('round.act', { name })}
                trigger={
                  <IconButton label={t('round.act', { name })} icon={<Ellipsis size={18} aria-hidden="true" />} />
                }
                groups={[
                  [
                    { id: 'deadline', label: t('round.changeDeadline'), onAction: () => acts.changeDeadline(id) },
                    { id: 'uninvite', label: t('round.uninvite', { name }), onAction: () => acts.uninvite(id) },
                  ],
                ]}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <Table
      label={t('round.table.label', { number: round.number })}
      columns={columns}
      rows={answers}
      rowKey={({ id }) => id}
    />
  )
}

function Said({ answer }: { readonly answer: BodyAnswer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, comments, isLate, said } = answer
  const counted = comments > 0 ? t('round.answer.count', { count: comments }) : null
  const words = state === 'commented' || (state === 'done' && counted) ? counted : t(`round.answer.${state}`)
  return (
    <span className="stack-tight">
      <span className="row">
        <Tag tone={tones[state]}>{words}</Tag>
        {isLate ? <Tag tone="warning">{t('round.answer.late')}</Tag> : null}
      </span>
      {said ? (
        <span className="quiet">
          {said.standingFor
            ? t('round.answer.byFor', {
                name: said.by.displayName,
                absent: said.standingFor.displayName,
                time: format.dayAndTime(said.at),
              })
            : t('round.answer.by', { name: said.by.displayName, time: format.dayAndTime(said.at) })}
        </span>
      ) : null}
    </span>
  )
}
