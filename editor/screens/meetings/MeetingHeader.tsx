import type { MeetingView } from '@glosa/domain/contract'
import CalendarPlus from 'lucide-react/icons/calendar-plus'
import { useTranslation } from 'react-i18next'
import { isFailure, saveFile, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { MeetingActs } from './MeetingActs.tsx'
import { MeetingStateTag } from './MeetingStateTag.tsx'
import { MinutesMenu } from './MinutesMenu.tsx'

/** When and where, under what name, how much of it the person has read, and what they may do. */
export function MeetingHeader({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const invitation = useAct('readInvitation')
  const params = { meetingId: meeting.id }
  const items = meeting.agenda.filter(({ number }) => number !== null)
  const papers = items.filter(({ reading, withdrawn }) => reading !== null && !withdrawn)
  const read = papers.filter(({ reading }) => reading === 'read').length
  const notes = items.reduce((sum, item) => sum + item.notes, 0)
  const facts = [
    t('meeting.items', { count: items.length }),
    ...(papers.length > 0 ? [t('meeting.read', { count: read })] : []),
    ...(notes > 0 ? [t('meeting.notesCount', { count: notes })] : []),
    ...(meeting.presentIds
      ? [t('meeting.present', { count: meeting.presentIds.length, all: meeting.members.length })]
      : []),
  ]
  const saveInvitation = async () => {
    const bytes = await invitation.run({ params })
    if (bytes !== null && !isFailure(bytes)) saveFile(bytes, `${meeting.title}.ics`, 'text/calendar')
  }
  return (
    <header className="meeting-header">
      <div className="meeting-title">
        <p className="quiet">
          <time dateTime={new Date(meeting.startsAt).toISOString()}>{format.dayAndTime(meeting.startsAt)}</time>
          {`–${format.time(meeting.endsAt)} · ${meeting.place}`}
        </p>
        <h1>{meeting.title}</h1>
        <p className="quiet row meeting-facts">
          <MeetingStateTag state={meeting.state} />
          <span>{facts.join(' · ')}</span>
        </p>
      </div>
      <div className="row meeting-acts">
        {meeting.state === 'closed' || (meeting.state === 'held' && meeting.may.includes('record')) ? (
          <MinutesMenu meeting={meeting} />
        ) : meeting.state === 'cancelled' ? null : (
          <Button
            icon={<CalendarPlus size={18} aria-hidden="true" />}
            isPending={invitation.isPending}
            onPress={() => void saveInvitation()}
          >
            {t('meeting.calendar')}
          </Button>
        )}
        <MeetingActs meeting={meeting} />
      </div>
    </header>
  )
}
