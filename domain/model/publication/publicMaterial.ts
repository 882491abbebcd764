import type { MaterialId } from '../ids.ts'
import { currentRound, type Material, type MaterialState } from '../material.ts'
import type { AgendaItem, Meeting, MeetingBody, ResolutionOutcome } from '../meeting/meeting.ts'
import { isPublic } from '../policy.ts'
import type { Instant } from '../time.ts'
import type { PublicCopy } from './publication.ts'

/** A material as everybody may see it: what the office promised to show, and nothing else. */
export interface PublicMaterial {
  readonly id: MaterialId
  readonly number: string
  readonly title: string
  readonly state: MaterialState
  readonly leadUnitName: string | null
  readonly dates: PublicDates | null
  readonly meeting: PublicMeeting | null
  readonly resolution: PublicResolution | null
  readonly copy: PublicCopy | null
  /** Since when it is public without a break. */
  readonly since: Instant
  /** When what is shown was last decided. */
  readonly publishedAt: Instant
  readonly relevantUntil: Instant | null
}

export interface PublicDates {
  readonly reviewFrom: Instant | null
  readonly reviewUntil: Instant | null
  /** When the newest version was locked. */
  readonly lockedAt: Instant | null
}

export interface PublicMeeting {
  readonly body: MeetingBody
  readonly title: string
  readonly startsAt: Instant
  readonly place: string
}

export interface PublicResolution {
  readonly outcome: ResolutionOutcome
  readonly number: string | null
  /** As a person worded it for the public; `null` when it stays inside. */
  readonly text: string | null
}

/** A material on an agenda. */
export interface AgendaPlace {
  readonly meeting: Meeting
  readonly item: AgendaItem
}

/**
 * The last meeting that has the material on its agenda and was announced; `null` when none has.
 * An item that was withdrawn does not count.
 */
export function agendaPlaceOf(materialId: MaterialId, meetings: readonly Meeting[]): AgendaPlace | null {
  const places = meetings.flatMap((meeting) => {
    if (meeting.state === 'planned' || meeting.state === 'cancelled') return []
    const item = meeting.agenda.findLast(
      ({ subject, withdrawn }) => subject.kind === 'material' && subject.materialId === materialId && !withdrawn,
    )
    return item ? [{ meeting, item }] : []
  })
  return places.sort((a, b) => a.meeting.startsAt - b.meeting.startsAt).at(-1) ?? null
}

/** @param place where it is discussed; `null` for nowhere */
export function publicMaterialOf(material: Material, place: AgendaPlace | null): PublicMaterial | null {
  const { published } = material.publication
  if (!published || !isPublic(material)) return null
  const { plan, copy, since, at } = published
  const round = currentRound(material)
  const shows = (field: (typeof plan.fields)[number]) => plan.fields.includes(field)
  return {
    id: material.id,
    number: material.number,
    title: plan.title,
    state: material.state,
    leadUnitName: shows('lead-unit') ? material.leadUnitName : null,
    dates: shows('dates')
      ? {
          reviewFrom: round?.openedAt ?? null,
          reviewUntil: round?.closesAt ?? null,
          lockedAt: material.versions.at(-1)?.lockedAt ?? null,
        }
      : null,
    meeting: place && shows('meeting') ? meetingOf(place.meeting) : null,
    resolution: place && shows('resolution') ? resolutionOf(place, plan.resolutionText) : null,
    copy,
    since,
    publishedAt: at,
    relevantUntil: plan.relevantUntil,
  }
}

const meetingOf = ({ body, title, startsAt, place }: Meeting): PublicMeeting => ({ body, title, startsAt, place })

/** What was resolved is told when the record of the meeting is closed: until then it may be corrected. */
function resolutionOf({ meeting, item }: AgendaPlace, text: string | null): PublicResolution | null {
  if (meeting.state !== 'closed' || !item.resolved) return null
  const { outcome, number } = item.resolved.resolution
  return { outcome, number, text }
}
