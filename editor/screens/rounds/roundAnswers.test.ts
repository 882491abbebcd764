import { currentRound, type Material, type PersonId, type RoundInvitation } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  actor,
  drafter,
  founded,
  hours,
  lodged,
  materialAfter,
  openedUnder,
  reviewer,
  roundId,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import { answeredCount, answersIn } from './roundAnswers.ts'

const unit = (name: string, closesAt: RoundInvitation['closesAt'] = null): RoundInvitation => ({
  unitId: unitId(name),
  unitName: name,
  obligation: 'mandatory',
  closesAt,
})
const councillor: RoundInvitation = {
  personId: 'test:mayor' as PersonId,
  displayName: 'mayor',
  obligation: 'optional',
  closesAt: null,
}
const opened = openedUnder({ invited: [unit('legal'), unit('audit', hours(48)), councillor] })
const audit = actor('auditor', 'audit', 'unit-head')
const withoutComments: Happening = [
  audit,
  [
    {
      type: 'unit-set-sent',
      roundId,
      unitId: unitId('audit'),
      unitName: 'audit',
      standingFor: null,
      late: false,
      comments: [],
    },
  ],
]
const done: Happening = [reviewer, [{ type: 'review-finished', roundId, withoutComments: false }]]
const answers = (material: Material) => {
  const round = currentRound(material)
  return round ? answersIn(material, round) : []
}

describe('who has answered in a round', () => {
  it('[UR9] tells of everybody asked their deadline, and that they are awaited', () => {
    const all = answers(materialAfter(founded, opened))
    expect(all.map(({ name, state, hasOwnDeadline }) => [name, state, hasOwnDeadline])).toEqual([
      ['legal', 'waiting', false],
      ['audit', 'waiting', true],
      ['mayor', 'waiting', false],
    ])
    expect(all.map(({ closesAt }) => closesAt)).toEqual([hours(24), hours(48), hours(24)])
    expect(answeredCount(all)).toBe(0)
  })

  it('[UR9] tells comments, "no comments", who said so, and when they are done', () => {
    const commented = answers(materialAfter(founded, opened, lodged('a'), lodged('note', reviewer, 'private')))
    expect(commented[0]).toMatchObject({ state: 'commented', comments: 1, said: null })
    const said = answers(materialAfter(founded, opened, lodged('a'), done, withoutComments))
    expect(said[0]).toMatchObject({ state: 'done', comments: 1, said: { by: { displayName: 'reviewer' } } })
    expect(said[1]).toMatchObject({ state: 'without', comments: 0, said: { by: { displayName: 'auditor' } } })
    expect(answeredCount(said)).toBe(2)
  })

  it('[UR9] tells who was silent when the round was closed', () => {
    const silent = [unit('audit', hours(48)), councillor]
    const closed: Happening = [drafter, [{ type: 'round-closed', roundId, silent }]]
    const all = answers(materialAfter(founded, opened, lodged('a'), closed))
    expect(all.map(({ state }) => state)).toEqual(['commented', 'silent', 'silent'])
  })
})
