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
  /**
   * Tells of deputies for whom something is other than at the last look without a word here: by the clock, by another
   * process, or because the absent person has other roles now. The first look only learns how it stands.
   */
  look(): Promise<void>
}

/**
 * @param changed told whom a deputy stands in for now, whenever that is other than before
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
  const peopleNow = async () => {
    const { people } = await deps.projections.directory()
    return new Map(people.map((person) => [person.id, person]))
  }
  const standing = async (personId: PersonId, substitutions: readonly Substitution[]) =>
    stoodForBy(personId, substitutions, await peopleNow(), deps.now())

  /** What was told of each deputy last, as JSON; who is not in it stood in for nobody. */
  const told = new Map<PersonId, string>()
  const note = (deputyId: PersonId, standsFor: readonly StoodFor[]) => {
    if (standsFor.length > 0) told.set(deputyId, JSON.stringify(standsFor))
    else told.delete(deputyId)
  }
  const tell = (deputyId: PersonId, standsFor: readonly StoodFor[]) => {
    note(deputyId, standsFor)
    changed(deputyId, standsFor)
  }
  let hasLooked = false
  const isOver = ({ endedAt, until }: Substitution) => endedAt !== null || until <= deps.now()
  const compareWithTold = async () => {
    const people = await peopleNow()
    const substitutions = (await all()).filter((each) => !isOver(each))
    // Nothing waits from here on: what is set or ended meanwhile is told after it.
    for (const deputyId of new Set([...told.keys(), ...substitutions.map(({ deputy }) => deputy.personId)])) {
      const standsFor = stoodForBy(deputyId, substitutions, people, deps.now())
      if (JSON.stringify(standsFor) === (told.get(deputyId) ?? '[]')) continue
      if (hasLooked) tell(deputyId, standsFor)
      else note(deputyId, standsFor)
    }
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
      tell(deputyId, await standing(deputyId, done.state))
      return id
    },
    async end(actor, id) {
      const done = await stream.decideAndAppend(stampOf(actor), substitutionsLog, (substitutions) =>
        decideEnd(actor, substitutions, id, deps.now()),
      )
      if (isRefused(done)) return done
      const ended = done.state.find((each) => each.id === id)
      if (ended) tell(ended.deputy.personId, await standing(ended.deputy.personId, done.state))
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
    async look() {
      // Most offices have nobody away most of the time: then the directory need not be read.
      if (told.size > 0 || !(await all()).every(isOver)) await compareWithTold()
      hasLooked = true
    },
  }
}
