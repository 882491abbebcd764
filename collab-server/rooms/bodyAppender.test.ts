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
function openAppender({ keepsOrder = false, told = [] as number[] } = {}) {
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
  const log = { append, keepsOrder, load: unused, readRows: unused, saveSnapshot: unused }
  const clock = { now: () => instant(0), after: (_ms: number, run: () => void) => (timers.push(run), () => {}) }
  const appender = new BodyAppender(log, bodyId, 'writer', 1, clock, {
    durable(batch, first) {
      told.push(batch.length)
      batch.forEach((each, index) => each.settled(first + index))
    },
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

  it('[RM10] hands a log that keeps the order more before the last is answered, a few at a time', async () => {
    const { appender, add, calls, heard } = openAppender({ keepsOrder: true })
    for (const byte of [1, 2, 3, 4, 5, 6]) add(byte)
    const handed = () => calls.map(({ first, bytes }) => [first, bytes])
    const four = [1, 2, 3, 4].map((byte) => [byte, [byte]])
    expect([handed(), appender.rows, appender.bytes]).toEqual([four, 6, 6])
    await calls[0]?.end('appended')
    expect(handed().slice(4)).toEqual([[5, [5, 6]]])
    expect([...appender.waiting()].map(({ row: kept }) => 'payload' in kept && kept.payload[0])).toEqual([
      2, 3, 4, 5, 6,
    ])
    for (const call of calls.slice(1)) await call.end('appended')
    expect(heard).toEqual([1, 2, 3, 4, 5, 6].map((byte) => `${byte} saved as ${byte}`))
    expect([appender.rows, appender.bytes]).toEqual([0, 0])
  })

  it('[RM10] tells at once of all that became durable at once', async () => {
    const told: number[] = []
    const { appender, add, calls } = openAppender({ keepsOrder: true, told })
    for (const byte of [1, 2, 3]) add(byte)
    await Promise.all(calls.map((call) => call.end('appended')))
    expect([told, appender.rows]).toEqual([[3], 0])
  })

  it('[RM10] tries what failed again together with all that followed it, once that is answered too', async () => {
    const { add, calls, heard, timers } = openAppender({ keepsOrder: true })
    for (const byte of [1, 2, 3]) add(byte)
    await calls[0]?.end('appended')
    await calls[1]?.end('away')
    add(4)
    expect([calls.length, timers.length]).toEqual([3, 0])
    await calls[2]?.end('away')
    timers.shift()?.()
    expect(calls.map(({ first, bytes }) => [first, bytes]).slice(3)).toEqual([[2, [2, 3]]])
    await calls[3]?.end('appended')
    expect(calls.map(({ first, bytes }) => [first, bytes]).slice(4)).toEqual([[4, [4]]])
    await calls[4]?.end('appended')
    expect(heard).toEqual(['1 saved as 1', 'outage', 'back', '2 saved as 2', '3 saved as 3', '4 saved as 4'])
  })

  it('[RM14] acknowledges nothing that was handed over with what another writer was found by', async () => {
    const { appender, add, calls, heard } = openAppender({ keepsOrder: true })
    for (const byte of [1, 2, 3]) add(byte)
    await calls[0]?.end('appended')
    await Promise.all([calls[1]?.end('fenced'), calls[2]?.end('fenced')])
    add(4)
    await appender.idle()
    expect([heard, calls.length]).toEqual([['1 saved as 1', 'fenced', '2 lost', '3 lost', '4 lost'], 3])
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
