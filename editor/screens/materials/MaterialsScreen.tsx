import type { ShownCard } from '@glosa/domain/contract'
import { mayCreateMaterial, type MaterialState } from '@glosa/domain/model'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import FileText from 'lucide-react/icons/file-text'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, reading, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { MaterialTitle } from '../MaterialTitle.tsx'

const states: readonly MaterialState[] = ['draft', 'in-review', 'settling', 'locked']
const pageSize = 50

/** Every material that the person may see, newest change first; the filter is in the address. */
export function MaterialsScreen() {
  const { t } = useTranslation()
  const session = useSession()
  const navigate = useNavigate({ from: '/materials' })
  const { query = '', state } = useSearch({ from: '/office/materials' })
  const [typed, setTyped] = useState(query)

  useEffect(() => setTyped(query), [query])
  useEffect(() => {
    const words = typed.trim()
    if (words === query) return
    const timer = setTimeout(() => {
      void navigate({ search: (old) => withoutEmpty({ ...old, query: words }), replace: true })
    }, 250)
    return () => clearTimeout(timer)
  }, [typed, query, navigate])

  return (
    <Page title={t('materials.title')}>
      <div className="page-header">
        <h1>{t('materials.title')}</h1>
        {mayCreateMaterial(actorOf(session)) === true ? (
          <LinkButton to="/materials/new" variant="primary" className="push">
            {t('materials.new')}
          </LinkButton>
        ) : null}
      </div>
      <div className="filters">
        <SearchField
          label={t('materials.search')}
          placeholder={t('shell.searchPlaceholder')}
          value={typed}
          onChange={setTyped}
        />
        <Chips
          label={t('materials.filter')}
          selected={state ?? 'all'}
          onSelect={(chosen) =>
            void navigate({
              search: ({ query: words }) =>
                withoutEmpty({ query: words ?? '', ...(chosen === 'all' ? {} : { state: chosen }) }),
            })
          }
          chips={[
            { id: 'all' as const, label: t('materials.all') },
            ...states.map((id) => ({ id, label: t(`state.${id}`) })),
          ]}
        />
      </div>
      <FoundMaterials key={`${query} ${state ?? ''}`} query={query} state={state} />
    </Page>
  )
}

interface Search {
  readonly query?: string | undefined
  readonly state?: MaterialState | undefined
}
const withoutEmpty = ({ query, state }: Search): { query?: string; state?: MaterialState } => ({
  ...(query ? { query } : {}),
  ...(state ? { state } : {}),
})

function FoundMaterials({ query, state }: { readonly query: string; readonly state: MaterialState | undefined }) {
  const { t } = useTranslation()
  const [pages, setPages] = useState(1)
  const search = withoutEmpty({ query, ...(state ? { state } : {}) })
  const page = (index: number) =>
    reading('listMaterials', { query: { ...search, limit: pageSize, offset: index * pageSize } })
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData, refetchOnMount: 'always' })
  const rest = useQueries({ queries: Array.from({ length: pages - 1 }, (_, index) => page(index + 1)) })
  return (
    <Answer of={first}>
      {({ cards, total }) => {
        const rows = withoutRepeats([...cards, ...rest.flatMap((answer) => answer.data?.cards ?? [])])
        if (total === 0 && query === '' && !state) {
          return (
            <EmptyState icon={<FileText size={40} />} title={t('materials.empty')}>
              <p>{t('materials.emptyText')}</p>
            </EmptyState>
          )
        }
        if (total === 0) return <EmptyState title={t('materials.nothingFits')} />
        return (
          <div className="stack">
            <p className="quiet" role="status">
              {t('materials.total', { count: total })}
            </p>
            <MaterialsTable cards={rows} />
            {pages * pageSize < total ? (
              <p>
                <Button onPress={() => setPages(pages + 1)} isPending={rest.some((answer) => answer.isPending)}>
                  {t('materials.more')}
                </Button>
              </p>
            ) : null}
          </div>
        )
      }}
    </Answer>
  )
}

/** A material that changed between two pages moved to the first: it would stand there twice. */
const withoutRepeats = (cards: readonly ShownCard[]): readonly ShownCard[] => [
  ...new Map(cards.map((card) => [card.materialId, card])).values(),
]

function MaterialsTable({ cards }: { readonly cards: readonly ShownCard[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<ShownCard>[] = [
    {
      id: 'title',
      title: t('materials.column.material'),
      isRowHeader: true,
      cell: (card) => <MaterialTitle card={card} />,
    },
    { id: 'drafter', title: t('materials.column.drafter'), cell: (card) => card.drafterName },
    {
      id: 'deadline',
      title: t('materials.column.deadline'),
      cell: (card) =>
        card.closesAt === null ? (
          <span className="quiet">{t('materials.noRound')}</span>
        ) : (
          format.dayAndTime(card.closesAt)
        ),
    },
    {
      id: 'comments',
      title: t('materials.column.comments'),
      cell: (card) => (
        <>
          <span className="row">
            {card.comments}
            {card.essential > 0 ? <Tag tone="danger">{t('materials.essential', { count: card.essential })}</Tag> : null}
          </span>
          {card.unsettled > 0 ? (
            <div className="quiet">{t('materials.unsettled', { count: card.unsettled })}</div>
          ) : null}
        </>
      ),
    },
    { id: 'state', title: t('materials.column.state'), cell: (card) => <StatusTag state={card.state} /> },
    { id: 'updated', title: t('materials.column.updated'), cell: (card) => format.dayAndTime(card.updatedAt) },
  ]
  return <Table label={t('materials.title')} columns={columns} rows={cards} rowKey={(card) => card.materialId} />
}
