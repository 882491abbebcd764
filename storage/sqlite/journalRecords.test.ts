import { describe, expect, it } from 'vitest'
import { packAppends } from './appendBatch.ts'
import { encodeRecord, journalTitle, pageBytes, recordsIn, saltOf } from './journalRecords.ts'

const append = (bytes: number, personId = 'office:anna') =>
  packAppends([
    {
      bodyId: 'body',
      first: 7,
      rows: [{ kind: 'update', personId, at: 1_795_000_000_000, payload: new Uint8Array(bytes).fill(bytes) }] as never,
      writer: 'writer',
    },
  ])

/** A journal of so many pages after its first. */
const journalOf = (pages: number) => {
  const file = Buffer.alloc((pages + 1) * pageBytes)
  file.set(journalTitle())
  const salt = saltOf(file)
  if (!salt) throw new Error('no salt')
  return { file, salt, page: (number: number) => file.subarray((number + 1) * pageBytes) }
}

describe('records of a journal', () => {
  it('[ST31] come back as they were, in the order in which they were written, wherever they lie', () => {
    const { file, salt, page } = journalOf(8)
    const large = append(2 * pageBytes, 'úřad:Žofie Příšerná 🙂')
    expect(encodeRecord(append(3), 12, salt, page(6))).toBe(pageBytes)
    expect(encodeRecord(large, 10, salt, page(1))).toBe(3 * pageBytes)
    expect(encodeRecord(append(0), 11, salt, page(5))).toBe(pageBytes)
    expect(recordsIn(file)).toEqual([large, append(0), append(3)])
  })

  it('[ST31] are not begun where there is no room for the whole', () => {
    const { file, salt } = journalOf(4)
    const before = Buffer.from(file)
    expect(encodeRecord(append(2 * pageBytes), 1, salt, file.subarray(pageBytes, 3 * pageBytes))).toBeNull()
    expect(file).toEqual(before)
  })

  it('[ST33] are left out when one of their bytes is another', () => {
    const { file, salt, page } = journalOf(4)
    encodeRecord(append(5_000), 1, salt, page(0))
    encodeRecord(append(1), 2, salt, page(2))
    for (const damaged of [0, 10, 41, 45, 60, 4_500]) {
      const copy = Buffer.from(file)
      copy.writeUInt8(copy.readUInt8(pageBytes + damaged) ^ 1, pageBytes + damaged)
      expect(recordsIn(copy)).toEqual([append(1)])
    }
    // Half of it overwritten by a newer one, as after going around.
    encodeRecord(append(2), 3, salt, page(1))
    expect(recordsIn(file)).toEqual([append(1), append(2)])
    expect(recordsIn(Buffer.alloc(8 * pageBytes))).toEqual([])
    expect(recordsIn(Buffer.alloc(10))).toEqual([])
  })

  it('[ST33] cannot be forged by somebody who types the bytes of one, nor stem from an earlier journal', () => {
    const earlier = journalOf(1)
    const own = journalOf(6)
    encodeRecord(append(9), 99, earlier.salt, earlier.page(0))
    const forged = earlier.file.subarray(pageBytes)
    own.page(4).set(forged)
    const payload = new Uint8Array(3 * pageBytes)
    const typed = packAppends([{ bodyId: 'b', first: 1, rows: [{ kind: 'update', payload } as never], writer: 'w' }])
    encodeRecord(typed, 1, own.salt, own.page(0))
    // … laid so that a page of the update is one, in a record that is torn.
    own.page(1).set(forged)
    expect(recordsIn(own.file)).toEqual([])
  })
})
