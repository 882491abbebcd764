import {
  isRefused,
  materialIdsOf,
  meetingShownTo,
  refused,
  type Actor,
  type AgendaItemId,
  type Amendment,
  type Instant,
  type MaterialId,
  type MeetingId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { readableVersion } from '../reading.ts'
import { readerOf } from './readerOf.ts'

/** An amendment with the meeting it was proposed at and the version it is about. */
export interface AmendmentAtMeeting {
  readonly meetingId: MeetingId
  readonly meetingTitle: string
  readonly startsAt: Instant
  readonly itemId: AgendaItemId
  readonly version: number
  readonly amendment: Amendment
}

/** Amendments to a material at all meetings that the actor may see, the newest meeting first. */
export async function amendmentsTo(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
): Promise<readonly AmendmentAtMeeting[] | Refused> {
  const readable = await readableVersion(context, actor, materialId, null)
  if (isRefused(readable)) return readable.refused === 'version-not-found' ? [] : refused('not-found')
  const found: AmendmentAtMeeting[] = []
  for (const meeting of await context.meetings.all()) {
    const ids = materialIdsOf(meeting)
    if (!ids.includes(materialId)) continue
    const shown = meetingShownTo(await readerOf(context, actor, ids), meeting)
    if (isRefused(shown)) continue
    for (const { id: itemId, subject, amendments } of shown.agenda) {
      if (subject.kind !== 'material' || subject.materialId !== materialId) continue
      const { id: meetingId, title: meetingTitle, startsAt } = meeting
      for (const amendment of amendments) {
        found.push({ meetingId, meetingTitle, startsAt, itemId, version: subject.version, amendment })
      }
    }
  }
  return found.sort((a, b) => b.startsAt - a.startsAt || a.amendment.number - b.amendment.number)
}
