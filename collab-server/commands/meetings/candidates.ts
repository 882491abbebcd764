import {
  foldedWords,
  isRefused,
  mayActAtMeeting,
  refused,
  whosOf,
  type Actor,
  type MaterialId,
  type MeetingId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { readerOf } from './readerOf.ts'

/** A locked material that waits for a place on an agenda. */
export interface Candidate {
  readonly materialId: MaterialId
  readonly number: string
  readonly title: string
  /** The newest locked one. */
  readonly version: number
  readonly leadUnitName: string | null
  readonly drafterName: string
}

/**
 * Locked materials that are on no agenda, newest change first: whatever was withdrawn or postponed
 * waits again, and so does what has a newer version than the one resolved on.
 */
export async function candidatesFor(
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  words: string,
): Promise<readonly Candidate[] | Refused> {
  const meeting = await context.meetings.load(meetingId)
  if (!meeting) return refused('not-found')
  const allowed = mayActAtMeeting(await readerOf(context, actor, []), 'prepare', meeting)
  if (isRefused(allowed)) return allowed
  const placed = await placedVersions(context)
  const { cards } = await context.projections.cards({
    personId: actor.personId,
    whos: whosOf(actor),
    state: 'locked',
    ...(words === '' ? {} : { words: foldedWords(words) }),
    limit: 500,
    offset: 0,
  })
  return cards
    .filter(({ materialId, versions }) => (placed.get(materialId) ?? 0) < versions)
    .map(({ materialId, number, title, versions: version, leadUnitName, drafterName }) => ({
      materialId,
      number,
      title,
      version,
      leadUnitName,
      drafterName,
    }))
}

/** The newest version of each material that has its place, or its resolution, at some meeting. */
async function placedVersions(context: CommandContext): Promise<ReadonlyMap<MaterialId, number>> {
  const placed = new Map<MaterialId, number>()
  for (const { state, agenda } of await context.meetings.all()) {
    if (state === 'cancelled') continue
    for (const { subject, withdrawn, resolved } of agenda) {
      if (subject.kind !== 'material' || withdrawn || resolved?.resolution.outcome === 'postponed') continue
      placed.set(subject.materialId, Math.max(placed.get(subject.materialId) ?? 0, subject.version))
    }
  }
  return placed
}
