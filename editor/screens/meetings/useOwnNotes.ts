import type { MeetingView } from '@glosa/domain/contract'
import type { MaterialId, NoteId, NotePlace, ReadingNote } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { isFailure, reading, useAct } from '../../api/index.ts'
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
  const changes = ['listNotes', 'readMeeting'] as const
  const write = useAct('writeNote', { changes })
  const change = useAct('changeNote', { changes })
  const remove = useAct('removeNote', { changes })
  const own = (onItems.data?.notes ?? []).filter(({ place }) => place.at === 'item' && place.itemId === itemId)
  const notes = [...own, ...(onPapers.data?.notes ?? [])].sort((a, b) => a.at - b.at)
  const done = (outcome: unknown) => outcome !== null && !isFailure(outcome)
  return {
    notes,
    isPending: write.isPending || change.isPending || remove.isPending,
    write: async (place, text) => done(await write.run({ body: { noteId: newId<NoteId>(), place, text } })),
    change: async (noteId, text) => done(await change.run({ params: { noteId }, body: { text } })),
    // A note that is taken back answers nothing.
    remove: async (noteId) => !isFailure(await remove.run({ params: { noteId } })),
  }
}
