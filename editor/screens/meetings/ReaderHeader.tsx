import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import ArrowRight from 'lucide-react/icons/arrow-right'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Outcome } from './Outcome.tsx'
import { TextSize } from './TextSize.tsx'

/** What is read, by whom it is submitted, and the ways to the items before and after. */
export function ReaderHeader({ meeting, item }: { readonly meeting: MeetingView; readonly item: AgendaItemView }) {
  const { t } = useTranslation()
  const { subject } = item
  if (subject.kind !== 'material') return null
  const papers = meeting.agenda.filter((other) => other.subject.kind === 'material' && !other.withdrawn)
  const at = papers.findIndex(({ id }) => id === item.id)
  const [previous, next] = [papers[at - 1], papers[at + 1]]
  const facts = [
    subject.materialNumber,
    t('materials.version', { number: subject.version }),
    t('meeting.sponsor', {
      name: subject.sponsor?.displayName ?? subject.leadUnitName ?? subject.drafter.displayName,
    }),
  ]
  return (
    <header className="meeting-header">
      <div className="meeting-title">
        <h1>{item.number === null ? subject.title : `${item.number}. ${subject.title}`}</h1>
        <p className="quiet row meeting-facts">
          <span>{facts.join(' · ')}</span>
          {item.tabled ? <Tag tone="warning">{t('meeting.tabled')}</Tag> : null}
        </p>
        <Outcome item={item} />
      </div>
      <nav className="row reader-ways" aria-label={t('reader.ways')}>
        <TextSize />
        {previous ? (
          <LinkButton
            to="/meetings/$meetingId/items/$itemId"
            params={{ meetingId: meeting.id, itemId: previous.id }}
            icon={<ArrowLeft size={18} aria-hidden="true" />}
            title={previous.subject.title}
          >
            {t('reader.previous')}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton
            to="/meetings/$meetingId/items/$itemId"
            params={{ meetingId: meeting.id, itemId: next.id }}
            icon={<ArrowRight size={18} aria-hidden="true" />}
            title={next.subject.title}
          >
            {t('reader.next')}
          </LinkButton>
        ) : null}
      </nav>
    </header>
  )
}
