import { expect, it } from 'vitest'
import { circleOf } from './noChunkCycles.config.ts'

it('[UI19] tells files that import one another, however long the way round, and no others', () => {
  const tree = { page: ['shared', 'text'], shared: ['text', 'initial'], text: ['initial'], initial: [] }
  expect(circleOf(tree)).toBeNull()
  expect(circleOf({ ...tree, initial: ['gone'] })).toBeNull()
  expect(circleOf({ ...tree, initial: ['shared'] })).toEqual(['shared', 'text', 'initial', 'shared'])
})
