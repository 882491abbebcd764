import type { AgendaPaper } from '@glosa/domain/contract'
import { readingStateOf, type AgendaItemId, type MeetingId, type PartId, type ReadingState } from '@glosa/domain/model'
import { useCallback, useRef, useState } from 'react'
import { call, forget, isFailure, isOffline } from '../../api/index.ts'
import { currentKept } from '../../offline/kept.ts'
import { readLater } from '../../offline/outbox.ts'

type Mark = Pick<AgendaPaper['marks'][number], 'hash' | 'upTo' | 'complete'>

/** How far the person has read each part, and how to go on. */
export interface ReadMarks {
  readonly stateOf: (partId: PartId) => ReadingState
  /** Code points read of the words that are there now; 0 when others were read. */
  readonly upTo: (partId: PartId) => number
  /** Notes how far the person is; going back changes nothing. */
  readonly note: (partId: PartId, upTo: number, complete: boolean) => void
  /** Forgets how far the person was. */
  readonly startAnew: (partId: PartId) => void
}

/** Keeps the read marks of the papers: shown at once, told to the server one after another. */
export function useReadMarks(meetingId: MeetingId, itemId: AgendaItemId, paper: AgendaPaper): ReadMarks {
  const { materialId, version, parts } = paper
  const [own, setOwn] = useState<ReadonlyMap<PartId, Mark>>(
    () => new Map(paper.marks.filter((mark) => mark.materialId === materialId).map((mark) => [mark.partId, mark])),
  )
  const latest = useRef(own)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const hashOf = useCallback((partId: PartId) => parts.find((part) => part.partId === partId)?.hash, [parts])

  const send = useCallback(
    (partId: PartId, mark: Mark, again: boolean) => {
      latest.current = new Map(latest.current).set(partId, mark)
      setOwn(latest.current)
      const { upTo, complete } = mark
      queue.current = queue.current.then(async () => {
        const body = { version, upTo, complete, again }
        const outcome = await call('markPartRead', { params: { materialId, partId }, body })
        if (isOffline(outcome) && currentKept().some((kept) => kept.meetingId === meetingId)) {
          await readLater(meetingId, itemId, { materialId, partId, ...body })
        }
        if (!isFailure(outcome)) await forget('readMeeting', 'listMeetings', 'listTasks')
      })
    },
    [materialId, version, meetingId, itemId],
  )
  const note = useCallback(
    (partId: PartId, upTo: number, complete: boolean) => {
      const hash = hashOf(partId)
      if (hash === undefined) return
      const known = latest.current.get(partId)
      const isSame = known?.hash === hash
      if (isSame && (known.complete || known.upTo >= upTo) && (known.complete || !complete)) return
      send(partId, { hash, upTo: isSame ? Math.max(known.upTo, upTo) : upTo, complete }, false)
    },
    [hashOf, send],
  )
  const startAnew = useCallback(
    (partId: PartId) => {
      const hash = hashOf(partId)
      if (hash !== undefined) send(partId, { hash, upTo: 0, complete: false }, true)
    },
    [hashOf, send],
  )
  return {
    stateOf: (partId) => {
      const hash = hashOf(partId)
      return hash === undefined ? 'unread' : readingStateOf(own.get(partId), hash)
    },
    upTo: (partId) => {
      const mark = own.get(partId)
      return mark && mark.hash === hashOf(partId) ? mark.upTo : 0
    },
    note,
    startAnew,
  }
}
