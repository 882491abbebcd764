import { expect, it } from 'vitest'
import { initialsOf } from './Avatar.tsx'

it.each([
  ['Jana Nováková', 'JN'],
  ['Bc. Tomáš Černý', 'TČ'],
  ['JUDr. Petr Dvořák, Ph.D.', 'PD'],
  ['Mgr. Eva Malá Veselá', 'EV'],
  ['tajemnik', 'T'],
  ['', ''],
])('initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
