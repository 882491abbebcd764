import type { PersonId, SubstitutionId } from './ids.ts'
import { headshipOf, type Actor, type Person, type PersonStamp, type StoodFor } from './people.ts'
import type { OfficeEvent, OfficeRecord } from './ports.ts'
import { refused, type Refused } from './refusals.ts'
import type { Instant } from './time.ts'

/** Name of the office log that holds who stands in for whom. */
export const substitutionsLog = 'substitutions'

/** Somebody stands in for somebody absent (zastupování), from one instant to another. */
export interface Substitution {
  readonly id: SubstitutionId
  readonly absent: PersonStamp
  readonly deputy: PersonStamp
  readonly from: Instant
  readonly until: Instant
  readonly reason: string
  readonly setBy: PersonStamp
  /** When it was ended before its time. */
  readonly endedAt: Instant | null
}

/** What happens in the substitutions log. */
export type SubstitutionEvent = OfficeEvent &
  (
    | {
        readonly type: 'substitution-set'
        readonly id: SubstitutionId
        readonly absent: PersonStamp
        readonly deputy: PersonStamp
        readonly from: Instant
        readonly until: Instant
        readonly reason: string
      }
    | { readonly type: 'substitution-ended'; readonly id: SubstitutionId }
  )

/** The substitutions after one more record, in the order of setting; events that are not understood change nothing. */
export function applySubstitutionRecord(
  substitutions: readonly Substitution[],
  { by, at, events }: Pick<OfficeRecord<SubstitutionEvent>, 'by' | 'at' | 'events'>,
): readonly Substitution[] {
  let next = substitutions
  for (const event of events) {
    if (event.type === 'substitution-set') {
      const { id, absent, deputy, from, until, reason } = event
      next = [...next, { id, absent, deputy, from, until, reason, setBy: by, endedAt: null }]
    } else if (event.type === 'substitution-ended') {
      next = next.map((each) => (each.id === event.id ? { ...each, endedAt: at } : each))
    }
  }
  return next
}

export const isInForce = ({ from, until, endedAt }: Substitution, now: Instant): boolean =>
  endedAt === null && from <= now && now < until

/**
 * Decides who stands in for whom. Set by the absent themselves, by the head of their unit, or by a
 * secretary; nobody stands in for themselves, nor twice for the same person at once.
 */
export function setSubstitution(
  actor: Actor,
  substitutions: readonly Substitution[],
  wish: Pick<Substitution, 'id' | 'absent' | 'deputy' | 'from' | 'until' | 'reason'>,
  now: Instant,
): readonly SubstitutionEvent[] | Refused {
  if (!maySubstitute(actor, wish.absent)) return refused('not-permitted')
  const { id, absent, deputy, from, until, reason } = wish
  if (absent.personId === deputy.personId) return refused('invalid-input', { field: 'deputyId' })
  if (until <= now || until <= from) return refused('deadline-in-the-past')
  const isTwice = substitutions.some(
    (each) =>
      each.endedAt === null &&
      each.absent.personId === absent.personId &&
      each.deputy.personId === deputy.personId &&
      each.from < until &&
      from < each.until,
  )
  return isTwice ? refused('conflict') : [{ type: 'substitution-set', id, absent, deputy, from, until, reason }]
}

export function endSubstitution(
  actor: Actor,
  substitutions: readonly Substitution[],
  id: SubstitutionId,
  now: Instant,
): readonly SubstitutionEvent[] | Refused {
  const found = substitutions.find((each) => each.id === id)
  if (!found || !maySeeSubstitution(actor, found)) return refused('substitution-not-found')
  if (!maySubstitute(actor, found.absent)) return refused('not-permitted')
  return found.endedAt !== null || found.until <= now ? [] : [{ type: 'substitution-ended', id }]
}

const maySubstitute = (actor: Actor, absent: PersonStamp): boolean =>
  actor.personId === absent.personId ||
  actor.roles.includes('secretary') ||
  (absent.unitId !== null && headshipOf(actor, absent.unitId) === 'head')

/** Secretaries see all, others those of themselves and of their unit. */
export const maySeeSubstitution = (actor: Actor, { absent, deputy }: Substitution): boolean =>
  actor.roles.includes('secretary') ||
  [absent, deputy].some(
    ({ personId, unitId }) => personId === actor.personId || (unitId !== null && unitId === actor.unitId),
  )

/**
 * Whom a person stands in for now, with the roles that the absent have. A deputy's own deputy does
 * not inherit: a substitution is not passed on.
 * @param people the directory as it is now; whoever it no longer knows lends no roles
 */
export const stoodForBy = (
  personId: PersonId,
  substitutions: readonly Substitution[],
  people: ReadonlyMap<PersonId, Person>,
  now: Instant,
): readonly StoodFor[] =>
  substitutions.flatMap((each) => {
    const absent = people.get(each.absent.personId)
    if (each.deputy.personId !== personId || !isInForce(each, now) || !absent) return []
    // The unit is the one that the absent is in now: a head who moved lends the new headship only.
    const unitName = absent.unitId === each.absent.unitId ? each.absent.unitName : null
    const person = { personId: absent.id, displayName: absent.displayName, unitId: absent.unitId, unitName }
    return [{ person, roles: absent.roles, until: each.until }]
  })
