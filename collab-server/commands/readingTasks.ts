import {
  markKeyOf,
  readingStateOf,
  readsByAgenda,
  type Actor,
  type AgendaItemId,
  type AgendaSubject,
  type Instant,
  type MaterialId,
  type MeetingId,
  type PartId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { readingOf } from './reading.ts'

/** A paper that waits to be read, as the agenda names it. */
export interface ReadingTask {
  readonly dueAt: Instant
  /** When its meeting last changed. */
  readonly changedAt: Instant
  readonly paper: Extract<AgendaSubject, { readonly kind: 'material' }>
  readonly meetingId: MeetingId
  readonly itemId: AgendaItemId
  /** The part that was begun, or else the first that is unread or has changed. */
  readonly partId: PartId
}

/**
 * What a member still has to read before meetings that they are invited to: papers that are unread,
 * begun, or changed since they were read, with the beginning of the first such meeting.
 */
export async function readingTasks(
  context: Pick<CommandContext, 'meetings' | 'readings' | 'now'>,
  actor: Actor,
): Promise<ReadonlyMap<MaterialId, ReadingTask>> {
  const tasks = new Map<MaterialId, ReadingTask>()
  if (!actor.roles.includes('council-member')) return tasks
  const { marks } = await readingOf(context, actor)
  for (const meeting of await context.meetings.all()) {
    if (meeting.state !== 'convened' && meeting.state !== 'held') continue
    for (const { id: itemId, subject, withdrawn, resolved } of meeting.agenda) {
      if (subject.kind !== 'material' || withdrawn || resolved) continue
      const { materialId, parts } = subject
      if (!readsByAgenda(actor, meeting, materialId)) continue
      const waiting = parts.flatMap(({ partId, hash }) => {
        const state = readingStateOf(marks.get(markKeyOf(materialId, partId)), hash)
        return state === 'read' ? [] : [{ partId, state }]
      })
      const next = waiting.find(({ state }) => state === 'begun') ?? waiting[0]
      const earlier = tasks.get(materialId)
      if (!next || (earlier && earlier.dueAt <= meeting.startsAt)) continue
      tasks.set(materialId, {
        dueAt: meeting.startsAt,
        changedAt: meeting.changedAt,
        paper: subject,
        meetingId: meeting.id,
        itemId,
        partId: next.partId,
      })
    }
  }
  return tasks
}
