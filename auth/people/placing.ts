import type { Person, PersonId, Unit } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, dnKeyOrNull } from '../directory/dn.ts'
import { MembershipGraph, type GroupWithMembers } from './membershipGraph.ts'
import { personOf } from './personOf.ts'
import { groupKeys, isUnitGroup, namedGroupKey, unitOf, unitOfStanding } from './unitGroups.ts'

/** Where an entry stands among groups and units. */
export interface Seat {
  readonly entry: DirectoryEntry
  /** `null` when the entry lacks a stable id or a login. */
  readonly person: Person | null
  readonly directUnits: number
  /** Keys by which a configuration can name the groups around the person. */
  readonly groupKeys: ReadonlySet<string>
  readonly led: readonly Unit[]
  readonly deputised: readonly Unit[]
}

/** Units that somebody leads, by the key of their own DN or by the key of a group of theirs. */
interface Leaders {
  readonly byName: ReadonlyMap<string, readonly Unit[]>
  readonly byGroup: ReadonlyMap<string, readonly Unit[]>
}

/** Gives everybody their place, from one reading of all groups. */
export class Placing {
  readonly #config: DirectoryConfig
  readonly #graph: MembershipGraph
  /** Keys of each group, by the key of its DN. */
  readonly #keys: ReadonlyMap<string, readonly string[]>
  readonly #heads: Leaders
  readonly #deputies: Leaders
  /** Units by the key of the DN of their group. */
  readonly units: ReadonlyMap<string, Unit>

  constructor(config: DirectoryConfig, groups: ReadonlyMap<string, GroupWithMembers>) {
    this.#config = config
    this.#graph = new MembershipGraph(groups)
    this.#keys = new Map([...groups].map(([key, { entry }]) => [key, groupKeys(entry, config)] as const))
    this.units = new Map(
      [...groups].flatMap(([key, { entry }]) => {
        const unit = isUnitGroup(entry, config) ? unitOf(entry, config) : null
        return unit ? [[key, unit] as const] : []
      }),
    )
    const { unitHead, unitDeputy } = attributesOf(config)
    this.#heads = this.#leaders(groups, unitHead, 'heads')
    this.#deputies = this.#leaders(groups, unitDeputy, 'deputies')
  }

  seatOf(entry: DirectoryEntry): Seat {
    const key = dnKey(entry.dn)
    const primary = entry.text('primaryGroupID')
    const around = this.#graph.closure([key, ...(primary === null ? [] : this.#graph.groupsWithRid(primary))])
    const keys = new Set(around.flatMap((each) => this.#keys.get(each) ?? []))
    const led = ledBy(this.#heads, key, keys)
    const deputised = ledBy(this.#deputies, key, keys)
    const direct = this.#unitsAmong(this.#graph.parents(key))
    const unit = unitOfStanding({ direct, led, deputised, around: this.#unitsAmong(around) })
    const person = personOf(entry, unit, keys, led.length > 0, this.#config)
    return { entry, person, directUnits: direct.length, groupKeys: keys, led, deputised }
  }

  /** The units with the people who lead them; a unit of which the directory does not say it is left as it is. */
  unitsWithLeaders(seats: readonly Seat[]): readonly Unit[] {
    const headIds = new Map<Unit['id'], PersonId[]>()
    const deputyIds = new Map<Unit['id'], PersonId[]>()
    for (const { person, led, deputised } of seats) {
      if (person === null) continue
      for (const { id } of led) headIds.set(id, [...(headIds.get(id) ?? []), person.id])
      for (const { id } of deputised) deputyIds.set(id, [...(deputyIds.get(id) ?? []), person.id])
    }
    return [...this.units.values()].map((unit) => {
      const [heads, deputies] = [headIds.get(unit.id), deputyIds.get(unit.id)]
      return { ...unit, ...(heads ? { headIds: heads } : {}), ...(deputies ? { deputyIds: deputies } : {}) }
    })
  }

  #unitsAmong(keys: readonly string[]): readonly Unit[] {
    return keys.flatMap((key) => this.units.get(key) ?? [])
  }

  #leaders(groups: ReadonlyMap<string, GroupWithMembers>, attribute: string | null, by: 'heads' | 'deputies'): Leaders {
    const byName = new Map<string, Unit[]>()
    const byGroup = new Map<string, Unit[]>()
    const add = (leaders: Map<string, Unit[]>, key: string, unit: Unit) =>
      leaders.set(key, [...(leaders.get(key) ?? []), unit])
    for (const [key, unit] of this.units) {
      for (const dn of attribute === null ? [] : (groups.get(key)?.entry.texts(attribute) ?? [])) {
        const leader = dnKeyOrNull(dn)
        if (leader !== null) add(byName, leader, unit)
      }
      for (const unitGroup of this.#config.unitGroups ?? []) {
        const leaders = unitGroup[by]
        if (leaders !== undefined && this.#keys.get(key)?.includes(namedGroupKey(unitGroup.group)))
          add(byGroup, namedGroupKey(leaders), unit)
      }
    }
    return { byName, byGroup }
  }
}

function ledBy({ byName, byGroup }: Leaders, person: string, groups: ReadonlySet<string>): readonly Unit[] {
  const units = new Set(byName.get(person))
  for (const [group, led] of byGroup) if (groups.has(group)) for (const unit of led) units.add(unit)
  return [...units]
}
