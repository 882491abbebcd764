import { describe, expect, it } from 'vitest'
import type { PersonId, ResetId, SessionId, Sha256 } from './ids.ts'
import { stampOf, type Actor, type Role } from './people.ts'
import type { OfficeRecord } from './ports.ts'
import { isRefused } from './refusals.ts'
import { officePolicy, openPolicy } from './secondFactor.ts'
import {
  applySecurityRecord,
  changePolicy,
  confirmFactorReset,
  emptySecurity,
  openResets,
  requestFactorReset,
  resetWaits,
  withdrawFactorReset,
  type Security,
  type SecurityEvent,
} from './security.ts'
import { instant } from './time.ts'

const noon = instant(Date.UTC(2026, 4, 4, 10))
const resetId = 'r'.repeat(20) as ResetId

const actor = (name: string, ...roles: Role[]): Actor => ({
  personId: `demo:${name}` as PersonId,
  sessionId: 's'.repeat(20) as SessionId,
  displayName: name,
  unitId: null,
  unitName: null,
  roles: ['staff', ...roles],
})
const first = actor('first', 'administrator')
const second = actor('second', 'administrator')
const clerk = actor('clerk')
const loser = actor('loser', 'secretary')
const wish = { resetId, personId: loser.personId, displayName: 'Loser', reason: 'Ztracený telefon' }

/** The state after an act that must have been allowed. */
function after(state: Security, by: Actor, decided: ReturnType<typeof confirmFactorReset>): Security {
  if (isRefused(decided)) throw new Error(decided.refused)
  const record: OfficeRecord<SecurityEvent> = {
    log: 'security',
    sequence: 1,
    at: noon,
    by: stampOf(by),
    events: decided,
    previous: null,
    hash: '0'.repeat(64) as Sha256,
  }
  return applySecurityRecord(state, record)
}
const requested = after(emptySecurity, first, requestFactorReset(first, emptySecurity, wish, noon))

describe('the loss of second factors', () => {
  it('[SF31] waits for another administrator after one has asked', () => {
    expect(openResets(requested, noon)).toEqual([
      expect.objectContaining({ id: resetId, personId: loser.personId, requestedBy: stampOf(first) }),
    ])
    expect(confirmFactorReset(first, requested, resetId, noon)).toEqual({ refused: 'another-administrator-needed' })
    const confirmed = after(requested, second, confirmFactorReset(second, requested, resetId, noon))
    expect(confirmed.resets).toEqual([])
    expect(confirmFactorReset(second, confirmed, resetId, noon)).toEqual({ refused: 'reset-not-found' })
  })

  it('[SF32] is nothing that the person asks for or confirms themselves', () => {
    const own = { ...wish, personId: second.personId }
    expect(requestFactorReset(second, emptySecurity, own, noon)).toEqual({ refused: 'another-administrator-needed' })
    const asked = after(emptySecurity, first, requestFactorReset(first, emptySecurity, own, noon))
    expect(confirmFactorReset(second, asked, resetId, noon)).toEqual({ refused: 'another-administrator-needed' })
  })

  it('[SF33] is for administrators', () => {
    for (const decided of [
      requestFactorReset(clerk, emptySecurity, wish, noon),
      confirmFactorReset(clerk, requested, resetId, noon),
      withdrawFactorReset(clerk, requested, resetId, noon),
      changePolicy(clerk, openPolicy, officePolicy),
    ]) {
      expect(decided).toEqual({ refused: 'not-permitted' })
    }
  })

  it('[SF34] waits for a day, once for a person, and can be withdrawn', () => {
    const late = instant(noon + resetWaits)
    expect(openResets(requested, instant(late - 1))).toHaveLength(1)
    expect(openResets(requested, late)).toEqual([])
    expect(confirmFactorReset(second, requested, resetId, late)).toEqual({ refused: 'reset-not-found' })
    const twice = { ...wish, resetId: 'q'.repeat(20) as ResetId }
    expect(requestFactorReset(second, requested, twice, noon)).toEqual({ refused: 'conflict' })
    expect(isRefused(requestFactorReset(second, requested, twice, late))).toBe(false)
    expect(after(requested, first, withdrawFactorReset(first, requested, resetId, noon)).resets).toEqual([])
  })
})

describe('the policy', () => {
  it('[SF35] is the last one that an administrator set; the same again changes nothing', () => {
    expect(changePolicy(first, openPolicy, openPolicy)).toEqual([])
    expect(after(emptySecurity, first, changePolicy(first, openPolicy, officePolicy)).policy).toEqual(officePolicy)
  })

  it('[SF35] passes over events of later releases', () => {
    const unknown = [{ type: 'something-new' }] as unknown
    expect(after(requested, first, unknown as readonly SecurityEvent[])).toEqual(requested)
  })
})
