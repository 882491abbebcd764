import { describe, expect, it } from 'vitest'
import type { MaterialId, PersonId } from './ids.ts'
import { nextWorkingHour } from './nextWorkingHour.ts'
import type { KeptNotice, NoticeMail } from './notices.ts'
import { planMails } from './planMails.ts'
import { instant } from './time.ts'

const minutes = (count: number) => instant(1_795_000_000_000 + count * 60_000)
const quiet = { quietMs: 5 * 60_000, longestMs: 30 * 60_000 }
let made = 0

/** A notice that waits to be mailed, so many minutes after the start. */
const notice = (material: string, at: number, mail: Partial<NoticeMail> = {}): KeptNotice => ({
  id: `n${++made}`,
  personId: 'test:ann' as PersonId,
  materialId: material as MaterialId,
  kind: 'comment-lodged',
  at: minutes(at),
  by: null,
  commentIds: [],
  roundId: null,
  dueAt: null,
  readAt: null,
  mail: {
    channel: 'mail',
    dueAt: minutes(at + 5),
    mailId: null,
    attempts: 0,
    state: 'waiting',
    endedAt: null,
    ...mail,
  },
})
const planned = (waiting: readonly KeptNotice[], now: number) =>
  planMails(waiting, minutes(now), quiet).map(({ mailId, channel, notices }) => [
    mailId,
    channel,
    ...notices.map(({ id }) => id),
  ])

describe('messages', () => {
  it('[NO11] wait until a material has been quiet, then carry everything about it', () => {
    const [a, b, other] = [notice('a', 0), notice('a', 3), notice('b', 1)]
    expect(planned([a, b, other], 5)).toEqual([])
    expect(planned([a, b, other], 6)).toEqual([[null, 'mail', other.id]])
    expect(planned([a, b, other], 8)).toEqual([
      [null, 'mail', a.id, b.id],
      [null, 'mail', other.id],
    ])
  })

  it('[NO11] do not wait for ever while it goes on', () => {
    const busy = Array.from({ length: 16 }, (_, step) => notice('a', step * 2))
    expect(planned(busy.slice(0, 15), 29)).toEqual([])
    expect(planned(busy, 30)).toEqual([[null, 'mail', ...busy.map(({ id }) => id)]])
  })

  it('[NO11] of the day are one for all materials, beside those at once', () => {
    const daily = { channel: 'digest', dueAt: minutes(60) } as const
    const [a, b, tomorrow] = [
      notice('a', 0, daily),
      notice('b', 1, daily),
      notice('b', 59, { ...daily, dueAt: minutes(999) }),
    ]
    const atOnce = notice('a', 50)
    expect(planned([a, b, atOnce, tomorrow], 59)).toEqual([[null, 'mail', atOnce.id]])
    expect(planned([a, b, tomorrow], 60)).toEqual([[null, 'digest', a.id, b.id]])
  })

  it('[NO5] that were begun stay as they are, and leave when their pause is over', () => {
    const begun = { mailId: 'x', attempts: 1, dueAt: minutes(20) }
    const [a, b, later] = [notice('a', 0, begun), notice('a', 1, begun), notice('a', 2)]
    expect(planned([a, b, later], 19)).toEqual([[null, 'mail', later.id]])
    expect(planned([a, b, later], 20)).toEqual([
      ['x', 'mail', a.id, b.id],
      [null, 'mail', later.id],
    ])
  })
})

describe('the daily message', () => {
  const calendar = { country: 'cs', closedDays: ['2026-11-27'] } as const
  const next = (text: string, hour = 7) =>
    new Date(nextWorkingHour(instant(Date.parse(text)), hour, calendar)).toISOString()

  it('[NO1] leaves at the hour of the office on the next working day', () => {
    expect(next('2026-11-24T05:59:59Z')).toBe('2026-11-24T06:00:00.000Z')
    expect(next('2026-11-24T06:00:00Z')).toBe('2026-11-25T06:00:00.000Z')
    expect(next('2026-11-24T23:30:00Z')).toBe('2026-11-25T06:00:00.000Z')
    // 27 November the office is closed, then comes a weekend.
    expect(next('2026-11-26T12:00:00Z')).toBe('2026-11-30T06:00:00.000Z')
    expect(next('2026-12-23T12:00:00Z', 0)).toBe('2026-12-27T23:00:00.000Z')
    expect(next('2026-03-27T12:00:00Z')).toBe('2026-03-30T05:00:00.000Z')
  })
})
