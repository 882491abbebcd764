import type { MaterialView, StatisticsView } from '@glosa/domain/contract'
import type { UnitId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { LetterMenu } from './LetterMenu.tsx'
import './statistics.css'

type Counts = StatisticsView['total']
type Row = Counts & Partial<Pick<StatisticsView['units'][number], 'id' | 'name' | 'answer'>>

/** What became of the comments of each reviewing body, and the set of each as a letter. */
export function StatisticsScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ from: '/office/materials/$materialId/statistics' })
  return (
    <MaterialSubpage materialId={materialId} title={t('statistics.title')}>
      {(material) => <Counted material={material} />}
    </MaterialSubpage>
  )
}

function Counted({ material }: { readonly material: MaterialView }) {
  const { t } = useTranslation()
  const statistics = useQuery({
    ...reading('readStatistics', { params: { materialId: material.id }, query: {} }),
    refetchOnMount: 'always',
  })
  const columns = useColumns(material)
  return (
    <Answer of={statistics}>
      {({ units, total }) =>
        units.length === 0 ? (
          <EmptyState title={t('statistics.none')} />
        ) : (
          <div className="statistics">
            <Table<Row>
              label={t('statistics.title')}
              columns={columns}
              rows={[...units, total]}
              rowKey={({ id }) => id ?? 'total'}
            />
          </div>
        )
      }
    </Answer>
  )
}

const verdicts = ['accepted', 'accepted-in-part', 'not-accepted', 'explained', 'noted'] as const

function useColumns(material: MaterialView): readonly TableColumn<Row>[] {
  const { t } = useTranslation()
  const number = (id: string, title: string, count: (row: Row) => number): TableColumn<Row> => ({
    id,
    title,
    align: 'end',
    cell: count,
  })
  return [
    { id: 'name', title: t('statistics.body'), isRowHeader: true, cell: ({ name }) => name ?? t('statistics.total') },
    number('lodged', t('statistics.lodged'), ({ lodged }) => lodged.all),
    number('essential', t('statistics.essential'), ({ lodged }) => lodged.essential),
    ...verdicts.map((verdict) => number(verdict, t(`verdict.${verdict}`), (row) => row.verdicts[verdict].all)),
    number('unsettled', t('statistics.unsettled'), ({ unsettled }) => unsettled.all),
    number('disputes', t('statistics.disputes'), ({ disputes }) => disputes),
    { id: 'answer', title: t('statistics.answer'), cell: ({ answer }) => answer && t(`statistics.state.${answer}`) },
    {
      id: 'letter',
      title: t('statistics.letter'),
      titleHidden: true,
      cell: (row) => <Letter material={material} row={row} />,
    },
  ]
}

/** The set of a unit that answered as a letter, in the last round that asked it. */
function Letter({ material, row }: { readonly material: MaterialView; readonly row: Row }) {
  const round = material.rounds.findLast(
    ({ state, invited }) => state !== 'planned' && invited.some((each) => 'unitId' in each && each.unitId === row.id),
  )
  const hasAnswered = row.answer === 'commented' || row.answer === 'without-comments'
  if (!round || !row.id || !row.name || !hasAnswered) return null
  return <LetterMenu material={material} roundId={round.id} unit={{ id: row.id as UnitId, name: row.name }} />
}
