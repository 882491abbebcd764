import { expect, it } from 'vitest'
import { filesInCircles } from './noChunkCycles.config.ts'

it('[UI19] tells files that import one another, however long the way round, and no others', () => {
  const circlesWith = (initial: readonly string[]) =>
    filesInCircles(
      new Map([
        ['page', ['shared', 'text']],
        ['shared', ['text', 'initial']],
        ['text', ['initial', 'icons']],
        ['icons', []],
        ['initial', initial],
      ]),
    )
  expect(circlesWith([])).toEqual([])
  expect(circlesWith(['gone'])).toEqual([])
  expect(circlesWith(['initial'])).toEqual(['initial'])
  expect(circlesWith(['text'])).toEqual(['text', 'initial'])
  expect(circlesWith(['shared'])).toEqual(['shared', 'text', 'initial'])
})
