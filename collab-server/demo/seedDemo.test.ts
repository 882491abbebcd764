import { currentRound, instant, type Instant } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { openDemoOffice } from '../../test/support/demoOffice.ts'
import { inYear } from './inYear.ts'

/** The demo office as it is at its first start at a time. */
async function firstStart(now: Instant) {
  const { office, storage, count, materials, close } = await openDemoOffice(now)
  const records = await Promise.all(materials.map((material) => storage.materialLog.read(material.id)))
  const meetings = await office.meetings.cards()
  await close()
  return { count, materials, records, meetings }
}

const saturday = Date.UTC(2026, 10, 21, 12)

describe('the demo office', () => {
  it.each([
    ['a Saturday', saturday],
    ['early on a Monday after holidays, in another year', Date.UTC(2028, 0, 3, 5)],
    ['the night in which clocks change', Date.UTC(2027, 2, 28, 0, 59)],
  ])(
    '[NZ1] is alive when it first starts on %s',
    async (_day, at) => {
      const now = instant(at)
      const { count, materials, records, meetings } = await firstStart(now)
      expect(materials).toHaveLength(count)
      for (const record of records) {
        const times = record.map((each) => each.at)
        expect(times).toEqual(times.toSorted((one, other) => one - other))
        expect(times.at(-1)).toBeLessThanOrEqual(now)
      }
      const open = materials.flatMap((material) => currentRound(material) ?? []).filter(({ state }) => state === 'open')
      expect(open.length).toBeGreaterThanOrEqual(4)
      for (const round of open) expect(round.closesAt).toBeGreaterThan(now)
      expect(new Set(materials.map(({ state }) => state))).toEqual(
        new Set(['draft', 'in-review', 'settling', 'locked']),
      )
      expect(meetings.filter(({ startsAt }) => startsAt > now)).toHaveLength(1)
      expect(meetings.filter(({ startsAt }) => startsAt < now)).toHaveLength(1)
      const next = new Date(at).getUTCFullYear() + 1
      expect(materials.map(({ title }) => title)).toContain(`Návrh rozpočtu Podhorského kraje na rok ${next}`)
    },
    60_000,
  )

  it('[NZ2] has no two materials of one name, numbers them by age, and has a second version to compare', async () => {
    const { materials, records } = await firstStart(instant(saturday))
    const titles = materials.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    const ages = materials.map(({ number }, nth) => ({ number, founded: records[nth]?.[0]?.at ?? 0 }))
    const days = ages
      .toSorted((one, other) => one.number.localeCompare(other.number))
      .map(({ founded }) => Math.floor(founded / 86_400_000))
    // Papers that several people found in the same weeks cross each other, as in life; the oldest and the newest do not.
    expect(days[0]).toBe(Math.min(...days))
    expect(days.at(-1)).toBe(Math.max(...days))
    const again = materials.filter(({ versions, state }) => versions.length === 1 && state !== 'locked')
    expect(again.map(({ comments }) => comments.size)).toEqual([2])
  })

  it('[NZ1] moves years to come with the clock, and leaves the numbers of laws alone', () => {
    const text = 'Podle zákona č. 250/2000 Sb. a směrnice č. 4/2024 do 31. ledna 2027.'
    expect(inYear({ text: [text] }, 2)).toEqual({
      text: ['Podle zákona č. 250/2000 Sb. a směrnice č. 4/2024 do 31. ledna 2029.'],
    })
    expect(inYear(text, 0)).toBe(text)
  })
})
