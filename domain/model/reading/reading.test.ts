import { describe, expect, it } from 'vitest'
import { hours, materialId, partId, secretary, start } from '../../../test/support/people.ts'
import type { NoteId, Sha256 } from '../ids.ts'
import type { MaterialVersion } from '../material.ts'
import { stampOf } from '../people.ts'
import { isRefused, refused } from '../refusals.ts'
import {
  applyReadingRecord,
  changeNote,
  emptyReading,
  markKeyOf,
  markRead,
  readingStateOf,
  removeNote,
  wholeReadingState,
  writeNote,
  type Reading,
  type ReadingDecided,
} from './reading.ts'

const versionOf = (number: number, letter: string): MaterialVersion => ({
  number,
  lockedAt: start,
  lockedBy: stampOf(secretary),
  hash: letter.repeat(64) as Sha256,
  parts: [
    {
      partId,
      kind: 'draft-resolution',
      title: 'Návrh usnesení',
      bodyId: null,
      gateSequence: null,
      hash: letter.repeat(64) as Sha256,
    },
  ],
})
const wish = { materialId, partId, upTo: 0, complete: false, again: false }
const noteId = 'note'.padEnd(20, '0') as NoteId
const place = { at: 'part', materialId, version: 1, partId } as const

/** The reading after these decisions, each of which must succeed. */
function after(...decisions: ((reading: Reading) => ReadingDecided)[]): Reading {
  let reading = emptyReading
  for (const decide of decisions) {
    const events = decide(reading)
    if (isRefused(events)) throw new Error(events.refused)
    reading = applyReadingRecord(reading, {
      sequence: reading.sequence + 1,
      at: hours(reading.sequence),
      events,
    })
  }
  return reading
}
const markOf = (reading: Reading) => reading.marks.get(markKeyOf(materialId, partId))

describe('read marks', () => {
  it('[CR3] keep the farthest place, unless reading starts anew', () => {
    const reading = after(
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 500 }),
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 200 }),
    )
    expect(markOf(reading)).toMatchObject({ upTo: 500, complete: false })
    const done = after(
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 900, complete: true }),
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 100 }),
    )
    expect(markOf(done)).toMatchObject({ upTo: 900, complete: true })
    const anew = after(
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 900, complete: true }),
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 100, again: true }),
    )
    expect(markOf(anew)).toMatchObject({ upTo: 100, complete: false })
  })

  it('[CR3] write nothing when nothing was read further', () => {
    const reading = after((now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 500 }))
    expect(markRead(reading, versionOf(1, 'a'), { ...wish, upTo: 499 })).toEqual([])
    expect(markRead(reading, versionOf(1, 'a'), { ...wish, partId: 'x'.repeat(20) as typeof partId })).toEqual(
      refused('part-not-found'),
    )
  })

  it('[CR4] say that a part changed since when its words are others, and only then', () => {
    const reading = after((now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 900, complete: true }))
    const state = (letter: string) => readingStateOf(markOf(reading), letter.repeat(64) as Sha256)
    expect(state('a')).toBe('read')
    expect(state('b')).toBe('changed')
    // Version 2 with the same words of this part: read, and marking it again makes nothing of it unread.
    const same = after(
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 900, complete: true }),
      (now) => markRead(now, versionOf(2, 'a'), { ...wish, upTo: 10 }),
    )
    expect(markOf(same)).toMatchObject({ version: 2, upTo: 900, complete: true })
    // Other words are read from the beginning.
    const other = after(
      (now) => markRead(now, versionOf(1, 'a'), { ...wish, upTo: 900, complete: true }),
      (now) => markRead(now, versionOf(2, 'b'), { ...wish, upTo: 10 }),
    )
    expect(markOf(other)).toMatchObject({ version: 2, upTo: 10, complete: false })
  })

  it.each([
    [['read', 'changed'], 'changed'],
    [['read', 'read'], 'read'],
    [['read', 'unread'], 'begun'],
    [['begun', 'unread'], 'begun'],
    [['unread', 'unread'], 'unread'],
    [[], 'unread'],
  ] as const)('[CR4] of all parts together: %j is %s', (states, whole) => {
    expect(wholeReadingState(states)).toBe(whole)
  })
})

describe('private notes', () => {
  it('[CR5] are written once, changed and taken back by their author', () => {
    const written = after((now) => writeNote(now, noteId, place, 'Zeptat se'))
    expect(writeNote(written, noteId, place, 'Zeptat se')).toEqual([])
    const changed = after(
      (now) => writeNote(now, noteId, place, 'Zeptat se'),
      (now) => changeNote(now, noteId, 'Nezeptat se'),
    )
    expect(changed.notes.get(noteId)).toMatchObject({ text: 'Nezeptat se', place, at: hours(0), changedAt: hours(1) })
    const removed = after(
      (now) => writeNote(now, noteId, place, 'Zeptat se'),
      (now) => removeNote(now, noteId),
    )
    expect(removed.notes.size).toBe(0)
    expect(removeNote(removed, noteId)).toEqual(refused('note-not-found'))
    expect(changeNote(removed, noteId, 'x')).toEqual(refused('note-not-found'))
  })

  it('[CR5] a record that was folded in already changes nothing', () => {
    const written = after((now) => writeNote(now, noteId, place, 'Zeptat se'))
    const again = { sequence: 1, at: hours(5), events: [{ type: 'note-removed', noteId }] as const }
    expect(applyReadingRecord(written, again)).toBe(written)
  })
})
