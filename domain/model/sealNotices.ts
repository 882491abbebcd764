import type { PersonId } from './ids.ts'
import type { Notice, NoticeKind } from './notices.ts'
import type { SealCertificate } from './seals.ts'
import { instant, type Instant } from './time.ts'

/** What may be wrong with the office's seal; all but the last three keep it from sealing. */
export const sealWarnings = [
  'certificate-unreadable',
  'certificate-expired',
  'certificate-not-yet-valid',
  'timestamps-fail',
  'certificate-expires-soon',
  'without-timestamp',
  'trial-certificate',
] as const
export type SealWarning = (typeof sealWarnings)[number]

/** How the office's seal stands, as far as people are told of it. */
export interface SealCondition {
  readonly certificate: Pick<SealCertificate, 'fingerprint' | 'notAfter'> | null
  readonly daysLeft: number | null
  readonly warnings: readonly { readonly code: SealWarning }[]
}

/** Whole days before the end at which people are told: authorities want about two weeks for a new certificate. */
const remindedAt = [60, 30, 14, 7, 3, 1] as const
const weekMs = 7 * 86_400_000

const unusable: Readonly<Partial<Record<SealWarning, true>>> = {
  'certificate-unreadable': true,
  'certificate-expired': true,
  'certificate-not-yet-valid': true,
  'timestamps-fail': true,
}

/**
 * Whom the condition of the seal concerns is told once at each of these days before the certificate ends, and once a week while no seal can
 * be made. The same condition looked at again makes the same notices.
 */
export function sealNotices(
  { certificate, daysLeft, warnings }: SealCondition,
  people: readonly PersonId[],
  now: Instant,
): readonly Notice[] {
  const dueAt = certificate ? instant(certificate.notAfter) : null
  const told = (kind: NoticeKind, what: string): readonly Notice[] =>
    [...new Set(people)].map((personId) => ({
      id: `${personId}/seal/${what}`,
      personId,
      materialId: null,
      kind,
      at: now,
      by: null,
      commentIds: [],
      roundId: null,
      dueAt,
    }))
  return warnings.flatMap(({ code }) => {
    if (code === 'certificate-expires-soon' && certificate && daysLeft !== null) {
      const step = remindedAt.findLast((days) => daysLeft <= days)
      return step === undefined ? [] : told('seal-expires', `${certificate.fingerprint}.${step}`)
    }
    return unusable[code] ? told('seal-unusable', `${code}.${Math.floor(now / weekMs)}`) : []
  })
}
