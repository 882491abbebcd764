import { mayCreateMaterial, taskVerbs, type TaskVerb } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import Inbox from 'lucide-react/icons/inbox'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, reading, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { nextFriday } from '../../i18n/format.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { DeadlineTag } from '../../ui/DeadlineTag.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/useNow.ts'
import { StandingIn } from './StandingIn.tsx'
import { MaterialTitle } from '../MaterialTitle.tsx'
import { OpenComments } from './OpenComments.tsx'
import { groupTasks, selectTasks, tasksOf, type TaskGroup, type TaskLine } from './groupTasks.ts'

/** "Moje úkoly": what waits for the person, by urgency. */
export function TasksScreen() {
  const { t } = useTranslation()
  const session = useSession()
  const tasks = useQuery({ ...reading('listTasks'), refetchInterval: 60_000, refetchOnMount: 'always' })
  const now = useNow()
  const lines = tasksOf(tasks.data?.cards ?? [])
  const overdue = lines.filter((line) => line.dueAt !== null && line.dueAt < now).length
  const materials = new Set(lines.map((line) => line.card.materialId)).size
  return (
    <Page title={t('tasks.title')}>
      <div className="page-header">
        <h1>{t('tasks.title')}</h1>
        {materials > 0 ? (
          <span className="quiet">
            {t('tasks.summary', { count: materials })}
            {overdue > 0 ? t('tasks.overdue', { count: overdue }) : null}
          </span>
        ) : null}
        {mayCreateMaterial(actorOf(session)) === true ? (
          <LinkButton to="/materials/new" variant="primary" className="push">
            {t('materials.new')}
          </LinkButton>
        ) : null}
      </div>
      <StandingIn />
      <Answer of={tasks}>{() => <TaskGroups lines={lines} now={now} />}</Answer>
    </Page>
  )
}

function TaskGroups({ lines, now }: { readonly lines: readonly TaskLine[]; readonly now: number }) {
  const { t } = useTranslation()
  const [verb, setVerb] = useState<TaskVerb | 'all'>('all')
  const [query, setQuery] = useState('')
  const words = useDeferredValue(query)
  if (lines.length === 0) {
    return (
      <div className="filters-empty">
        <EmptyState icon={<Inbox size={40} />} title={t('tasks.empty')}>
          <p>{t('tasks.emptyText')}</p>
        </EmptyState>
      </div>
    )
  }
  const counted = taskVerbs.map((id) => ({ id, count: lines.filter((line) => line.verb === id).length }))
  const groups = groupTasks(selectTasks(lines, verb === 'all' ? null : verb, words), now)
  return (
    <>
      <div className="filters">
        <SearchField
          label={t('tasks.search')}
          placeholder={t('tasks.searchPlaceholder')}
          value={query}
          onChange={setQuery}
        />
        <Chips
          label={t('tasks.filter')}
          selected={verb}
          onSelect={setVerb}
          chips={[
            { id: 'all', label: t('tasks.all'), count: lines.length },
            ...counted
              .filter(({ id, count }) => count > 0 || id === verb)
              .map((chip) => ({ ...chip, label: t(`verb.${chip.id}`) })),
          ]}
        />
      </div>
      {groups.map(({ group, lines: own }) => (
        <section key={group}>
          <div className="group-header">
            <h2 id={`group-${group}`}>
              <GroupTitle group={group} now={now} />
            </h2>
            <span className="quiet">{own.length}</span>
          </div>
          <TaskTable lines={own} labelledBy={`group-${group}`} />
        </section>
      ))}
      {groups.length === 0 ? <EmptyState title={t('tasks.nothingFits')} /> : null}
    </>
  )
}

function GroupTitle({ group, now }: { readonly group: TaskGroup; readonly now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return group === 'week' ? t('tasks.group.week', { day: format.shortDay(nextFriday(now)) }) : t(`tasks.group.${group}`)
}

function TaskTable({ lines, labelledBy }: { readonly lines: readonly TaskLine[]; readonly labelledBy: string }) {
  const { t } = useTranslation()
  const columns: readonly TableColumn<TaskLine>[] = [
    {
      id: 'material',
      title: t('tasks.column.material'),
      isRowHeader: true,
      cell: ({ card, paper }) => <MaterialTitle card={card} paper={paper} />,
    },
    {
      id: 'verb',
      title: t('tasks.column.verb'),
      cell: ({ verb, inPlaceOf }) => (
        <>
          <Tag tone="brand">{t(`verb.${verb}`)}</Tag>
          {inPlaceOf === null ? null : (
            <span className="quiet"> {t('substitution.inPlaceOf', { name: inPlaceOf })}</span>
          )}
        </>
      ),
    },
    {
      id: 'due',
      title: t('tasks.column.due'),
      cell: ({ dueAt }) =>
        dueAt === null ? <span className="quiet">{t('tasks.noDeadline')}</span> : <DeadlineTag dueAt={dueAt} />,
    },
    { id: 'open', title: t('tasks.column.open'), cell: ({ card }) => <OpenComments card={card} /> },
    { id: 'state', title: t('tasks.column.state'), cell: ({ card }) => <StatusTag state={card.state} /> },
  ]
  return (
    <Table
      labelledBy={labelledBy}
      columns={columns}
      rows={lines}
      rowKey={({ card, verb, inPlaceOf }) => `${card.materialId} ${verb} ${inPlaceOf ?? ''}`}
    />
  )
}
