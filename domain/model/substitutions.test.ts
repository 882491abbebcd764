import { describe, expect, it } from 'vitest'
import { actor, drafter, hours, secretary, unitId } from '../../test/support/people.ts'
import {
  applySubstitutionRecord,
  endSubstitution,
  headshipOf,
  isRefused,
  maySeeSubstitution,
  refused,
  setSubstitution,
  stampOf,
  stoodForBy,
  unitsOf,
  type Actor,
  type Person,
  type Substitution,
  type SubstitutionId,
} from './index.ts'

const head = actor('head', 'legal', 'unit-head')
const clerk = actor('clerk', 'legal')
const deputy = actor('deputy', 'transport')
const stranger = actor('stranger', 'audit')
const id = 's'.repeat(20) as SubstitutionId
const wish = (change: Partial<Substitution> = {}) => ({
  id,
  absent: stampOf(head),
  deputy: stampOf(deputy),
  from: hours(1),
  until: hours(10),
  reason: 'Dovolená',
  ...change,
})
const personOf = ({ personId, displayName, unitId: unit, roles }: Actor): Person => ({
  id: personId,
  login: displayName,
  displayName,
  email: null,
  unitId: unit,
  roles,
})
const office = (...people: Actor[]) => new Map(people.map((each) => [each.personId, personOf(each)]))

/** The substitutions after one was set. */
function setBy(by: Actor, change: Partial<Substitution> = {}): readonly Substitution[] {
  const events = setSubstitution(by, [], wish(change), hours(0))
  if (isRefused(events)) throw new Error(events.refused)
  return applySubstitutionRecord([], { by: stampOf(by), at: hours(0), events })
}

describe('a substitution', () => {
  it.each([
    ['the absent', head, null],
    ['a secretary', secretary, null],
    ['the deputy', deputy, 'not-permitted'],
    ['a colleague', clerk, 'not-permitted'],
    ['a stranger', stranger, 'not-permitted'],
  ] as const)('[RN13] is set by the absent, the head of their unit or a secretary: %s', (_who, by, code) => {
    const decided = setSubstitution(by, [], wish(), hours(0))
    expect(isRefused(decided) ? decided.refused : null).toBe(code)
  })
  it('[RN13] is set by the head for their people', () => {
    expect(isRefused(setSubstitution(head, [], wish({ absent: stampOf(clerk) }), hours(0)))).toBe(false)
  })
  it.each([
    ['somebody for themselves', { deputy: stampOf(head) }, 'invalid-input'],
    ['an end in the past', { from: hours(-9), until: hours(0) }, 'deadline-in-the-past'],
    ['an end before the beginning', { from: hours(5), until: hours(4) }, 'deadline-in-the-past'],
  ] as const)('[RN13] is refused: %s', (_what, change, code) => {
    expect(setSubstitution(head, [], wish(change), hours(0))).toMatchObject({ refused: code })
  })
  it('[RN13] is not set twice for the same time', () => {
    expect(setSubstitution(head, setBy(head), wish({ from: hours(9), until: hours(12) }), hours(0))).toEqual(
      refused('conflict'),
    )
    expect(isRefused(setSubstitution(head, setBy(head), wish({ from: hours(10), until: hours(12) }), hours(0)))).toBe(
      false,
    )
  })
  it('[RN13] holds from its beginning to its end, and lends what the absent may do then', () => {
    const set = setBy(head)
    const standing = (at: number, people = office(head, deputy)) =>
      stoodForBy(deputy.personId, set, people, hours(at)).map(({ person }) => person.displayName)
    expect([0, 1, 9, 10].map((at) => standing(at))).toEqual([[], ['head'], ['head'], []])
    // Whoever is no longer head lends no headship, whoever left lends nothing.
    expect(standing(5, office(deputy))).toEqual([])
    const [demoted] = stoodForBy(deputy.personId, set, office({ ...head, roles: ['staff'] }, deputy), hours(5))
    expect(demoted?.roles).toEqual(['staff'])
  })
  it('[RN13] may be ended early, and then holds no longer', () => {
    const set = setBy(head)
    expect(endSubstitution(deputy, set, id, hours(2))).toEqual(refused('not-permitted'))
    expect(endSubstitution(stranger, set, id, hours(2))).toEqual(refused('substitution-not-found'))
    const events = endSubstitution(head, set, id, hours(2))
    if (isRefused(events)) throw new Error(events.refused)
    const ended = applySubstitutionRecord(set, { by: stampOf(head), at: hours(2), events })
    expect(stoodForBy(deputy.personId, ended, office(head, deputy), hours(3))).toEqual([])
    expect(endSubstitution(head, ended, id, hours(3))).toEqual([])
  })
  it('[RN13] is seen by those concerned, their units and secretaries', () => {
    const [set] = setBy(head)
    if (!set) throw new Error('it is set')
    expect([head, clerk, deputy, secretary, stranger, drafter].map((by) => maySeeSubstitution(by, set))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('a deputy', () => {
  const standing: Actor = { ...deputy, standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(10) }] }
  it('[RN13] acts as head of the unit, under their own name', () => {
    expect(unitsOf(standing)).toEqual([unitId('transport'), unitId('legal')])
    expect(headshipOf(standing, unitId('legal'))).toEqual(stampOf(head))
    expect([headshipOf(head, unitId('legal')), headshipOf(deputy, unitId('legal'))]).toEqual(['head', null])
  })
  it('[RN13] of somebody who is no head learns nothing of the unit', () => {
    const forClerk = { ...deputy, standsFor: [{ person: stampOf(clerk), roles: clerk.roles, until: hours(10) }] }
    expect(unitsOf(forClerk)).toEqual([unitId('transport')])
    expect(headshipOf(forClerk, unitId('legal'))).toBeNull()
  })
})
