import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import { isRefused, parseAgendaItemId, parseMeetingId, type AgendaItemId, type MeetingId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CallFailed, reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { NotFoundScreen } from '../../shell/Problems.tsx'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link, LinkButton } from '../../ui/Link.tsx'
import { Reader } from './Reader.tsx'
import { useMeeting } from './useMeeting.ts'
import './meetings.css'
import './reader.css'

/** The papers of one item of an agenda, to be read at a desk or on a tablet. */
export function PaperScreen() {
  const params = useParams({ from: '/office/meetings/$meetingId/items/$itemId' })
  const meetingId = parseMeetingId(params.meetingId)
  const itemId = parseAgendaItemId(params.itemId)
  return meetingId && itemId ? <Papers key={itemId} meetingId={meetingId} itemId={itemId} /> : <NotFoundScreen />
}

function Papers({ meetingId, itemId }: { readonly meetingId: MeetingId; readonly itemId: AgendaItemId }) {
  const { t } = useTranslation()
  const meeting = useMeeting(meetingId)
  const item = meeting.data?.agenda.find(({ id }) => id === itemId)
  const title = item ? item.subject.title : t('meeting.one')
  return (
    <Page title={title}>
      <Breadcrumbs
        links={[
          <Link key="meetings" to="/meetings" search={{}}>
            {t('meeting.title')}
          </Link>,
          <Link key="meeting" to="/meetings/$meetingId" params={{ meetingId }}>
            {meeting.data?.title ?? t('meeting.one')}
          </Link>,
        ]}
        current={item?.number ? t('reader.item', { number: item.number }) : title}
      />
      {item?.subject.kind === 'material' ? null : <h1 className="subpage-header">{title}</h1>}
      <Answer of={meeting}>
        {(view) =>
          item?.subject.kind === 'material' && !item.withdrawn ? (
            <Version meeting={view} item={item} version={item.subject.version} />
          ) : (
            <Closed meetingId={meetingId} />
          )
        }
      </Answer>
    </Page>
  )
}

interface VersionProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly version: number
}

function Version({ meeting, item, version }: VersionProps) {
  const paper = useQuery({
    ...reading('readPaper', { params: { meetingId: meeting.id, itemId: item.id } }),
    refetchOnMount: 'always',
  })
  const { data, error, refetch } = paper
  const isOld = data !== undefined && data.version !== version
  useEffect(() => {
    if (isOld) void refetch()
  }, [isOld, refetch])
  if (error instanceof CallFailed && isRefused(error.problem)) return <Closed meetingId={meeting.id} />
  return (
    <Answer of={paper}>{(shown) => <Reader key={shown.version} meeting={meeting} item={item} paper={shown} />}</Answer>
  )
}

/** An item that was taken off, is not for this person, or has no papers. */
function Closed({ meetingId }: { readonly meetingId: MeetingId }) {
  const { t } = useTranslation()
  return (
    <EmptyState title={t('reader.none')}>
      <LinkButton to="/meetings/$meetingId" params={{ meetingId }} variant="primary">
        {t('reader.back')}
      </LinkButton>
    </EmptyState>
  )
}
