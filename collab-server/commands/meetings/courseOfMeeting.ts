import {
  canonicalJson,
  closeMeeting as decideClose,
  correctResolution as decideCorrection,
  isRefused,
  mayActAtMeeting,
  mayCloseMeeting,
  minutesOf,
  openMeeting as decideOpen,
  recordAttendance as decideAttendance,
  recordResolution as decideResolution,
  refused,
  wallClockAt,
  type Actor,
  type AgendaItemId,
  type Meeting,
  type MeetingId,
  type PersonId,
  type Refused,
  type Resolution,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { sha256Of } from '../hashRecord.ts'
import { decideAtMeeting, type MeetingDone } from './decideAtMeeting.ts'

export const openMeeting = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  presentIds: readonly PersonId[],
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideOpen(reader, meeting, presentIds))

export const recordAttendance = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  presentIds: readonly PersonId[],
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideAttendance(reader, meeting, presentIds))

/** What was resolved, and under which number it is recorded. */
export type ResolutionDone = MeetingDone & { readonly number: string | null }

export async function recordResolution(
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  wish: Resolution,
): Promise<ResolutionDone | Refused> {
  let number: string | null = null
  const done = await decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const allowed = mayActAtMeeting(reader, 'record', meeting)
    if (isRefused(allowed)) return allowed
    // Asked before a number is taken: numbers are not given back.
    const would = decideResolution(reader, meeting, itemId, { ...wish, number: provisional(wish) })
    if (isRefused(would)) return would
    const resolution = await numbered(context, meeting, itemId, wish)
    if (isRefused(resolution)) return resolution
    number = resolution.number
    return decideResolution(reader, meeting, itemId, resolution)
  })
  return isRefused(done) ? done : { ...done, number }
}

export async function correctResolution(
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  wish: Resolution,
  reason: string,
): Promise<ResolutionDone | Refused> {
  let number: string | null = null
  const done = await decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const would = decideCorrection(reader, meeting, itemId, { ...wish, number: provisional(wish) }, reason)
    if (isRefused(would)) return would
    const resolution = await numbered(context, meeting, itemId, wish)
    if (isRefused(resolution)) return resolution
    number = resolution.number
    return decideCorrection(reader, meeting, itemId, resolution, reason)
  })
  return isRefused(done) ? done : { ...done, number }
}

/** Fixes the record: its canonical JSON becomes a blob, named by its hash in the event. */
export async function closeMeeting(
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
): Promise<(MeetingDone & { readonly recordHash: Sha256 }) | Refused> {
  let recordHash: Sha256 | null = null
  const done = await decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const allowed = mayCloseMeeting(reader, meeting)
    if (isRefused(allowed)) return allowed
    const record = canonicalJson(minutesOf(meeting))
    recordHash = sha256Of(record)
    await context.blobs.put(new TextEncoder().encode(record))
    return decideClose(reader, meeting, recordHash)
  })
  if (isRefused(done)) return done
  return recordHash === null ? refused('conflict') : { ...done, recordHash }
}

/** An adopted resolution that will be numbered, until it has a number. */
const provisional = ({ outcome, number }: Resolution): string | null =>
  outcome === 'adopted' && number === null ? '…' : number

/** The resolution with its number: the one asked for, the one the item has already, or the next of the body and year. */
async function numbered(
  context: CommandContext,
  meeting: Meeting,
  itemId: AgendaItemId,
  wish: Resolution,
): Promise<Resolution | Refused> {
  if (wish.outcome !== 'adopted') return wish
  const own = meeting.agenda.find(({ id }) => id === itemId)?.resolved?.resolution.number
  if (wish.number === null && own) return { ...wish, number: own }
  const taken = new Set<string>()
  for (const card of await context.meetings.cards()) {
    if (card.meetingId === meeting.id) continue
    for (const number of card.resolutionNumbers) taken.add(number)
  }
  for (const { id, resolved } of meeting.agenda) {
    if (id !== itemId && resolved?.resolution.number) taken.add(resolved.resolution.number)
  }
  if (wish.number !== null)
    return taken.has(wish.number) ? refused('resolution-number-taken', { number: wish.number }) : wish
  const year = wallClockAt(meeting.startsAt, 'Europe/Prague').year
  const letter = meeting.body === 'board' ? 'R' : 'Z'
  for (;;) {
    const serial = await context.projections.nextNumber(`resolution-${meeting.body}`, year)
    const number = `${letter}/${serial}/${year}`
    if (!taken.has(number)) return { ...wish, number }
  }
}
