import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isRefused } from '../model/refusals.ts'
import { bodyFragment } from './bodyMapping.ts'
import { inspectUpdate, knownBody } from './inspectUpdate.ts'
import { writeBody } from './readBody.ts'

const start = writeBody({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A' }] }] })

/** Somebody's copy of the body, writing under a client id. */
function copy(clientId: number, ...updates: Uint8Array[]): Y.Doc {
  const ydoc = new Y.Doc()
  for (const update of [start, ...updates]) Y.applyUpdate(ydoc, update)
  ydoc.clientID = clientId
  return ydoc
}

function textOf(ydoc: Y.Doc): Y.XmlText {
  const paragraph = bodyFragment(ydoc).get(0)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text')
  return text
}

/** The update that an edit makes. */
function updateOf(ydoc: Y.Doc, edit: () => void): Uint8Array {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => updates.push(update)
  ydoc.on('update', keep)
  ydoc.transact(edit)
  ydoc.off('update', keep)
  return Y.mergeUpdates(updates)
}

const type = (ydoc: Y.Doc, at: number, letters: string) => updateOf(ydoc, () => textOf(ydoc).insert(at, letters))

describe('inspectUpdate', () => {
  it('[BO20] names the client ids under which anything new is written', () => {
    const server = copy(1)
    const alice = copy(7)
    expect(inspectUpdate(knownBody(server), type(alice, 1, 'B'))).toEqual({
      stretches: [{ clientId: 7, from: 0, to: 1 }],
      empty: false,
      repeats: false,
    })
    const bob = copy(8, Y.encodeStateAsUpdate(alice))
    type(bob, 0, 'C')
    const both = inspectUpdate(knownBody(server), Y.encodeStateAsUpdate(bob))
    expect(!isRefused(both) && both.stretches.map(({ clientId }) => clientId).toSorted()).toEqual([7, 8])
  })

  it('[BO21] takes an update that adds and deletes nothing for empty, also with a full delete set', () => {
    const server = copy(1)
    const alice = copy(7)
    Y.applyUpdate(server, type(alice, 1, 'BCD'))
    Y.applyUpdate(
      server,
      updateOf(alice, () => textOf(alice).delete(1, 2)),
    )
    expect(inspectUpdate(knownBody(server), Y.encodeStateAsUpdate(alice))).toMatchObject({ stretches: [], empty: true })
    expect(inspectUpdate(knownBody(server), Y.encodeStateAsUpdate(alice, Y.encodeStateVector(server)))).toMatchObject({
      empty: true,
    })
    expect(inspectUpdate(knownBody(server), Y.encodeStateAsUpdate(new Y.Doc()))).toMatchObject({
      stretches: [],
      empty: true,
    })
    expect(
      inspectUpdate(
        knownBody(server),
        updateOf(alice, () => textOf(alice).delete(0, 1)),
      ),
    ).toMatchObject({ stretches: [], empty: false })
  })

  it("[BO22] refuses what waits for another person's next letter", () => {
    const server = copy(1)
    const alice = copy(7)
    Y.applyUpdate(server, type(alice, 1, 'B'))
    // Mallory foresees Alice's next letter and hangs own words on it.
    const foreseen = copy(7, Y.encodeStateAsUpdate(server))
    type(foreseen, 2, 'C')
    const mallory = copy(666, Y.encodeStateAsUpdate(foreseen))
    expect(inspectUpdate(knownBody(server), type(mallory, 3, ' MALLORY'))).toEqual({ refused: 'missing-dependencies' })
    expect(
      inspectUpdate(
        knownBody(server),
        updateOf(mallory, () => textOf(mallory).delete(2, 1)),
      ),
    ).toEqual({
      refused: 'missing-dependencies',
    })
  })

  it("[BO23] shows letters forged under another person's client id", () => {
    const server = copy(1)
    const forger = copy(7)
    expect(inspectUpdate(knownBody(server), type(forger, 0, 'FORGED '))).toEqual({
      stretches: [{ clientId: 7, from: 0, to: 7 }],
      empty: false,
      repeats: false,
    })
  })

  it('[BO24] refuses a gap in the own letters', () => {
    const server = copy(1)
    const alice = copy(7)
    type(alice, 1, 'lost')
    expect(inspectUpdate(knownBody(server), type(alice, 5, 'later'))).toEqual({ refused: 'missing-dependencies' })
    const fragments = [type(alice, 1, 'x'), type(alice, 2, 'y')]
    const first = copy(9)
    const [a, , c] = [type(first, 0, '1'), type(first, 1, '2'), type(first, 2, '3')]
    if (!a || !c) throw new Error('updates')
    // Merged over a hole, the update carries a stretch declared missing.
    expect(inspectUpdate(knownBody(server), Y.mergeUpdates([a, c]))).toEqual({ refused: 'missing-dependencies' })
    expect(inspectUpdate(knownBody(server), Y.mergeUpdates(fragments))).toEqual({ refused: 'missing-dependencies' })
  })

  it('[BO25] takes an update whose writers lean on each other, in any order', () => {
    const server = copy(1)
    const alice = copy(7)
    const bob = copy(1000)
    for (let round = 0; round < 5; round++) {
      Y.applyUpdate(bob, type(alice, round, 'a'))
      Y.applyUpdate(alice, type(bob, round, 'b'))
    }
    const update = Y.encodeStateAsUpdate(bob)
    const facts = inspectUpdate(knownBody(server), update)
    expect(!isRefused(facts) && facts.stretches.map(({ clientId }) => clientId).toSorted()).toEqual([1000, 7])
    Y.applyUpdate(server, update)
    expect(server.store.pendingStructs).toBeNull()
  })

  it('[BO26] never throws on garbage, and what it lets in leaves nothing waiting', () => {
    const server = copy(1)
    const alice = copy(7)
    const good = Array.from({ length: 12 }, (_, index) => type(alice, index % 3, `slovo${index}`))
    let refusals = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .record({ update: fc.constantFrom(...good), at: fc.nat(60), byte: fc.nat(255) })
            .map(({ update, at, byte }) => {
              const bent = update.slice()
              bent[at % bent.length] = byte
              return bent
            }),
          fc.subarray(good).map((some) => (some.length > 0 ? Y.mergeUpdates(some) : new Uint8Array([0, 0]))),
        ),
        (update) => {
          const before = Y.encodeStateVector(server)
          const facts = inspectUpdate(knownBody(server), update)
          expect(Y.encodeStateVector(server)).toEqual(before)
          if (isRefused(facts)) {
            refusals++
            return
          }
          const fork = copy(2)
          Y.applyUpdate(fork, update)
          expect([fork.store.pendingStructs, fork.store.pendingDs]).toEqual([null, null])
        },
      ),
      { seed: 20_261_121, numRuns: 500 },
    )
    expect(refusals).toBeGreaterThan(50)
  })
})
