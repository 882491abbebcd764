import type { MeetingView } from '@glosa/domain/contract'
import { agendaNumbers } from '@glosa/domain/model'
import ListOrdered from 'lucide-react/icons/list-ordered'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { AgendaCard } from './AgendaCard.tsx'
import { MoveHandle } from './MoveHandle.tsx'
import { placeUnder } from './moved.ts'
import { useAgendaOrder } from './useAgendaOrder.ts'

/** The items in their order; whoever prepares the meeting moves them by keyboard or by hand. */
export function Agenda({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const order = useAgendaOrder(meeting)
  const list = useRef<HTMLOListElement>(null)
  const [news, setNews] = useState('')
  const mayOrder = meeting.may.includes('prepare')
  const numbers = agendaNumbers(order.agenda)
  // While items are moved, their numbers follow before the server has answered.
  const shown = order.agenda.map((item) => ({
    ...item,
    number: mayOrder ? (numbers.get(item.id) ?? null) : item.number,
  }))
  if (shown.length === 0) {
    return (
      <EmptyState icon={<ListOrdered size={40} />} title={t('meeting.agendaEmpty')}>
        {mayOrder ? <p>{t('meeting.agendaEmptyText')}</p> : null}
      </EmptyState>
    )
  }
  const middles = () =>
    [...(list.current?.children ?? [])].map((child) => {
      const { top, height } = child.getBoundingClientRect()
      return top + height / 2
    })
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda" className="visually-hidden">
        {t('meeting.agenda')}
      </h2>
      <VisuallyHidden>
        <span role="status">{news}</span>
      </VisuallyHidden>
      <ol className="plain-list agenda" ref={list}>
        {shown.map((item, index) => (
          <li key={item.id}>
            <AgendaCard
              meeting={meeting}
              item={item}
              handle={
                mayOrder && shown.length > 1 ? (
                  <MoveHandle
                    label={t('meeting.move', { title: item.subject.title })}
                    onStep={(by) => {
                      const place = order.move(item.id, by) + 1
                      setNews(t('meeting.movedTo', { title: item.subject.title, place, all: shown.length }))
                    }}
                    onDrag={(at) => order.show(item.id, placeUnder(middles(), index, at))}
                    onDrop={order.keep}
                  />
                ) : null
              }
            />
          </li>
        ))}
      </ol>
    </section>
  )
}
