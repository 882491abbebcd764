import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordDifference, type Stretch } from './wordDifference.ts'

const textOf = (stretches: readonly Stretch[], without: Stretch['type']) =>
  stretches
    .filter(({ type }) => type !== without)
    .map(({ text }) => text)
    .join('')

it('[MP15] a proposal shows what would go and what would come', () => {
  expect(wordDifference('bude hradit příslušný odbor', 'hradí příslušný odbor')).toEqual([
    { type: 'removed', text: 'bude hradit' },
    { type: 'added', text: 'hradí' },
    { type: 'kept', text: ' příslušný odbor' },
  ])
})

it('[MP15] the kept and removed words are the old wording, the kept and added ones the new', () => {
  const words = fc.array(fc.constantFrom('rada', 'odbor', ' ', ', ', '2027', '.'), { maxLength: 30 })
  fc.assert(
    fc.property(words, words, (old, fresh) => {
      const stretches = wordDifference(old.join(''), fresh.join(''))
      expect(textOf(stretches, 'added')).toBe(old.join(''))
      expect(textOf(stretches, 'removed')).toBe(fresh.join(''))
    }),
    { seed: 20_261_121 },
  )
})

it('[MP15] an empty proposal removes everything', () => {
  expect(wordDifference('celá věta', '')).toEqual([{ type: 'removed', text: 'celá věta' }])
})
