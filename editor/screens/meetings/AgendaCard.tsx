import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import MessageSquare from 'lucide-react/icons/message-square'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { ItemActs } from './ItemActs.tsx'
import { NotesDialog } from './NotesDialog.tsx'
import { Outcome } from './Outcome.tsx'
import { readingTones } from './readingTones.ts'

interface AgendaCardProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  /** Moves the item; not for everybody. */
  readonly handle: ReactNode
}

/** One item of the agenda: what it is, what the person has read and noted of it, what came of it. */
export function AgendaCard({ meeting, item, handle }: AgendaCardProps) {
  const { t } = useTranslation()
  const [isNoting, setNoting] = useState(false)
  const { person } = useSession()
  const { subject, withdrawn } = item
  const title =
    subject.kind === 'material' && !withdrawn ? (
      <Link to="/meetings/$meetingId/items/$itemId" params={{ meetingId: meeting.id, itemId: item.id }}>
        {subject.title}
      </Link>
    ) : (
      subject.title
    )
  const isMember = person.roles.includes('council-member')
  const awaited = item.mayAnswer
    ? item.questions.filter(({ answers, by }) => {
        const last = answers.at(-1)
        return !last || last.by.personId === by.personId
      }).length
    : 0
  return (
    <article
      className={`agenda-card agenda-${subject.kind}${withdrawn ? ' is-withdrawn' : ''}`}
      aria-label={item.number === null ? subject.title : `${item.number}. ${subject.title}`}
    >
      <div className="agenda-number">
        {handle}
        <span aria-hidden="true">{item.number}</span>
      </div>
      <div className="agenda-words">
        <h3>{title}</h3>
        <FactsOf item={item} />
        <div className="row agenda-tags">
          {item.reading && isMember && !withdrawn ? (
            <Tag tone={readingTones[item.reading]}>{t(`meeting.reading.${item.reading}`)}</Tag>
          ) : null}
          {item.tabled ? <Tag tone="warning">{t('meeting.tabled')}</Tag> : null}
          {withdrawn ? <Tag tone="danger">{t('meeting.withdrawn')}</Tag> : null}
          {item.notes > 0 ? <Tag tone="brand">{t('meeting.yourNotes', { count: item.notes })}</Tag> : null}
          {item.amendments.length > 0 ? <Tag>{t('meeting.amendments', { count: item.amendments.length })}</Tag> : null}
          {awaited > 0 ? (
            <Tag tone="danger">{t('meeting.unanswered', { count: awaited })}</Tag>
          ) : item.questions.length > 0 ? (
            <Tag>{t('meeting.questions', { count: item.questions.length })}</Tag>
          ) : null}
          {item.newerVersion ? <Tag tone="warning">{t('meeting.newer', { number: item.newerVersion })}</Tag> : null}
        </div>
        {withdrawn ? <p className="quiet">{withdrawn.reason}</p> : null}
        <Outcome item={item} />
      </div>
      <div className="row agenda-acts">
        <ItemActs meeting={meeting} item={item} />
        {subject.kind === 'break' ? null : (
          <Button
            aria-label={t('meeting.noteFor', { title: subject.title })}
            icon={<MessageSquare size={18} aria-hidden="true" />}
            onPress={() => setNoting(true)}
          >
            {t('meeting.note')}
          </Button>
        )}
      </div>
      {isNoting ? <NotesDialog meetingId={meeting.id} item={item} onClose={() => setNoting(false)} /> : null}
    </article>
  )
}

/** "předkládá Jan Novák · 18 stran · 2 přílohy" */
function FactsOf({ item: { subject, pages, annexes } }: { readonly item: AgendaItemView }) {
  const { t } = useTranslation()
  if (subject.kind === 'point') return null
  const facts =
    subject.kind === 'break'
      ? [t('meeting.breakMinutes', { count: subject.minutes })]
      : [
          subject.materialNumber,
          t('meeting.sponsor', {
            name: subject.sponsor?.displayName ?? subject.leadUnitName ?? subject.drafter.displayName,
          }),
          t('meeting.pages', { count: pages }),
          ...(annexes > 0 ? [t('meeting.annexes', { count: annexes })] : []),
        ]
  return <p className="quiet">{facts.join(' · ')}</p>
}
