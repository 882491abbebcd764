import { expect, it } from 'vitest'
import { setRecent } from './setRecent.ts'

it('[PR24] forgets what was set the longest ago, and no more than is needed', () => {
  const map = new Map<string, number>()
  for (const [index, key] of ['a', 'b', 'c', 'a', 'd'].entries()) setRecent(map, key, index, 3)
  expect([...map]).toEqual([
    ['c', 2],
    ['a', 3],
    ['d', 4],
  ])
})
