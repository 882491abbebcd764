import { openMemoryStorage } from '@glosa/storage'
import {
  auditLog,
  instant,
  systemStamp,
  type AuditAct,
  type OfficeLog,
  type OfficeRecord,
  type PersonId,
  type PersonStamp,
  type SessionId,
} from '@glosa/domain/model'
import { beforeEach, describe, expect, it } from 'vitest'
import { createAuditTrail } from './auditTrail.ts'

const noon = instant(Date.UTC(2026, 4, 4, 10))
const jana: PersonStamp = {
  personId: 'demo:jana' as PersonId,
  displayName: 'Jana',
  unitId: null,
  unitName: null,
}
const act = (left: number): AuditAct => ({ type: 'recovery-code-used', left })
const ended: AuditAct = {
  type: 'session-ended',
  sessionId: 's'.repeat(20) as SessionId,
  person: jana,
  reason: 'refresh-reused',
}

let officeLog: OfficeLog
const now = () => noon
beforeEach(async () => {
  officeLog = (await openMemoryStorage()).officeLog
})

/** The log as somebody would leave it who changed it behind our back. */
const forged = (change: (records: OfficeRecord[]) => readonly OfficeRecord[]): OfficeLog => ({
  ...officeLog,
  async read(log, after = 0, limit) {
    const records = change(structuredClone([...(await officeLog.read(log))]))
    return records.filter(({ sequence }) => sequence > after).slice(0, limit)
  },
})

describe('the audit log', () => {
  it('[AD1] keeps who did what, and when', async () => {
    const trail = createAuditTrail({ officeLog, now })
    await trail.record(jana, act(3))
    await trail.record(null, ended)
    const [first, second] = await trail.read(0, 10)
    expect(first).toMatchObject({ sequence: 1, by: jana, events: [{ ...act(3), at: noon, by: jana }] })
    expect(second).toMatchObject({ sequence: 2, by: systemStamp, events: [{ ...ended, at: noon, by: null }] })
    expect(second?.previous).toBe(first?.hash)
    expect(await trail.verify()).toEqual({ records: 2, brokenAt: null, lastHash: second?.hash, lastAt: noon })
  })

  it('[AD2] keeps every entry of many that come at once, on several nodes, each once and in one chain', async () => {
    const many = 1_000
    const trails = Array.from({ length: 4 }, () => createAuditTrail({ officeLog, now }))
    // More at a node than go into one record.
    await Promise.all(Array.from({ length: many }, (_, index) => trails[index % 4]?.record(jana, act(index))))
    const records = await createAuditTrail({ officeLog, now }).read(0, 1_000)
    const left = records.flatMap(({ events }) => events.map((event) => ('left' in event ? event.left : -1)))
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: many }, (_, index) => index))
    expect((await createAuditTrail({ officeLog, now }).verify()).brokenAt).toBeNull()
    expect(records.length).toBeLessThan(200)
    expect(Math.max(...records.map(({ events }) => events.length))).toBeLessThan(many / 4)
  })

  it('[AD3] is broken where a record was changed, left out, reordered or cut from its beginning', async () => {
    const trail = createAuditTrail({ officeLog, now })
    for (let index = 0; index < 700; index++) await trail.record(jana, act(index))
    const verify = async (change: Parameters<typeof forged>[0]) =>
      (await createAuditTrail({ officeLog: forged(change), now }).verify()).brokenAt
    expect(await verify((records) => records)).toBeNull()
    expect(
      await verify((records) =>
        records.map((record) => (record.sequence === 600 ? { ...record, by: systemStamp } : record)),
      ),
    ).toBe(600)
    expect(await verify((records) => records.filter(({ sequence }) => sequence !== 5))).toBe(6)
    expect(await verify((records) => records.slice(1))).toBe(2)
    const [a, b] = await trail.read(9, 2)
    if (!a || !b) throw new Error('no records')
    expect(
      await verify((records) =>
        records.map((one) =>
          one.sequence === 10 ? { ...b, sequence: 10 } : one.sequence === 11 ? { ...a, sequence: 11 } : one,
        ),
      ),
    ).toBe(10)
  })

  it('[AD4] tells when an entry could not be kept, and goes on once the storage does', async () => {
    let isAway = false
    const failing: OfficeLog = {
      ...officeLog,
      append: (record) => (isAway ? Promise.reject(new Error('disk full')) : officeLog.append(record)),
    }
    const trail = createAuditTrail({ officeLog: failing, now })
    await trail.record(jana, act(1))
    isAway = true
    await expect(trail.record(jana, act(2))).rejects.toThrow('disk full')
    isAway = false
    await trail.record(jana, act(3))
    expect((await officeLog.read(auditLog)).map(({ sequence }) => sequence)).toEqual([1, 2])
    expect((await trail.verify()).brokenAt).toBeNull()
  })
})
