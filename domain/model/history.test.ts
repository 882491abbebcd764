import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenLink, hashRecord } from '../../collab-server/commands/hashRecord.ts'
import { closed, founded, lodged, materialAfter, materialId, opened, recordsOf } from '../../test/support/people.ts'
import {
  announcementRoomOf,
  applyRecord,
  canonicalJson,
  parseRoomName,
  roomNameOf,
  type MaterialRecord,
  type Sha256,
} from './index.ts'

const story = [founded, opened, lodged('one'), closed] as const

/** The records of a story with real hashes. */
function chained(): MaterialRecord[] {
  let previous: Sha256 | null = null
  return recordsOf(story).map(({ hash: _made, ...record }) => {
    const whole = hashRecord({ ...record, previous })
    previous = whole.hash
    return whole
  })
}

describe('folding', () => {
  it('[PR1] gives the same material for records heard twice', () => {
    const material = materialAfter(...story)
    for (const record of recordsOf(story)) expect(applyRecord(material, record)).toBe(material)
  })
})

describe('the chain', () => {
  it('[PR2] is whole when nothing was changed', () => {
    expect(brokenLink(chained())).toBeNull()
  })
  it('[PR2] breaks where a word was changed, a record left out or two exchanged', () => {
    const records = chained()
    const forged = records.map((record) =>
      record.sequence === 2 ? { ...record, at: record.at + 1 } : record,
    ) as MaterialRecord[]
    const [first, second, third, fourth] = records
    expect(brokenLink(forged)).toBe(2)
    if (!first || !second || !third || !fourth) throw new Error('the story has four records')
    expect(brokenLink([first, third, fourth])).toBe(3)
    expect(brokenLink([first, third, second, fourth])).toBe(3)
  })
})

describe('canonical JSON', () => {
  it('[PR19] does not depend on the order of members and reads back the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        // JSON itself turns -0 into 0.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 20_261_121 },
    )
  })
  it('[PR19] refuses what JSON cannot carry', () => {
    for (const value of [Number.NaN, () => 1, new Map(), Symbol('x')])
      expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})

describe('room names', () => {
  const body = 'b'.repeat(20) as Parameters<typeof roomNameOf>[1]
  it('[PR20] come back as they were made', () => {
    expect(parseRoomName(roomNameOf(materialId, body))).toEqual({ materialId, bodyId: body })
    expect(parseRoomName(announcementRoomOf(materialId))).toEqual({ materialId, bodyId: null })
  })
  it.each([
    '',
    '.',
    '../../etc/passwd',
    '__proto__',
    `${materialId}`,
    `${materialId}.`,
    `${materialId}.${'B'.repeat(20)}`,
    'x'.repeat(100_000),
  ])('[PR20] refuse %.30s', (name) => {
    expect(parseRoomName(name)).toBeNull()
  })
})
