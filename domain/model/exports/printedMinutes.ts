import { agendaNumbers, type AgendaItem, type Meeting, type MeetingBody, type Resolution } from '../meeting/index.ts'
import { instant, type Instant } from '../time.ts'
import type { Sha256 } from '../ids.ts'

/** An amendment as the record tells it. */
export interface PrintedAmendment {
  readonly number: number
  readonly by: string
  /** The words that it is about; `null` for a motion in free text. */
  readonly quote: string | null
  readonly proposedWording: string | null
  readonly text: string
  readonly result: 'accepted' | 'rejected' | 'withdrawn' | 'undecided'
  readonly vote: Resolution['vote']
}

/** An item as the record tells it. */
export interface PrintedItem {
  /** `null` for a break. */
  readonly number: number | null
  readonly title: string
  readonly material: {
    readonly number: string
    readonly version: number
    readonly drafter: string
    readonly sponsor: string | null
    readonly leadUnit: string | null
  } | null
  readonly breakMinutes: number | null
  readonly isTabled: boolean
  /** Why it was taken off the agenda; `null` when it was not. */
  readonly withdrawn: string | null
  readonly amendments: readonly PrintedAmendment[]
  readonly resolution: Resolution | null
  /** Corrections of the closed record, the oldest first, each with what stood there before. */
  readonly corrections: readonly {
    readonly by: string
    readonly at: Instant
    readonly reason: string
    readonly before: Resolution
  }[]
}

/** The record of a meeting (zápis) to be printed: what `minutesOf` fixes, and what was corrected since. */
export interface PrintedMinutes {
  readonly officeName: string
  readonly body: MeetingBody
  readonly title: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly place: string
  readonly present: readonly string[]
  readonly absent: readonly string[]
  readonly items: readonly PrintedItem[]
  /** Who closed the record, when, and the hash of its canonical JSON; `null` while it is a draft. */
  readonly closed: { readonly by: string; readonly at: Instant; readonly hash: Sha256 } | null
  /** When the last thing that is in it happened. */
  readonly asOf: Instant
}

/** The record as it is printed: without questions, notes and anything that people read for themselves. */
export function printedMinutesOf(meeting: Meeting, officeName: string): PrintedMinutes {
  const { body, title, startsAt, endsAt, place, members, agenda, closed } = meeting
  const there = new Set(meeting.presentIds)
  const named = (isThere: boolean) =>
    members.filter(({ personId }) => there.has(personId) === isThere).map(({ displayName }) => displayName)
  const numbers = agendaNumbers(agenda)
  const corrections = agenda.flatMap(({ corrected, resolved }) =>
    corrected.length > 0 && resolved ? [resolved.at] : [],
  )
  return {
    officeName,
    body,
    title,
    startsAt,
    endsAt,
    place,
    present: named(true),
    absent: named(false),
    items: agenda.map((item) => printedItemOf(item, numbers.get(item.id) ?? null)),
    closed: closed && { by: closed.by.displayName, at: closed.at, hash: closed.recordHash },
    asOf: closed ? instant(Math.max(closed.at, ...corrections)) : meeting.changedAt,
  }
}

function printedItemOf({ subject, tabled, withdrawn, ...item }: AgendaItem, number: number | null): PrintedItem {
  return {
    number,
    title: subject.title,
    material:
      subject.kind === 'material'
        ? {
            number: subject.materialNumber,
            version: subject.version,
            drafter: subject.drafter.displayName,
            sponsor: subject.sponsor?.displayName ?? null,
            leadUnit: subject.leadUnitName,
          }
        : null,
    breakMinutes: subject.kind === 'break' ? subject.minutes : null,
    isTabled: tabled !== null,
    withdrawn: withdrawn?.reason ?? null,
    amendments: item.amendments.map((amendment) => ({
      number: amendment.number,
      by: amendment.by.displayName,
      quote: amendment.passage?.quote ?? null,
      proposedWording: amendment.proposedWording,
      text: amendment.text,
      result: resultOf(amendment),
      vote: amendment.decided?.vote ?? null,
    })),
    resolution: item.resolved?.resolution ?? null,
    corrections: correctionsOf(item),
  }
}

const resultOf = ({ withdrawn, decided }: AgendaItem['amendments'][number]): PrintedAmendment['result'] => {
  if (withdrawn) return 'withdrawn'
  if (!decided) return 'undecided'
  return decided.accepted ? 'accepted' : 'rejected'
}

/** Each correction is told by who wrote what came after it. */
function correctionsOf({
  corrected,
  resolved,
}: Pick<AgendaItem, 'corrected' | 'resolved'>): PrintedItem['corrections'] {
  return corrected.flatMap(({ resolution, reason }, index) => {
    const after = corrected[index + 1] ?? resolved
    return after ? [{ by: after.by.displayName, at: after.at, reason, before: resolution }] : []
  })
}
