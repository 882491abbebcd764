import type { Person, Unit } from '@glosa/domain/model'

/** Plays the people that a demo material needs. */
export interface DemoCast {
  /** Who writes for a unit, by its mark. */
  readonly drafters: Readonly<Record<string, string>>
  readonly heads: Readonly<Record<string, string>>
  readonly members: readonly string[]
  readonly secretary: string
  /** Marks of the units, in the order of the directory. */
  readonly marks: {
    readonly economy: string
    readonly legal: string
    readonly property: string
    readonly schools: string
    readonly environment: string
    readonly transport: string
    readonly social: string
    readonly investment: string
    readonly it: string
    readonly director: string
    readonly secretariat: string
    readonly audit: string
  }
}

/** Finds who plays whom by role and unit, so that the office may change its people. */
export function castOf(people: readonly Person[], units: readonly Unit[]): DemoCast {
  const withRole = (role: Person['roles'][number]) =>
    people.filter(({ roles }) => roles.includes(role)).map(({ login }) => login)
  const mark = (words: RegExp): string => {
    const unit = units.find(({ name }) => words.test(name))
    if (!unit) throw new Error(`the demo office has no unit like ${String(words)}`)
    return unit.mark
  }
  const heads = Object.fromEntries(
    units.flatMap((unit) => {
      const head = people.find(({ unitId, roles }) => unitId === unit.id && roles.includes('unit-head'))
      return head ? [[unit.mark, head.login] as const] : []
    }),
  )
  const drafters = Object.fromEntries(
    units.flatMap((unit) => {
      const writers = people.filter(({ unitId, roles }) => unitId === unit.id && roles.includes('drafter'))
      const writer = writers.find(({ roles }) => !roles.includes('unit-head')) ?? writers[0]
      return writer ? [[unit.mark, writer.login] as const] : []
    }),
  )
  const [secretary] = withRole('secretary')
  if (!secretary) throw new Error('the demo office has no secretary')
  return {
    drafters,
    heads,
    members: withRole('council-member'),
    secretary,
    marks: {
      economy: mark(/ekonom/i),
      legal: mark(/práv/i),
      property: mark(/majet/i),
      schools: mark(/škol/i),
      environment: mark(/životní/i),
      transport: mark(/doprav/i),
      social: mark(/sociál/i),
      investment: mark(/invest/i),
      it: mark(/informat/i),
      director: mark(/ředitel/i),
      secretariat: mark(/organizač|sekretari/i),
      audit: mark(/audit/i),
    },
  }
}

/** The logins of a cast by what they do; empty where nobody does it. */
export interface DemoPlayers {
  readonly drafter: (mark: string) => string
  readonly head: (mark: string) => string
  /** Counted round and round. */
  readonly member: (index: number) => string
  readonly secretary: string
  readonly marks: DemoCast['marks']
}

/** Looks the players of a cast up. */
export const playersOf = ({ drafters, heads, members, secretary, marks }: DemoCast): DemoPlayers => ({
  drafter: (mark) => drafters[mark] ?? '',
  head: (mark) => heads[mark] ?? '',
  member: (index) => members[index % members.length] ?? '',
  secretary,
  marks,
})
