import type { PersonId, UnitId, SessionId } from './ids.ts'
import type { Instant } from './time.ts'

/** Rights that come from the directory's groups; everybody who may sign in is at least `staff`. */
export const roles = [
  'staff',
  'drafter',
  'unit-head',
  'council-member',
  'secretary',
  'records-manager',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/** A unit of the office: odbor or oddělení. */
export interface Unit {
  readonly id: UnitId
  readonly name: string
  /** Short mark used in tables, e.g. "ORF". */
  readonly mark: string
  /** Who leads the unit, as the directory says now; absent when it does not say. */
  readonly headIds?: readonly PersonId[]
  /** Who may stand in for the heads, as the directory says now. */
  readonly deputyIds?: readonly PersonId[]
}

/** Someone the directory knows. */
export interface Person {
  readonly id: PersonId
  readonly login: string
  readonly displayName: string
  readonly email: string | null
  readonly unitId: UnitId | null
  readonly roles: readonly Role[]
}

/** Who acts now. */
export interface Actor {
  readonly personId: PersonId
  readonly sessionId: SessionId
  readonly displayName: string
  readonly unitId: UnitId | null
  readonly unitName: string | null
  readonly roles: readonly Role[]
  /** The absent people whom the actor stands in for now (zastupování); nobody when absent. */
  readonly standsFor?: readonly StoodFor[]
}

/** Somebody absent, with what their deputy may do in their name. */
export interface StoodFor {
  readonly person: PersonStamp
  readonly roles: readonly Role[]
  readonly until: Instant
}

/** A person as they were when they acted: names stay as they were, also after they leave. */
export interface PersonStamp {
  readonly personId: PersonId
  readonly displayName: string
  readonly unitId: UnitId | null
  readonly unitName: string | null
}

/** The software itself, when a worker and not a person acts. */
export const systemStamp: PersonStamp = {
  personId: 'glosa:system' as PersonId,
  displayName: 'Glosa',
  unitId: null,
  unitName: null,
}

export const stampOf = (actor: Actor): PersonStamp => ({
  personId: actor.personId,
  displayName: actor.displayName,
  unitId: actor.unitId,
  unitName: actor.unitName,
})

/** The units whose inner matters are the actor's: their own, and those whose head they stand in for. */
export const unitsOf = (actor: Actor): readonly UnitId[] => {
  const units = (actor.standsFor ?? []).flatMap(({ person, roles: given }) =>
    person.unitId !== null && given.includes('unit-head') ? [person.unitId] : [],
  )
  return actor.unitId === null ? units : [actor.unitId, ...units]
}

/**
 * Whether the actor may act as the head of the unit.
 * @returns the head they stand in for, `'head'` when they are the head themselves, `null` when neither
 */
export function headshipOf(actor: Actor, unitId: UnitId): 'head' | PersonStamp | null {
  if (actor.unitId === unitId && actor.roles.includes('unit-head')) return 'head'
  return (
    actor.standsFor?.find(({ person, roles: given }) => person.unitId === unitId && given.includes('unit-head'))
      ?.person ?? null
  )
}
