import { expect, it } from 'vitest'
import { headingLevels } from './headingLevels.ts'
import type { Line } from './linesOf.ts'

const line = (kind: Line['kind'], level: number, type: 'kept' | 'removed' = 'kept') =>
  ({ type, line: { kind, level, text: 'Popis', label: '', citation: '' } }) as const
const left = { type: 'left', line: line('heading', 1).line, move: 1 } as const

it.each([
  ['a text that begins with lower headings', [line('heading', 2), line('heading', 2)], [3, 4]],
  ['headings in their order', [line('heading', 1), line('heading', 2), line('heading', 3)], [3, 4, 5]],
  ['a heading that skips one', [line('heading', 1), line('heading', 4), line('heading', 1)], [3, 4, 3]],
  ['articles', [line('article', 0), line('heading', 1), line('article', 0), line('article', 0)], [3, 3, 4, 4]],
  ['where a heading stood before', [left, line('heading', 2)], [3, 3]],
  ['a removed heading', [line('heading', 1, 'removed'), line('heading', 2)], [3, 4]],
])('[VZ7] a comparison skips no level of headings: %s', (_, lines, levels) => {
  expect(headingLevels(lines)).toEqual(levels)
})
