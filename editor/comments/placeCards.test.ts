import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeCards, type WantedPlace } from './placeCards.ts'

const cards = fc
  .array(fc.record({ wanted: fc.integer({ min: 0, max: 5_000 }), height: fc.integer({ min: 20, max: 300 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => list.sort((a, b) => a.wanted - b.wanted))

const overlaps = (list: readonly WantedPlace[], tops: Float64Array) =>
  list.some((card, i) => i + 1 < list.length && (tops[i] ?? 0) + card.height + 4 > (tops[i + 1] ?? 0) + 0.001)

it('[MP13] cards never overlap and never leave the page at the top', () => {
  fc.assert(
    fc.property(cards, fc.nat(), (list, pick) => {
      for (const active of [-1, pick % list.length]) {
        const tops = placeCards(list, 4, active)
        expect(overlaps(list, tops)).toBe(false)
        expect(Math.min(...tops)).toBeGreaterThanOrEqual(0)
      }
    }),
    { seed: 20_261_121 },
  )
})

it('[MP13] a card alone on its line stands at it', () => {
  const tops = placeCards(
    [
      { wanted: 100, height: 40 },
      { wanted: 300, height: 40 },
    ],
    4,
  )
  expect([...tops]).toEqual([100, 300])
})

it('[MP13] cards of one line share the drift instead of pushing the last one away', () => {
  const list = Array.from({ length: 5 }, () => ({ wanted: 500, height: 40 }))
  const tops = [...placeCards(list, 0)]
  expect(tops).toEqual([420, 460, 500, 540, 580])
})

it('[MP14] the active card stands exactly at its line and the others give way', () => {
  const list = Array.from({ length: 5 }, () => ({ wanted: 500, height: 40 }))
  const tops = [...placeCards(list, 0, 4)]
  expect(tops[4]).toBe(500)
  expect(tops.slice(0, 4)).toEqual([340, 380, 420, 460])
})
