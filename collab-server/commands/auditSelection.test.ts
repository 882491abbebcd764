import { openMemoryStorage } from '@glosa/storage'
import {
  instant,
  type AuditAct,
  type AuditEvent,
  type AuditFilter,
  type Instant,
  type PersonId,
  type PersonStamp,
  type SessionId,
} from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { auditBackwards, exportAuditLines, fitsAudit, isWhole } from './auditSelection.ts'
import { createAuditTrail } from './auditTrail.ts'

const minute = 60_000
const noon = Date.UTC(2026, 4, 4, 10)
const stamp = (id: string): PersonStamp => ({
  personId: `demo:${id}` as PersonId,
  displayName: id,
  unitId: null,
  unitName: null,
})
const [jana, petr] = [stamp('jana'), stamp('petr')]
const lock: AuditAct = { type: 'privileged-act', route: 'lockMaterial', about: {} }
const approve: AuditAct = { type: 'privileged-act', route: 'giveApproval', about: {} }
const ended: AuditAct = {
  type: 'session-ended',
  sessionId: 's'.repeat(20) as SessionId,
  person: { personId: petr.personId, displayName: 'petr' },
  reason: 'revoked',
}
const entry = (act: AuditAct, by: PersonStamp | null, at: number): AuditEvent => ({ ...act, by, at: instant(at) })

/** A log with one entry each minute: lock by Jana, approval by Petr, Petr’s session ended by Jana, and again. */
async function trailOf(count: number) {
  const { officeLog } = await openMemoryStorage()
  let at = noon
  const reads: number[] = []
  const trail = createAuditTrail({ officeLog, now: () => instant(at) })
  for (let index = 0; index < count; index += 1) {
    at = noon + index * minute
    if (index % 3 === 0) await trail.record(jana, lock)
    if (index % 3 === 1) await trail.record(petr, approve)
    if (index % 3 === 2) await trail.record(jana, ended)
  }
  const counted = {
    read: (after: number, limit: number) => {
      reads.push(after)
      return trail.read(after, limit)
    },
  }
  return { trail: counted, reads }
}
const all = async <T>(some: AsyncIterable<T>) => {
  const found: T[] = []
  for await (const one of some) found.push(one)
  return found
}
const at = (index: number): Instant => instant(noon + index * minute)

describe('a selection of the audit log', () => {
  it('[IZ10] takes entries by kind, by act, by person and by time, and by all of them at once', () => {
    const locked = entry(lock, jana, noon)
    const fits = (filter: AuditFilter, event = locked) => fitsAudit(event, filter)
    expect(fits({})).toBe(true)
    expect([fits({ type: 'privileged-act' }), fits({ type: 'signed-in' })]).toEqual([true, false])
    expect([fits({ act: 'lockMaterial' }), fits({ act: 'giveApproval' })]).toEqual([true, false])
    expect(fits({ act: 'lockMaterial' }, entry(ended, jana, noon))).toBe(false)
    expect([fits({ personId: jana.personId }), fits({ personId: petr.personId })]).toEqual([true, false])
    // By somebody or about them.
    expect(fits({ personId: petr.personId }, entry(ended, jana, noon))).toBe(true)
    expect(fits({ personId: petr.personId }, entry(ended, null, noon))).toBe(true)
    // From the first instant on, up to the second and without it.
    expect([fits({ since: instant(noon) }), fits({ since: instant(noon + 1) })]).toEqual([true, false])
    expect([fits({ until: instant(noon) }), fits({ until: instant(noon + 1) })]).toEqual([false, true])
    expect(fits({ type: 'privileged-act', act: 'lockMaterial', personId: petr.personId })).toBe(false)
  })

  it('[IZ10] is looked for from the newest on, and no further back than it may lie', async () => {
    const { trail, reads } = await trailOf(1_300)
    const found = await all(auditBackwards(trail, 1_301, { since: at(1_290) }))
    expect(found[0]?.sequence).toBe(1_300)
    // An hour for clocks that differ.
    expect(found.at(-1)?.sequence).toBe(1_231)
    expect(reads).toEqual([800])
    expect(await all(auditBackwards(trail, 1, {}))).toEqual([])
    expect((await all(auditBackwards(trail, 4, {}))).map(({ sequence }) => sequence)).toEqual([3, 2, 1])
  })

  it('[IZ11] says in the first line of its export what it is, and gives records whole', async () => {
    const { trail } = await trailOf(12)
    const range = { from: 1, to: 12 }
    const whole = await exportAuditLines(trail, range, {})
    expect(whole).toHaveLength(12)
    const filter = { act: 'lockMaterial', since: at(3) }
    const [head = '', ...lines] = await exportAuditLines(trail, range, filter)
    expect(JSON.parse(head)).toEqual({ selection: filter, from: 1, to: 12, records: 3, entries: 3 })
    expect(lines).toEqual([whole[3], whole[6], whole[9]])
    expect(isWhole({ type: undefined })).toBe(true)
  })
})
