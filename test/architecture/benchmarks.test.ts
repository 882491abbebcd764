import { expect, it } from 'vitest'
import { middleOf, type TypingFigures } from '../bench/typing.ts'

const measured = (p99Ms: number, stolenPercent: number, missing = 0): TypingFigures => ({
  p50Ms: 1,
  p95Ms: 2,
  p99Ms,
  cpuUsPerUpdate: 1_000,
  rssMiB: 100,
  missing,
  stolenPercent,
})

it('[AR8] the middle of what a machine measured that had its processors for itself counts, and every missing letter', () => {
  const figures = [measured(3, 0.2), measured(90, 7), measured(5, 1), measured(4, 0.5), measured(80, 1.1, 2)]
  expect(middleOf(figures)).toMatchObject({ p99Ms: 4, counted: 3, missing: 2, stolenPercent: 0.5 })
})

it('[AR8] where it never had them, all count', () => {
  expect(middleOf([measured(30, 2), measured(90, 7), measured(50, 3)])).toMatchObject({ p99Ms: 50, counted: 3 })
})
