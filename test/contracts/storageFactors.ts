import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { instant, type FactorId, type FactorRow, type MaterialId, type PersonId } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { newId, noon } from './storageSamples.ts'

const later = instant(noon + 60_000)

function factor(changes: Partial<FactorRow> = {}): FactorRow {
  return {
    id: newId<FactorId>(),
    personId: `demo:${newId<MaterialId>()}` as PersonId,
    kind: 'totp',
    label: 'Telefon',
    createdAt: noon,
    lastUsedAt: null,
    revision: 1,
    data: '{"step":0}',
    ...changes,
  }
}

export function describeFactors({ now, reopens, reopen }: StorageInTest): void {
  const used = (data: string) => ({ label: 'Telefon', lastUsedAt: later, data })

  describe('second factors', () => {
    it('[SF40] gives the factors of a person back whole, oldest first, and nobody else’s', async () => {
      const second = factor({ createdAt: later, kind: 'passkey' })
      const first = factor({ personId: second.personId, kind: 'recovery-codes' })
      const other = factor()
      for (const row of [second, first, other]) expect(await now().factors.create(row)).toBe(true)
      expect(await now().factors.ofPerson(second.personId)).toEqual([first, second])
      expect(await now().factors.create({ ...first, label: 'Jiný' })).toBe(false)
      expect(await now().factors.ofPerson(second.personId)).toEqual([first, second])
      expect(await now().factors.all()).toEqual(expect.arrayContaining([first, second, other]))
    })

    it('[SF41] lets one of many who change the same revision at once win', async () => {
      const row = factor()
      await now().factors.create(row)
      const rivals = Array.from({ length: 12 }, (_, step) => used(`{"step":${step + 1}}`))
      const results = await Promise.all(rivals.map((rival) => now().factors.change(row.id, 1, rival)))
      expect(results.filter(Boolean)).toHaveLength(1)
      const winner = rivals[results.indexOf(true)]
      expect(await now().factors.ofPerson(row.personId)).toEqual([{ ...row, ...winner, revision: 2 }])
      expect(await now().factors.change(row.id, 1, used('{}'))).toBe(false)
      expect(await now().factors.change(row.id, 3, used('{}'))).toBe(false)
      expect(await now().factors.change(row.id, 2, used('{"step":99}'))).toBe(true)
    })

    it('[SF42] removes a factor once, and no later change brings it back', async () => {
      const row = factor()
      await now().factors.create(row)
      await now().factors.change(row.id, 1, used('{}'))
      const removals = await Promise.all([1, 2, 3].map(() => now().factors.remove(row.id)))
      expect(removals.filter(Boolean)).toHaveLength(1)
      expect(await now().factors.change(row.id, 2, used('{}'))).toBe(false)
      expect(await now().factors.change(row.id, 3, used('{}'))).toBe(false)
      expect(await now().factors.ofPerson(row.personId)).toEqual([])
      expect(await now().factors.remove(newId<FactorId>())).toBe(false)
    })

    if (!reopens) return
    it('[SF40] still has the factors after it is opened again', async () => {
      const row = factor()
      await now().factors.create(row)
      await now().factors.change(row.id, 1, used('{"step":7}'))
      await reopen()
      expect(await now().factors.ofPerson(row.personId)).toEqual([{ ...row, ...used('{"step":7}'), revision: 2 }])
    })
  })

  describe('what is good for minutes', () => {
    const key = () => `test:${randomUUID()}`

    it('[SF43] keeps the newest text under a key until its time is over', async () => {
      const name = key()
      await now().shortLived.put(name, 'first', later)
      await now().shortLived.put(name, 'second', later)
      expect(await now().shortLived.find(name, instant(later - 1))).toBe('second')
      expect(await now().shortLived.find(name, later)).toBeNull()
      expect(await now().shortLived.take(name, later)).toBeNull()
      expect(await now().shortLived.find(key(), noon)).toBeNull()
    })

    it('[SF44] gives a text to one of many who take it at once', async () => {
      const name = key()
      await now().shortLived.put(name, 'challenge', later)
      const taken = await Promise.all(Array.from({ length: 12 }, () => now().shortLived.take(name, noon)))
      expect(taken.filter((text) => text === 'challenge')).toHaveLength(1)
      expect(taken.filter((text) => text === null)).toHaveLength(11)
      expect(await now().shortLived.find(name, noon)).toBeNull()
    })

    it('[SF45] counts everybody who counts at once, up to its limit, and anew once cleared', async () => {
      const name = key()
      const counts = await Promise.all(Array.from({ length: 5 }, () => now().shortLived.count(name, 3, later)))
      expect(counts.toSorted()).toEqual([1, 2, 3, 4, 4])
      expect(await now().shortLived.count(key(), 3, later)).toBe(1)
      await now().shortLived.clear(name)
      expect(await now().shortLived.count(name, 3, later)).toBe(1)
    })

    it('[SF46] forgets what is over and nothing else', async () => {
      const [gone, kept, count] = [key(), key(), key()]
      await now().shortLived.put(gone, 'x', instant(1_000))
      await now().shortLived.put(kept, 'x', later)
      await now().shortLived.count(count, 3, instant(1_000))
      expect(await now().shortLived.forget(instant(1_000))).toBe(2)
      expect(await now().shortLived.find(gone, instant(0))).toBeNull()
      expect(await now().shortLived.find(kept, noon)).toBe('x')
      expect(await now().shortLived.count(count, 3, later)).toBe(1)
    })
  })
}
