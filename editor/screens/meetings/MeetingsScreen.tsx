import type { ShownMeeting } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import CalendarDays from 'lucide-react/icons/calendar-days'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { KeptList } from './KeptList.tsx'
import { MeetingStateTag } from './MeetingStateTag.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import './meetings.css'

/** Meetings of the board and the council that concern the person: the next ones, or those that are over. */
export function MeetingsScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { when = 'upcoming' } = useSearch({ from: '/office/meetings' })
  const [planning, setPlanning] = useState(false)
  const found = useQuery({
    ...reading('listMeetings', { query: { when, limit: 100 } }),
    refetchInterval: 60_000,
    refetchOnMount: 'always',
  })
  return (
    <Page title={t('meeting.title')}>
      <div className="page-header">
        <h1>{t('meeting.title')}</h1>
        {found.data?.mayPlan ? (
          <Button variant="primary" className="push" onPress={() => setPlanning(true)}>
            {t('meeting.plan')}
          </Button>
        ) : null}
      </div>
      <div className="filters">
        <Chips
          label={t('meeting.when')}
          selected={when}
          onSelect={(id) =>
            void navigate({ to: '/meetings', search: id === 'past' ? { when: id } : {}, replace: true })
          }
          chips={[
            { id: 'upcoming', label: t('meeting.upcoming') },
            { id: 'past', label: t('meeting.past') },
          ]}
        />
      </div>
      <KeptList />
      <Answer of={found}>
        {({ meetings }) =>
          meetings.length === 0 ? (
            <EmptyState
              icon={<CalendarDays size={40} />}
              title={t(when === 'past' ? 'meeting.emptyPast' : 'meeting.empty')}
            >
              {when === 'past' ? null : <p>{t('meeting.emptyText')}</p>}
            </EmptyState>
          ) : (
            <MeetingTable meetings={meetings} />
          )
        }
      </Answer>
      {planning ? (
        <PlanDialog
          onClose={() => setPlanning(false)}
          onPlanned={(meetingId) => void navigate({ to: '/meetings/$meetingId', params: { meetingId } })}
        />
      ) : null}
    </Page>
  )
}

function MeetingTable({ meetings }: { readonly meetings: readonly ShownMeeting[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<ShownMeeting>[] = [
    {
      id: 'material',
      title: t('meeting.column.meeting'),
      isRowHeader: true,
      cell: ({ meetingId, title, body, place }) => (
        <>
          <Link to="/meetings/$meetingId" params={{ meetingId }} className="meeting-link">
            {title}
          </Link>
          <div className="quiet">{[t(`meeting.body.${body}`), place].join(' · ')}</div>
        </>
      ),
    },
    {
      id: 'when',
      title: t('meeting.column.when'),
      cell: ({ startsAt }) => <time dateTime={new Date(startsAt).toISOString()}>{format.dayAndTime(startsAt)}</time>,
    },
    { id: 'items', title: t('meeting.column.items'), cell: ({ items }) => items },
    {
      id: 'unread',
      title: t('meeting.column.unread'),
      cell: ({ unread }) =>
        unread > 0 ? <Tag tone="warning">{unread}</Tag> : <span className="quiet">{t('meeting.allRead')}</span>,
    },
    { id: 'state', title: t('meeting.column.state'), cell: ({ state }) => <MeetingStateTag state={state} /> },
  ]
  return <Table label={t('meeting.title')} columns={columns} rows={meetings} rowKey={({ meetingId }) => meetingId} />
}
