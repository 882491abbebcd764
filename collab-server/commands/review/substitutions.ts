import {
  applySubstitutionRecord,
  endSubstitution as decideEnd,
  isRefused,
  maySeeSubstitution,
  refused,
  setSubstitution as decideSet,
  stampOf,
  stoodForBy,
  substitutionsLog,
  type Actor,
  type Instant,
  type OfficeLog,
  type PersonId,
  type Projections,
  type Refused,
  type StoodFor,
  type Substitution,
  type SubstitutionEvent,
  type SubstitutionId,
} from '@glosa/domain/model'
import { createOfficeStream } from '../officeStream.ts'
import { officePeople } from './people.ts'

/** A substitution to record, by ids. */
export interface SubstitutionWish {
  readonly absentId: PersonId
  readonly deputyId: PersonId
  readonly from: Instant
  readonly until: Instant
  readonly reason: string
}

/** Who stands in for whom, from the office log. */
export interface Substitutions {
  /** Those that the actor may see, newest first. */
  shownTo(actor: Actor): Promise<readonly Substitution[]>
  set(actor: Actor, wish: SubstitutionWish): Promise<SubstitutionId | Refused>
  end(actor: Actor, id: SubstitutionId): Promise<null | Refused>
  /** The actor with everybody whom they stand in for now. */
  withStandsFor(actor: Actor): Promise<Actor>
  /** Everybody who stands in for the person now. */
  deputiesOf(absentId: PersonId): Promise<readonly PersonId[]>
}

/**
 * @param changed told whom a deputy stands in for now, whenever one was set or ended
 */
export function createSubstitutions(
  deps: {
    readonly officeLog: OfficeLog
    readonly projections: Pick<Projections, 'directory'>
    readonly now: () => Instant
    readonly newId: () => SubstitutionId
  },
  changed: (deputyId: PersonId, standsFor: readonly StoodFor[]) => void,
): Substitutions {
  const stream = createOfficeStream<readonly Substitution[], SubstitutionEvent>(deps, {
    empty: () => [],
    apply: applySubstitutionRecord,
  })
  const all = async () => (await stream.load(substitutionsLog)).state
  const standing = async (personId: PersonId, substitutions: readonly Substitution[]) => {
    const { people } = await deps.projections.directory()
    return stoodForBy(personId, substitutions, new Map(people.map((person) => [person.id, person])), deps.now())
  }

  return {
    async shownTo(actor) {
      return (await all()).filter((each) => maySeeSubstitution(actor, each)).reverse()
    },
    async set(actor, { absentId, deputyId, from, until, reason }) {
      const office = await officePeople(deps)
      const [absent, deputy] = [office.stamp(absentId), office.stamp(deputyId)]
      if (!absent) return refused('invalid-input', { field: 'absentId' })
      if (!deputy) return refused('invalid-input', { field: 'deputyId' })
      const id = deps.newId()
      const done = await stream.decideAndAppend(stampOf(actor), substitutionsLog, (substitutions) =>
        decideSet(actor, substitutions, { id, absent, deputy, from, until, reason }, deps.now()),
      )
      if (isRefused(done)) return done
      changed(deputyId, await standing(deputyId, done.state))
      return id
    },
    async end(actor, id) {
      const done = await stream.decideAndAppend(stampOf(actor), substitutionsLog, (substitutions) =>
        decideEnd(actor, substitutions, id, deps.now()),
      )
      if (isRefused(done)) return done
      const ended = done.state.find((each) => each.id === id)
      if (ended) changed(ended.deputy.personId, await standing(ended.deputy.personId, done.state))
      return null
    },
    async withStandsFor(actor) {
      const substitutions = await all()
      if (!substitutions.some(({ deputy }) => deputy.personId === actor.personId)) return actor
      const standsFor = await standing(actor.personId, substitutions)
      return standsFor.length > 0 ? { ...actor, standsFor } : actor
    },
    async deputiesOf(absentId) {
      const now = deps.now()
      const inForce = (await all()).filter(
        ({ absent, from, until, endedAt }) =>
          absent.personId === absentId && endedAt === null && from <= now && now < until,
      )
      return inForce.map(({ deputy }) => deputy.personId)
    },
  }
}
