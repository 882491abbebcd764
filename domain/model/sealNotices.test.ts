import { describe, expect, it } from 'vitest'
import type { PersonId } from './ids.ts'
import { sealNotices, type SealCondition } from './sealNotices.ts'
import { instant } from './time.ts'

const day = 86_400_000
const end = instant(Date.UTC(2027, 2, 1))
const keeper = 'demo:keeper' as PersonId
const admin = 'demo:admin' as PersonId

const before = (daysLeft: number): SealCondition => ({
  certificate: { fingerprint: 'ab12', notAfter: end },
  daysLeft,
  warnings: [{ code: 'certificate-expires-soon' }, { code: 'trial-certificate' }],
})
const told = (condition: SealCondition, now: number) => sealNotices(condition, [keeper, admin, keeper], instant(now))

describe('notices of the seal', () => {
  it('[UE1] tell of the end of the certificate at each step once', () => {
    const ids = Array.from({ length: 61 }, (_, index) => 60 - index).map((left) =>
      told(before(left), end - left * day)
        .filter(({ personId }) => personId === keeper)
        .map(({ id }) => id)
        .join(),
    )
    expect([...new Set(ids)]).toEqual([60, 30, 14, 7, 3, 1].map((step) => `demo:keeper/seal/ab12.${step}`))
    expect(told(before(20), end - 20 * day)).toEqual([
      expect.objectContaining({ personId: keeper, kind: 'seal-expires', materialId: null, dueAt: end }),
      expect.objectContaining({ personId: admin, kind: 'seal-expires', dueAt: end }),
    ])
    expect(told({ ...before(20), warnings: [] }, end)).toEqual([])
  })

  it('[UE1] tell once a week that no seal can be made, also when no certificate can be read', () => {
    const broken: SealCondition = { certificate: null, daysLeft: null, warnings: [{ code: 'certificate-unreadable' }] }
    const monday = 7 * day * 3_000
    const ids = [0, 1, 6, 7].map((days) => told(broken, monday + days * day)[0]?.id)
    expect(new Set(ids).size).toBe(2)
    expect(ids[0]).toBe(ids[2])
    expect(told(broken, monday)[0]).toMatchObject({ kind: 'seal-unusable', dueAt: null })
    expect(told({ ...broken, warnings: [{ code: 'without-timestamp' }] }, monday)).toEqual([])
  })
})
