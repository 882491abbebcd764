import type { PersonId } from './ids.ts'
import type { Notice } from './notices.ts'
import type { SealCertificate } from './seals.ts'
import { instant, type Instant } from './time.ts'

/** The office's own certificate for a connection to a records system (mutual TLS). */
export interface RecordsCertificate {
  /** Name of the records system in the settings. */
  readonly target: string
  readonly certificate: Pick<SealCertificate, 'fingerprint' | 'notAfter'>
}

const dayMs = 86_400_000
const weekMs = 7 * dayMs
/** Whole days before the end at which people are told, as of the seal. */
const remindedAt = [60, 30, 14, 7, 3, 1] as const

/** From this many days before its end on a certificate has to be seen to. */
export const certificateSoonDays = 60

/** Whole days until a certificate ends, negative after. */
export const certificateDaysLeft = ({ notAfter }: Pick<SealCertificate, 'notAfter'>, now: Instant): number =>
  Math.floor((notAfter - now) / dayMs)

/**
 * Whom the records systems concern is told once at each of these days before such a certificate ends, and once a week
 * after it ended. The same certificate looked at again makes the same notices.
 */
export function recordsCertificateNotices(
  certificates: readonly RecordsCertificate[],
  people: readonly PersonId[],
  now: Instant,
): readonly Notice[] {
  return certificates.flatMap(({ target, certificate }) => {
    const daysLeft = certificateDaysLeft(certificate, now)
    const step =
      daysLeft < 0
        ? `ended-${Math.floor(now / weekMs)}`
        : (remindedAt.findLast((days) => daysLeft <= days)?.toString() ?? null)
    if (step === null) return []
    return [...new Set(people)].map((personId): Notice => ({
      id: `${personId}/records-certificate/${target}/${certificate.fingerprint}.${step}`,
      personId,
      materialId: null,
      kind: 'records-certificate-renew',
      at: now,
      by: null,
      commentIds: [],
      roundId: null,
      dueAt: instant(certificate.notAfter),
    }))
  })
}
