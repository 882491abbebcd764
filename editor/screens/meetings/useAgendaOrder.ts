import type { MeetingView } from '@glosa/domain/contract'
import type { AgendaItemId } from '@glosa/domain/model'
import { useRef, useState } from 'react'
import { isFailure, useAct } from '../../api/index.ts'
import { moved } from './moved.ts'

/**
 * The order of the agenda while it is being changed: shown at once, sent one change after another,
 * and given back to the server's when it refuses.
 */
export function useAgendaOrder(meeting: MeetingView) {
  const server = meeting.agenda.map(({ id }) => id)
  const [own, setOwn] = useState<readonly AgendaItemId[] | null>(null)
  const wanted = useRef<readonly AgendaItemId[] | null>(null)
  const isSending = useRef(false)
  const order = useAct('orderAgenda', { changes: ['readMeeting'] })
  const isOwn = own !== null && own.length === server.length && own.every((id) => server.includes(id))
  const ids = isOwn ? own : server

  const send = async () => {
    if (isSending.current) return
    isSending.current = true
    let last: readonly AgendaItemId[] | null = null
    while (wanted.current) {
      const itemIds = wanted.current
      const outcome = await order.run({ params: { meetingId: meeting.id }, body: { itemIds: [...itemIds] } })
      if (wanted.current !== itemIds && outcome !== null && !isFailure(outcome)) continue
      last = wanted.current
      wanted.current = null
    }
    isSending.current = false
    // An order that somebody is changing under their hand meanwhile stays until they let go.
    setOwn((shown) => (shown === last ? null : shown))
  }
  return {
    agenda: ids.flatMap((id) => meeting.agenda.find((item) => item.id === id) ?? []),
    /** Shows the item at another place, without telling the server yet. */
    show: (id: AgendaItemId, to: number) => setOwn(moved(ids, ids.indexOf(id), to)),
    /** Keeps the order that is shown. */
    keep: () => {
      if (!isOwn || own.every((id, index) => id === server[index])) return setOwn(null)
      wanted.current = own
      void send()
    },
    /** Moves the item and keeps the order. @returns its new place, from 0 */
    move: (id: AgendaItemId, by: 1 | -1): number => {
      const from = ids.indexOf(id)
      const to = Math.max(0, Math.min(ids.length - 1, from + by))
      if (to === from) return from
      const next = moved(ids, from, to)
      setOwn(next)
      wanted.current = next
      void send()
      return to
    },
  }
}
