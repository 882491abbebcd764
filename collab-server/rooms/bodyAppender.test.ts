import { instant, type BodyId, type BodyRow, type PersonId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { BodyAppender } from './bodyAppender.ts'

const bodyId = 'b'.repeat(20) as BodyId
const row = (byte: number): BodyRow => ({
  kind: 'update',
  personId: 'office:anna' as PersonId,
  at: instant(0),
  payload: Uint8Array.of(byte),
})

/** A log that keeps every call until told how it ends. */
function openAppender() {
  const calls: { first: number; bytes: number[]; end(answer: 'appended' | 'fenced' | 'away'): Promise<void> }[] = []
  const heard: string[] = []
  const timers: (() => void)[] = []
  const append = (_body: BodyId, first: number, rows: readonly BodyRow[]) =>
    new Promise<'appended' | 'fenced'>((resolve, reject) => {
      const bytes = rows.flatMap((each) => (each.kind === 'update' ? [...each.payload] : []))
      const end = async (answer: 'appended' | 'fenced' | 'away') => {
        if (answer === 'away') reject(new Error('away'))
        else resolve(answer)
        await new Promise((turn) => setImmediate(turn))
      }
      calls.push({ first, bytes, end })
    })
  const log = { append, load: unused, readRows: unused, saveSnapshot: unused }
  const clock = { now: () => instant(0), after: (_ms: number, run: () => void) => (timers.push(run), () => {}) }
  const appender = new BodyAppender(log, bodyId, 'writer', 1, clock, {
    durable: (batch, first) => batch.forEach((each, index) => each.settled(first + index)),
    outage: (began) => heard.push(began ? 'outage' : 'back'),
    fenced: () => heard.push('fenced'),
  })
  const add = (byte: number) =>
    appender.add({
      row: row(byte),
      settled: (sequence) => heard.push(`${byte} saved as ${sequence}`),
      lost: () => heard.push(`${byte} lost`),
    })
  return { appender, add, calls, heard, timers }
}

const unused = () => Promise.reject(new Error('not asked here'))

describe('group commit', () => {
  it('[RM10] commits at once, and what arrives meanwhile as the next batch, one at a time', async () => {
    const { appender, add, calls, heard } = openAppender()
    for (const byte of [1, 2, 3]) add(byte)
    expect(calls.map(({ first, bytes }) => [first, bytes])).toEqual([[1, [1]]])
    await calls[0]?.end('appended')
    expect(calls.map(({ first, bytes }) => [first, bytes]).slice(1)).toEqual([[2, [2, 3]]])
    expect([heard, appender.rows, appender.bytes]).toEqual([['1 saved as 1'], 2, 2])
    await calls[1]?.end('appended')
    await appender.idle()
    expect([heard.slice(1), appender.rows, appender.bytes]).toEqual([['2 saved as 2', '3 saved as 3'], 0, 0])
  })

  it('[RM10] tries the same rows again, and nothing that came later passes them', async () => {
    const { add, calls, heard, timers } = openAppender()
    add(1)
    await calls[0]?.end('away')
    add(2)
    timers.shift()?.()
    await calls[1]?.end('away')
    timers.shift()?.()
    expect(calls.map(({ first, bytes }) => [first, bytes])).toEqual([
      [1, [1]],
      [1, [1]],
      [1, [1]],
    ])
    await calls[2]?.end('appended')
    await calls[3]?.end('appended')
    expect(heard).toEqual(['outage', 'back', '1 saved as 1', '2 saved as 2'])
  })

  it('[RM14] acknowledges nothing after another writer was found', async () => {
    const { appender, add, calls, heard } = openAppender()
    add(1)
    add(2)
    await calls[0]?.end('fenced')
    add(3)
    await appender.idle()
    expect([heard, calls.length]).toEqual([['fenced', '1 lost', '2 lost', '3 lost'], 1])
  })
})
