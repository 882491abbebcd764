import type { MeetingView } from '@glosa/domain/contract'
import { isRefused, parseMeetingId, type MeetingId } from '@glosa/domain/model'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CallFailed } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { NotFoundScreen } from '../../shell/Problems.tsx'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link, LinkButton } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Agenda } from './Agenda.tsx'
import { KeptOnDevice } from './KeptOnDevice.tsx'
import { Members } from './Members.tsx'
import { MeetingHeader } from './MeetingHeader.tsx'
import { useMeeting } from './useMeeting.ts'
import './meetings.css'

/** A meeting with its agenda: to prepare, to read, to record. */
export function MeetingScreen() {
  const { meetingId } = useParams({ from: '/office/meetings/$meetingId' })
  const id = parseMeetingId(meetingId)
  return id ? <OneMeeting meetingId={id} /> : <NotFoundScreen />
}

function OneMeeting({ meetingId }: { readonly meetingId: MeetingId }) {
  const { t } = useTranslation()
  const meeting = useMeeting(meetingId)
  const { data, error } = meeting
  const isGone = error instanceof CallFailed && isRefused(error.problem) && error.problem.refused === 'not-found'
  return (
    <Page title={data?.title ?? t('meeting.title')}>
      <Breadcrumbs
        links={[
          <Link key="meetings" to="/meetings" search={{}}>
            {t('meeting.title')}
          </Link>,
        ]}
        current={data?.title ?? t('meeting.one')}
      />
      {isGone ? (
        <EmptyState title={t('meeting.none')}>
          <LinkButton to="/meetings" search={{}} variant="primary">
            {t('meeting.toMeetings')}
          </LinkButton>
        </EmptyState>
      ) : (
        <>
          {data ? null : <h1>{t('meeting.one')}</h1>}
          <Answer of={meeting}>{(view) => <Content meeting={view} />}</Answer>
        </>
      )}
    </Page>
  )
}

function Content({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  return (
    <div className="meeting">
      <MeetingHeader meeting={meeting} />
      {meeting.cancelled ? (
        <Notice tone="danger">{t('meeting.cancelledWhy', { reason: meeting.cancelled.reason })}</Notice>
      ) : null}
      {meeting.state === 'planned' && meeting.may.includes('prepare') ? (
        <Notice tone="info">{t('meeting.unconvened')}</Notice>
      ) : null}
      <KeptOnDevice meeting={meeting} />
      <Agenda meeting={meeting} />
      <Members meeting={meeting} />
      {meeting.closed ? (
        <p className="quiet meeting-hash">{t('meeting.minutesHash', { hash: meeting.closed.recordHash })}</p>
      ) : null}
    </div>
  )
}
