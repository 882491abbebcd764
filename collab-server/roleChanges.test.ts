import type { Person, PersonId, Role } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { roleChanges } from './roleChanges.ts'

const person = (name: string, ...roles: Role[]): Person => ({
  id: `demo:${name}` as PersonId,
  login: name,
  displayName: name,
  email: null,
  unitId: null,
  roles: ['staff', ...roles],
})

it('[AD10] says who gained and who lost which roles, also by coming and going', () => {
  const before = [
    person('same', 'drafter'),
    person('moved', 'drafter'),
    person('gone', 'administrator'),
    person('left'),
  ]
  const after = [
    person('same', 'drafter'),
    person('moved', 'secretary'),
    person('new', 'administrator'),
    person('hired'),
  ]
  expect(roleChanges(before, after)).toEqual([
    { person: { id: 'demo:moved', displayName: 'moved' }, added: ['secretary'], removed: ['drafter'] },
    { person: { id: 'demo:new', displayName: 'new' }, added: ['administrator'], removed: [] },
    { person: { id: 'demo:gone', displayName: 'gone' }, added: [], removed: ['administrator'] },
  ])
})

it('[AD10] takes the first reading of all for no change', () => {
  expect(roleChanges([], [person('new', 'administrator')])).toEqual([])
})
