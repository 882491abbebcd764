import { describe, expect, it } from 'vitest'
import { deadlineKey, deadlineOf } from './deadline.ts'

const now = Date.parse('2026-11-21T09:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('a deadline', () => {
  it.each([
    ['two days and an hour', 2 * day + hour, 'soon', 'day', 2],
    ['a day', day, 'soon', 'day', 1],
    ['23 hours', 23 * hour, 'soon', 'hour', 23],
    ['an hour', hour, 'soon', 'hour', 1],
    ['59 minutes', 59 * minute, 'soon', 'minute', 59],
    ['half a minute', minute / 2, 'soon', 'minute', 1],
    ['three days', 3 * day, 'week', 'day', 3],
    ['seven days', 7 * day, 'week', 'day', 7],
    ['eight days', 8 * day, 'later', 'day', 8],
  ])('[UI6] that is %s away says what is left', (_, distance, nearness, unit, count) => {
    expect(deadlineOf(now + distance, now)).toEqual({ nearness, unit, count })
  })

  it.each([
    ['a minute', minute, 'minute', 1],
    ['five hours', 5 * hour, 'hour', 5],
    ['a day', day, 'day', 1],
    ['thirty days', 30 * day, 'day', 30],
  ])('[UI6] that passed %s ago is overdue, however long', (_, distance, unit, count) => {
    expect(deadlineOf(now - distance, now)).toEqual({ nearness: 'overdue', unit, count })
  })

  it('[UI6] is still kept at its very moment', () => {
    expect(deadlineOf(now, now).nearness).toBe('soon')
    expect(deadlineOf(now, now + 1).nearness).toBe('overdue')
  })

  it('[UI6] has words of its own for each nearness', () => {
    expect(deadlineKey(deadlineOf(now - day, now))).toBe('deadline.overdue.day')
    expect(deadlineKey(deadlineOf(now + 9 * day, now))).toBe('deadline.later.day')
  })
})
