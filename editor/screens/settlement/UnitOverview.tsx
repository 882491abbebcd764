import { countedComments, totalOf, unitCountsOf, type Material, type UnitCount } from '@glosa/domain/model'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'

type Line = Omit<UnitCount, 'answer' | 'id'> & { readonly id: string; readonly answer: UnitCount['answer'] | null }
type Counts = Pick<UnitCount, 'lodged' | 'verdicts' | 'unsettled' | 'disputes'>

const numbers = [
  { id: 'essential', of: ({ lodged }: Counts) => lodged.essential },
  { id: 'accepted', of: ({ verdicts }: Counts) => verdicts.accepted.all },
  { id: 'in-part', of: ({ verdicts }: Counts) => verdicts['accepted-in-part'].all },
  { id: 'not-accepted', of: ({ verdicts }: Counts) => verdicts['not-accepted'].all },
  { id: 'other', of: ({ verdicts }: Counts) => verdicts.explained.all + verdicts.noted.all },
  { id: 'unsettled', of: ({ unsettled }: Counts) => unsettled.all },
  { id: 'disputes', of: ({ disputes }: Counts) => disputes },
] as const satisfies readonly { readonly id: string; readonly of: (counts: Counts) => number }[]

/** What became of the comments of each reviewing body, of what the person may see. */
export function UnitOverview({ material }: { readonly material: Material }) {
  const { t } = useTranslation()
  const lines = useMemo((): readonly Line[] => {
    const { rounds, disputes } = material
    const units = unitCountsOf({ rounds, comments: countedComments(material), disputes })
    return units.length > 1
      ? [...units, { ...totalOf(units), id: 'total', name: '', isMandatory: false, answer: null }]
      : units
  }, [material])
  const columns: readonly TableColumn<Line>[] = [
    {
      id: 'unit',
      title: t('settlement.overview.unit'),
      isRowHeader: true,
      cell: ({ id, name, isMandatory }) => (
        <>
          {id === 'total' ? t('settlement.overview.total') : name}{' '}
          {isMandatory ? <Tag>{t('settlement.overview.mandatory')}</Tag> : null}
        </>
      ),
    },
    { id: 'lodged', title: t('settlement.overview.lodged'), align: 'end', cell: ({ lodged }) => lodged.all },
    ...numbers.map(({ id, of }): TableColumn<Line> => ({
      id,
      title: t(`settlement.overview.${id}`),
      align: 'end',
      cell: of,
    })),
    {
      id: 'answer',
      title: t('settlement.overview.answer'),
      cell: ({ answer }) => (answer === null ? null : t(`settlement.overview.answers.${answer}`)),
    },
  ]
  return (
    <details className="panel settlement-overview">
      <summary>{t('settlement.overview.title')}</summary>
      <div className="settlement-wide" role="region" aria-label={t('settlement.overview.title')} tabIndex={0}>
        <Table label={t('settlement.overview.title')} columns={columns} rows={lines} rowKey={({ id }) => id} />
      </div>
    </details>
  )
}
