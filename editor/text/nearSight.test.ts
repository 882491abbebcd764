import { expect, it } from 'vitest'
import { blocksNearSight } from './nearSight.ts'

/** Blocks of ten positions and a hundred pixels each, scrolled down by some pixels; the window is 1,000 high. */
const near = (count: number, scrolled: number, screens: number) =>
  blocksNearSight(
    Array.from({ length: count }, (_, index) => index * 10),
    (index) => ({ top: index * 100 - scrolled, bottom: (index + 1) * 100 - scrolled }),
    count * 10,
    1_000,
    screens,
  )

it('[UI17] is what the window shows, and as much more as asked for', () => {
  expect(near(1_000, 50_050, 0)).toEqual({ from: 5_000, to: 5_110 })
  expect(near(1_000, 50_050, 1)).toEqual({ from: 4_900, to: 5_210 })
})

it('[UI17] ends with the text', () => {
  expect(near(1_000, 0, 1)).toEqual({ from: 0, to: 210 })
  expect(near(1_000, 99_000, 1)).toEqual({ from: 9_790, to: 10_000 })
  expect(near(3, 0, 0)).toEqual({ from: 0, to: 30 })
  expect(near(0, 0, 1)).toEqual({ from: 0, to: 0 })
})

it('[UI17] is empty where the text is scrolled away', () => {
  expect(near(3, 5_000, 1)).toEqual({ from: 30, to: 30 })
})
