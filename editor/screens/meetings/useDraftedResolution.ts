import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../api/index.ts'
import { linesOf } from '../compare/linesOf.ts'

/** The words of the draft resolution among the papers of an item, with their numbers; `null` when there are none. */
export function useDraftedResolution(meetingId: MeetingView['id'], { id, subject }: AgendaItemView): string | null {
  const part = subject.kind === 'material' ? subject.parts.find(({ kind }) => kind === 'draft-resolution') : undefined
  const paper = useQuery({
    ...reading('readPaper', { params: { meetingId, itemId: id } }),
    enabled: part !== undefined,
  })
  const doc = paper.data?.parts.find(({ partId }) => partId === part?.partId)?.doc
  if (!doc) return null
  return linesOf(doc)
    .map(({ label, text }) => (label.startsWith('(') ? `${label} ${text}` : text))
    .join('\n')
}
