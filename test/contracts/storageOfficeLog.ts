import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { StorageInTest } from './storage.ts'
import { officeRecord } from './storageSamples.ts'

const newLog = (kind = 'meeting') => `${kind}:${randomUUID()}`

export function describeOfficeLog({ now, reopens, reopen }: StorageInTest): void {
  describe('office log', () => {
    it('[OL1] gives the records back whole and in order', async () => {
      const log = newLog()
      for (let sequence = 1; sequence <= 12; sequence++) {
        expect(await now().officeLog.append(officeRecord(log, sequence))).toBe('appended')
      }
      const expected = Array.from({ length: 12 }, (_, index) => officeRecord(log, index + 1))
      expect(await now().officeLog.read(log)).toEqual(expected)
      expect(await now().officeLog.read(log, 9)).toEqual(expected.slice(9))
      expect(await now().officeLog.read(log, 12)).toEqual([])
      expect(await now().officeLog.read(log, 3, 2)).toEqual(expected.slice(3, 5))
      expect(await now().officeLog.last(log)).toEqual(expected[11])
      expect(await now().officeLog.last(newLog())).toBeNull()
      expect(await now().officeLog.read(newLog())).toEqual([])
    })

    it('[OL1] keeps a record of many megabytes', async () => {
      const log = newLog()
      const large = officeRecord(log, 1, 'ž'.repeat(3_000_000))
      await now().officeLog.append(large)
      expect((await now().officeLog.read(log))[0]?.events).toEqual(large.events)
    })

    it('[OL2] lets one of many who decide at once win, and tells the others', async () => {
      const log = newLog()
      await now().officeLog.append(officeRecord(log, 1))
      const rivals = Array.from({ length: 20 }, (_, index) => officeRecord(log, 2, `Rival ${index}`))
      const results = await Promise.all(rivals.map((rival) => now().officeLog.append(rival)))
      expect(results.filter((result) => result === 'appended')).toHaveLength(1)
      expect(results.filter((result) => result === 'sequence-taken')).toHaveLength(19)
      expect((await now().officeLog.read(log, 1))[0]).toEqual(rivals[results.indexOf('appended')])
    })

    it('[OL2] counts the same record twice as appended, also at once', async () => {
      const log = newLog()
      const twice = await Promise.all([1, 2].map(() => now().officeLog.append(officeRecord(log, 1))))
      expect(twice).toEqual(['appended', 'appended'])
      expect(await now().officeLog.append(officeRecord(log, 1))).toBe('appended')
      expect(await now().officeLog.read(log)).toHaveLength(1)
    })

    it('[OL3] names the logs that begin with a prefix, each once', async () => {
      const kind = `k${randomUUID()}`
      const logs = [newLog(kind), newLog(kind), `${kind}:demo:žák`]
      await now().officeLog.append(officeRecord(`${kind}x:a`, 1))
      for (const log of logs) {
        await now().officeLog.append(officeRecord(log, 1))
        await now().officeLog.append(officeRecord(log, 2))
      }
      expect([...(await now().officeLog.names(`${kind}:`))].sort()).toEqual([...logs].sort())
      expect(await now().officeLog.names(`${kind}:%`)).toEqual([])
      expect(await now().officeLog.names('')).toEqual(expect.arrayContaining(logs))
    })

    if (!reopens) return
    it('[OL4] still has the records after it is opened again', async () => {
      const log = newLog()
      await now().officeLog.append(officeRecord(log, 1))
      await now().officeLog.append(officeRecord(log, 2))
      await reopen()
      expect(await now().officeLog.read(log)).toEqual([officeRecord(log, 1), officeRecord(log, 2)])
      expect(await now().officeLog.append(officeRecord(log, 2, 'Other'))).toBe('sequence-taken')
    })
  })
}
