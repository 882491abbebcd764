import { describe, expect, it } from 'vitest'
import type { BodyId } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { jana, newId, noon, petr, textsOf, update } from './storageSamples.ts'

export function describeBodyLog({ now, reopens, reopen }: StorageInTest): void {
  describe('body log', () => {
    it('[ST4] gives rows of every kind back as they were', async () => {
      const body = newId<BodyId>()
      const rows = [
        update('a'),
        update('', petr),
        { kind: 'gate', personId: petr, at: noon } as const,
        { kind: 'gate-reopened', personId: jana, at: noon } as const,
        update('b'),
      ]
      expect(await now().bodyLog.append(body, 1, rows.slice(0, 2), 'w')).toBe('appended')
      expect(await now().bodyLog.append(body, 3, rows.slice(2), 'w')).toBe('appended')
      const loaded = await now().bodyLog.load(body)
      expect(loaded.snapshot).toBeNull()
      expect(
        loaded.rows.map((row) => ({ ...row, ...('payload' in row ? { payload: [...row.payload] } : {}) })),
      ).toEqual(
        rows.map((row, index) => ({
          ...row,
          ...(row.kind === 'update' ? { payload: [...row.payload] } : {}),
          sequence: index + 1,
        })),
      )
      expect(textsOf(await now().bodyLog.readRows(body, 1, 4))).toEqual(['', 'gate', 'gate-reopened'])
      expect(await now().bodyLog.load(newId<BodyId>())).toEqual({ snapshot: null, rows: [] })
      expect(await now().bodyLog.append(body, 6, [], 'w')).toBe('appended')
    })

    it('[ST4] does not look at the buffer of the caller after the call', async () => {
      const body = newId<BodyId>()
      const payload = new Uint8Array([1, 2, 3])
      await now().bodyLog.append(body, 1, [{ kind: 'update', personId: jana, at: noon, payload }], 'w')
      payload.fill(9)
      const [row] = (await now().bodyLog.load(body)).rows
      expect(row?.kind === 'update' && [...row.payload]).toEqual([1, 2, 3])
    })

    it('[ST4] keeps an update of many megabytes between small ones', async () => {
      const body = newId<BodyId>()
      const large = new Uint8Array(20_000_000).fill(7)
      large[19_999_999] = 8
      await now().bodyLog.append(
        body,
        1,
        [update('a'), { kind: 'update', personId: jana, at: noon, payload: large }, update('c')],
        'w',
      )
      const { rows } = await now().bodyLog.load(body)
      expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3])
      const kept = rows[1]
      expect(kept?.kind === 'update' && Buffer.compare(kept.payload, large)).toBe(0)
    })

    it('[ST5] fences a writer whose sequence number another writer took', async () => {
      const body = newId<BodyId>()
      await now().bodyLog.append(body, 1, [update('a'), update('b')], 'old')
      expect(await now().bodyLog.append(body, 3, [update('new')], 'new')).toBe('appended')
      expect(await now().bodyLog.append(body, 3, [update('late 1'), update('late 2')], 'old')).toBe('fenced')
      expect(await now().bodyLog.append(body, 2, [update('x')], 'new')).toBe('fenced')
      expect(textsOf((await now().bodyLog.load(body)).rows)).toEqual(['a', 'b', 'new'])
      expect(await now().bodyLog.append(body, 4, [update('newer')], 'newer')).toBe('appended')
    })

    it('[ST5] lets one of two writers at once win, and keeps none of the loser’s rows', async () => {
      const body = newId<BodyId>()
      await now().bodyLog.append(body, 1, [update('a')], 'start')
      const rivals = ['left', 'right', 'third']
      const results = await Promise.all(
        rivals.map((rival) => now().bodyLog.append(body, 2, [update(`${rival} 1`), update(`${rival} 2`)], rival)),
      )
      expect(results.toSorted()).toEqual(['appended', 'fenced', 'fenced'])
      const winner = rivals[results.indexOf('appended')]
      expect(textsOf((await now().bodyLog.load(body)).rows)).toEqual(['a', `${winner} 1`, `${winner} 2`])
    })

    it('[ST6] counts rows the same writer appended before as appended, and adds the rest', async () => {
      const body = newId<BodyId>()
      expect(await now().bodyLog.append(body, 1, [update('a'), update('b')], 'w')).toBe('appended')
      expect(await now().bodyLog.append(body, 1, [update('a'), update('b')], 'w')).toBe('appended')
      expect(await now().bodyLog.append(body, 1, [update('a'), update('b'), update('c')], 'w')).toBe('appended')
      expect(await now().bodyLog.append(body, 2, [update('b'), update('c'), update('d')], 'w')).toBe('appended')
      expect(textsOf((await now().bodyLog.load(body)).rows)).toEqual(['a', 'b', 'c', 'd'])
    })

    it('[ST7] keeps the order of 1000 appends over 50 bodies at once', async () => {
      const bodies = Array.from({ length: 50 }, () => newId<BodyId>())
      await Promise.all(
        bodies.map(async (body, index) => {
          for (let sequence = 1; sequence <= 20; sequence++) {
            const rows = [update(`${index}/${sequence}`)]
            expect(await now().bodyLog.append(body, sequence, rows, `writer ${index}`)).toBe('appended')
          }
        }),
      )
      for (const [index, body] of bodies.entries()) {
        const { rows } = await now().bodyLog.load(body)
        expect(textsOf(rows)).toEqual(Array.from({ length: 20 }, (_, row) => `${index}/${row + 1}`))
        expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 20 }, (_, row) => row + 1))
      }
    })

    it('[ST32] keeps the order of appends that do not wait for each other, and none after one that was fenced', async () => {
      const log = now().bodyLog
      const bodies = Array.from({ length: 20 }, () => newId<BodyId>())
      // A log that does not keep the order is asked for one after the other, and knows no more than that.
      const together = log.keepsOrder ? 5 : 1
      for (let first = 1; first <= 20; first += together) {
        const sequences = Array.from({ length: together }, (_, index) => first + index)
        const asked = bodies.flatMap((body) =>
          sequences.map((sequence) => log.append(body, sequence, [update(`${sequence}`)], 'w')),
        )
        expect(new Set(await Promise.all(asked))).toEqual(new Set(['appended']))
      }
      for (const body of bodies) {
        expect(textsOf(await log.readRows(body, 0, 100))).toEqual(Array.from({ length: 20 }, (_, row) => `${row + 1}`))
      }
      if (!log.keepsOrder) return
      const [body] = bodies
      if (!body) throw new Error('no body')
      await log.append(body, 22, [update('theirs')], 'other')
      const late = [21, 22, 23, 24].map((sequence) => log.append(body, sequence, [update('late')], 'w'))
      expect(await Promise.all(late)).toEqual(['appended', 'fenced', 'fenced', 'fenced'])
      expect(await log.append(body, 23, [update('later')], 'w')).toBe('fenced')
      expect(textsOf(await log.readRows(body, 20, 100))).toEqual(['late', 'theirs'])
    })

    it('[ST8] does not let a fenced or refused append fail the others of the same commit', async () => {
      const taken = newId<BodyId>()
      await now().bodyLog.append(taken, 1, [update('first')], 'other')
      const free = Array.from({ length: 10 }, () => newId<BodyId>())
      const half = { kind: 'update', personId: jana, at: 0.5 as typeof noon, payload: new Uint8Array(1) } as const
      const [fenced, , ...appended] = await Promise.all([
        now().bodyLog.append(taken, 1, [update('late')], 'w'),
        now()
          .bodyLog.append(newId<BodyId>(), 1, [half], 'w')
          .catch((error: unknown) => error),
        ...free.map((body) => now().bodyLog.append(body, 1, [update('x')], 'w')),
      ])
      expect(fenced).toBe('fenced')
      expect(appended).toEqual(free.map(() => 'appended'))
      for (const body of free) expect((await now().bodyLog.load(body)).rows).toHaveLength(1)
    })

    it('[ST9] starts from the newest snapshot and ignores an older one', async () => {
      const body = newId<BodyId>()
      const rows = Array.from({ length: 6 }, (_, index) => update(`${index + 1}`))
      await now().bodyLog.append(body, 1, rows, 'w')
      const clients = [{ clientId: 4_294_967_295, personId: petr }]
      await now().bodyLog.saveSnapshot(body, 4, new Uint8Array([4]), clients)
      await now().bodyLog.saveSnapshot(body, 2, new Uint8Array([2]), [])
      await now().bodyLog.saveSnapshot(body, 4, new Uint8Array([44]), [])
      const loaded = await now().bodyLog.load(body)
      expect(loaded.snapshot && { ...loaded.snapshot, state: [...loaded.snapshot.state] }).toEqual({
        sequence: 4,
        state: [4],
        clients,
      })
      expect(textsOf(loaded.rows)).toEqual(['5', '6'])
      expect(textsOf(await now().bodyLog.readRows(body, 0, 3))).toEqual(['1', '2', '3'])
    })

    it('[ST9] keeps the newest of snapshots saved at once, also large ones', async () => {
      const body = newId<BodyId>()
      const states = [3, 1, 5, 2, 4].map((sequence) => ({
        sequence,
        state: new Uint8Array(sequence === 5 ? 18_000_000 : 9_000_000).fill(sequence),
      }))
      await Promise.all(states.map(({ sequence, state }) => now().bodyLog.saveSnapshot(body, sequence, state, [])))
      const { snapshot } = await now().bodyLog.load(body)
      expect(snapshot?.sequence).toBe(5)
      expect(snapshot?.state.length).toBe(18_000_000)
      expect(snapshot?.state.at(-1)).toBe(5)
    })

    it('[ST4] loads a log of more rows than one page', async () => {
      const body = newId<BodyId>()
      const count = 9_000
      const rows = Array.from({ length: count }, (_, index) => update(`${index + 1}`, index % 2 ? jana : petr))
      await now().bodyLog.append(body, 1, rows, 'w')
      const loaded = (await now().bodyLog.load(body)).rows
      expect(loaded.map((row) => row.sequence)).toEqual(rows.map((_, index) => index + 1))
      expect(textsOf(loaded)).toEqual(textsOf(rows))
      expect(loaded.map((row) => row.personId)).toEqual(rows.map((row) => row.personId))
    })

    if (!reopens) return
    it('[ST3] still has rows, snapshot and fence after it is opened again', async () => {
      const body = newId<BodyId>()
      await now().bodyLog.append(body, 1, [update('a'), update('b'), update('c')], 'w')
      await now().bodyLog.saveSnapshot(body, 2, new Uint8Array([2]), [{ clientId: 1, personId: jana }])
      await reopen()
      const loaded = await now().bodyLog.load(body)
      expect(loaded.snapshot?.sequence).toBe(2)
      expect(textsOf(loaded.rows)).toEqual(['c'])
      expect(await now().bodyLog.append(body, 3, [update('x')], 'other')).toBe('fenced')
      expect(await now().bodyLog.append(body, 3, [update('c')], 'w')).toBe('appended')
    })
  })
}
