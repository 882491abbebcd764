import type { PersonId, UnitId } from './ids.ts'
import { headshipOf, unitsOf, type Actor } from './people.ts'

/** Whom something is for: people, everybody of a unit, its heads, everybody of a role. */
export interface Addressees {
  readonly personIds: readonly PersonId[]
  readonly unitIds: readonly UnitId[]
  readonly roles: readonly string[]
  /** The heads of these units and whoever stands in for them. */
  readonly headsOf?: readonly UnitId[]
  /** Whoever stands in for the people and roles is meant too. */
  readonly deputies?: true
}

/**
 * A word by which storages compare whom something is for with who asks: `p:` person, `u:` unit,
 * `r:` role, `h:` head of a unit, `s:` person and `t:` role, deputies included.
 */
export type Who = string

/** Means everybody, without signing in: what is on the public pages. No actor has it. */
export const anyone: Who = 'a:'

export const whosAddressed = ({ personIds, unitIds, roles, headsOf = [], deputies }: Addressees): readonly Who[] => [
  ...personIds.map((id) => `${deputies ? 's' : 'p'}:${id}`),
  ...unitIds.map((id) => `u:${id}`),
  ...roles.map((role) => `${deputies ? 't' : 'r'}:${role}`),
  ...headsOf.map((id) => `h:${id}`),
]

/** Every word that means the actor, those of whom they stand in for included. */
export function whosOf(actor: Actor): readonly Who[] {
  const stoodFor = actor.standsFor ?? []
  const units = unitsOf(actor)
  return [
    ...new Set([
      `p:${actor.personId}`,
      ...[actor.personId, ...stoodFor.map(({ person }) => person.personId)].map((id) => `s:${id}`),
      ...units.map((id) => `u:${id}`),
      ...units.filter((id) => headshipOf(actor, id) !== null).map((id) => `h:${id}`),
      ...actor.roles.map((role) => `r:${role}`),
      ...[...actor.roles, ...stoodFor.flatMap(({ roles }) => roles)].map((role) => `t:${role}`),
    ]),
  ]
}

export const isAddressed = (addressees: Addressees, whos: readonly Who[]): boolean =>
  whosAddressed(addressees).some((who) => whos.includes(who))
