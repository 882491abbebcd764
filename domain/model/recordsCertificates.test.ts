import { expect, it } from 'vitest'
import type { PersonId } from './ids.ts'
import { certificateDaysLeft, recordsCertificateNotices } from './recordsCertificates.ts'
import { instant } from './time.ts'

const day = 86_400_000
const end = instant(Date.UTC(2027, 2, 1))
const keeper = 'demo:keeper' as PersonId
const admin = 'demo:admin' as PersonId
const told = (daysLeft: number, target = 'spisovka') =>
  recordsCertificateNotices(
    [{ target, certificate: { fingerprint: 'ab12', notAfter: end } }],
    [keeper, admin, keeper],
    instant(end - daysLeft * day),
  )

it('[RZ6] tells of the end of a certificate at each step once, of each records system, and every week after it', () => {
  const ids = (from: number, to: number, target?: string) => [
    ...new Set(
      Array.from({ length: from - to + 1 }, (_, index) => told(from - index, target)[0]?.id ?? 'nothing').map((id) =>
        id.replace('demo:keeper/records-certificate/', ''),
      ),
    ),
  ]
  const steps = ['60', '30', '14', '7', '3', '1'].map((step) => `spisovka/ab12.${step}`)
  expect(ids(70, 0)).toEqual(['nothing', ...steps])
  expect(ids(60, 60, 'archiv')).toEqual(['archiv/ab12.60'])
  expect(told(20).map(({ personId, kind, dueAt }) => [personId, kind, dueAt])).toEqual([
    [keeper, 'records-certificate-renew', end],
    [admin, 'records-certificate-renew', end],
  ])
  expect(ids(-1, -14).length).toBeGreaterThan(1)
  expect(ids(-1, -14).length).toBeLessThan(4)
  const certificate = { notAfter: end }
  expect([0, 1, -1].map((ms) => certificateDaysLeft(certificate, instant(end - ms)))).toEqual([0, 0, -1])
})
