import { instant, type PersonId, type SubstitutionId } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { isComing, standingOf } from './standing.ts'

const person = { personId: 'demo:1' as PersonId, displayName: 'Jan Novák', unitId: null, unitName: null }
const substitution = {
  id: 's' as SubstitutionId,
  absent: person,
  deputy: person,
  setBy: person,
  from: instant(100),
  until: instant(200),
  reason: 'dovolená',
  endedAt: null,
}

it.each([
  [99, 'planned', true],
  [100, 'running', true],
  [199, 'running', true],
  [200, 'past', false],
] as const)('[UN1] at %i a substitution is %s', (now, standing, coming) => {
  expect(standingOf(substitution, now)).toBe(standing)
  expect(isComing(substitution, now)).toBe(coming)
})

it('[UN1] that was ended early stands no more, whatever its time', () => {
  expect(standingOf({ ...substitution, endedAt: instant(120) }, 150)).toBe('ended')
  expect(isComing({ ...substitution, endedAt: instant(120) }, 150)).toBe(false)
})
