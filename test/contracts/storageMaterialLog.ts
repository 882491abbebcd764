import { describe, expect, it } from 'vitest'
import type { MaterialId } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { newId, record } from './storageSamples.ts'

export function describeMaterialLog({ now, reopens, reopen }: StorageInTest): void {
  describe('material log', () => {
    it('[ST1] gives the records back whole and in order', async () => {
      const id = newId<MaterialId>()
      for (let sequence = 1; sequence <= 12; sequence++) {
        expect(await now().materialLog.append(record(id, sequence))).toBe('appended')
      }
      const expected = Array.from({ length: 12 }, (_, index) => record(id, index + 1))
      expect(await now().materialLog.read(id)).toEqual(expected)
      expect(await now().materialLog.read(id, 9)).toEqual(expected.slice(9))
      expect(await now().materialLog.read(id, 12)).toEqual([])
      expect(await now().materialLog.read(newId<MaterialId>())).toEqual([])
      expect(await now().materialLog.materialIds()).toContain(id)
    })

    it('[ST1] keeps a record of many megabytes', async () => {
      const id = newId<MaterialId>()
      const large = record(id, 1, 'ž'.repeat(3_000_000))
      await now().materialLog.append(large)
      expect((await now().materialLog.read(id))[0]?.events).toEqual(large.events)
    })

    it('[ST2] lets one of many who decide at once win, and tells the others', async () => {
      const id = newId<MaterialId>()
      await now().materialLog.append(record(id, 1))
      const rivals = Array.from({ length: 20 }, (_, index) => record(id, 2, `Rival ${index}`))
      const results = await Promise.all(rivals.map((rival) => now().materialLog.append(rival)))
      expect(results.filter((result) => result === 'appended')).toHaveLength(1)
      expect(results.filter((result) => result === 'sequence-taken')).toHaveLength(19)
      const winner = rivals[results.indexOf('appended')]
      expect((await now().materialLog.read(id, 1))[0]).toEqual(winner)
    })

    it('[ST2] counts the same record twice as appended, also at once', async () => {
      const id = newId<MaterialId>()
      const twice = await Promise.all([1, 2].map(() => now().materialLog.append(record(id, 1))))
      expect(twice).toEqual(['appended', 'appended'])
      expect(await now().materialLog.append(record(id, 1))).toBe('appended')
      expect(await now().materialLog.read(id)).toHaveLength(1)
    })

    if (!reopens) return
    it('[ST3] still has the records after it is opened again', async () => {
      const id = newId<MaterialId>()
      await now().materialLog.append(record(id, 1))
      await now().materialLog.append(record(id, 2))
      await reopen()
      expect(await now().materialLog.read(id)).toEqual([record(id, 1), record(id, 2)])
      expect(await now().materialLog.append(record(id, 2, 'Other'))).toBe('sequence-taken')
    })
  })
}
