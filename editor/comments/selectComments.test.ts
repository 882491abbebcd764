import { expect, it } from 'vitest'
import {
  closed,
  commentId,
  drafter,
  founded,
  lodged,
  materialAfter,
  opened,
  reviewer,
  type Happening,
} from '../../test/support/people.ts'
import { filterCounts, shownComments } from './selectComments.ts'

const late = (word: string): Happening => {
  const [by, events] = lodged(word)
  return [by, events.map((event) => (event.type === 'comment-lodged' ? { ...event, late: true as const } : event))]
}
const decided = (word: string, admitted: boolean): Happening => [
  drafter,
  [{ type: 'late-comment-decided', commentId: commentId(word), admitted, number: admitted ? 2 : 0, reason: null }],
]

it('[VZ8] a late comment waits to be settled until it is declined', () => {
  const unsettled = (...more: Happening[]) => {
    const material = materialAfter(founded, opened, lodged('one'), closed, late('two'), late('three'), ...more)
    return filterCounts(shownComments(material), reviewer.personId).unsettled
  }
  expect(unsettled()).toBe(3)
  expect(unsettled(decided('two', true))).toBe(3)
  expect(unsettled(decided('two', true), decided('three', false))).toBe(2)
})
