import type { MeetingView } from '@glosa/domain/contract'
import type { MaterialId, NoteId, NotePlace, ReadingNote } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { forget, isFailure, isOffline, problemKey, reading, useAct } from '../../api/index.ts'
import { currentKept } from '../../offline/kept.ts'
import { noteLater, type NoteAct } from '../../offline/outbox.ts'
import { notify } from '../../ui/notify.ts'
import { newId } from './newId.ts'

interface OwnNotes {
  /** The oldest first; nobody else ever gets them. */
  readonly notes: readonly ReadingNote[]
  readonly isPending: boolean
  /** @returns whether it was done */
  readonly write: (place: NotePlace, text: string) => Promise<boolean>
  readonly change: (noteId: NoteId, text: string) => Promise<boolean>
  readonly remove: (noteId: NoteId) => Promise<boolean>
}

/** The person's private notes on one item: on the item itself and on its papers. */
export function useOwnNotes(
  meetingId: MeetingView['id'],
  itemId: MeetingView['agenda'][number]['id'],
  materialId: MaterialId | null,
): OwnNotes {
  const onItems = useQuery(reading('listNotes', { query: { meetingId } }))
  const onPapers = useQuery({
    ...reading('listNotes', { query: materialId === null ? {} : { materialId } }),
    enabled: materialId !== null,
  })
  const { t } = useTranslation()
  const options = { changes: ['listNotes', 'readMeeting'], isQuiet: true } as const
  const write = useAct('writeNote', options)
  const change = useAct('changeNote', options)
  const remove = useAct('removeNote', options)
  const own = (onItems.data?.notes ?? []).filter(({ place }) => place.at === 'item' && place.itemId === itemId)
  const notes = [...own, ...(onPapers.data?.notes ?? [])].sort((a, b) => a.at - b.at)

  /** Without a connection the note waits on the device, if the meeting is kept there. */
  const done = async (outcome: unknown, act: NoteAct, place: NotePlace | undefined): Promise<boolean> => {
    if (!isFailure(outcome)) return true
    if (isOffline(outcome) && place && currentKept().some((kept) => kept.meetingId === meetingId)) {
      await noteLater(meetingId, act, place)
      await forget('listNotes')
      notify({ tone: 'info', text: t('kept.noteLater') })
      return true
    }
    notify({ tone: 'error', text: t(problemKey(outcome)) })
    return false
  }
  const placeOf = (noteId: NoteId) => notes.find(({ id }) => id === noteId)?.place
  return {
    notes,
    isPending: write.isPending || change.isPending || remove.isPending,
    write: async (place, text) => {
      const body = { noteId: newId<NoteId>(), place, text }
      return done(await write.run({ body }), { act: 'write', ...body }, place)
    },
    change: async (noteId, text) =>
      done(await change.run({ params: { noteId }, body: { text } }), { act: 'change', noteId, text }, placeOf(noteId)),
    remove: async (noteId) =>
      done(await remove.run({ params: { noteId } }), { act: 'remove', noteId }, placeOf(noteId)),
  }
}
