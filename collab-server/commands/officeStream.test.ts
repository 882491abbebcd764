import { isRefused, refused, stampOf, type OfficeRecord } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import { describe, expect, it } from 'vitest'
import { drafter, secretary, start } from '../../test/support/people.ts'
import { brokenLink } from './hashRecord.ts'
import { createOfficeStream } from './officeStream.ts'

interface Counted {
  readonly type: 'counted'
  readonly to: number
}

const log = 'settings'
const counting = {
  empty: () => 0,
  apply: (count: number, record: OfficeRecord<Counted>) => record.events.at(-1)?.to ?? count,
}

/** Two nodes that know nothing of each other but the storage. */
async function twoNodes() {
  const { officeLog } = await openMemoryStorage()
  const announced: number[] = []
  const node = () =>
    createOfficeStream({ officeLog, now: () => start }, counting, (record, count) => {
      expect(record.events.at(-1)?.to).toBe(count)
      announced.push(record.sequence)
    })
  return { officeLog, one: node(), other: node(), announced }
}

describe('office log', () => {
  it('[OL5] lets one of two win and the other decide again on the new state', async () => {
    const { one, other, officeLog, announced } = await twoNodes()
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).decideAndAppend(stampOf(index % 2 ? drafter : secretary), log, (count) => [
          { type: 'counted', to: count + 1 },
        ]),
      ),
    )
    const won = done.filter((outcome) => !isRefused(outcome)).length
    const records = await officeLog.read(log)
    // No count is lost: each was decided on the one before.
    expect((await one.load(log)).state).toBe(won)
    expect(records).toHaveLength(won)
    expect(announced.toSorted((a, b) => a - b)).toEqual(records.map(({ sequence }) => sequence))
  })

  it('[OL6] is chained by hashes', async () => {
    const { one, officeLog } = await twoNodes()
    for (let count = 1; count <= 3; count++) {
      await one.decideAndAppend(stampOf(drafter), log, () => [{ type: 'counted', to: count }])
    }
    const records = await officeLog.read(log)
    const [first, second, third] = records
    if (!first || !second || !third) throw new Error('three records expected')
    const forged: OfficeRecord<Counted> = { ...second, events: [{ type: 'counted', to: 7 }] }
    expect(brokenLink(records)).toBeNull()
    expect(brokenLink([first, forged, third])).toBe(2)
    expect(brokenLink([first, third])).toBe(3)
  })

  it('[OL7] appends nothing when there is nothing to do or the answer is no', async () => {
    const { one, officeLog } = await twoNodes()
    expect(await one.decideAndAppend(stampOf(drafter), log, () => [])).toMatchObject({ record: null, sequence: 0 })
    expect(await one.decideAndAppend(stampOf(drafter), log, () => refused('not-permitted'))).toEqual(
      refused('not-permitted'),
    )
    expect(await officeLog.read(log)).toEqual([])
    expect(await one.names('')).toEqual([])
  })
})
