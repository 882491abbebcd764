import {
  instant,
  isRefused,
  refused,
  type FactorRow,
  type Instant,
  type PersonId,
  type Refused,
} from '@glosa/domain/model'
import { enrolmentData, type EnrolmentData } from './factorData.ts'
import type { FactorDeps } from './factorDeps.ts'
import { keepOnly, onlyFactorId } from './recoveryCodes.ts'
import { forgetTries, takeTry } from './tries.ts'
import { codeHash, sameHash, writtenCode } from './writtenCode.ts'

const lasts = 7 * 24 * 60 * 60_000

/** A code that an administrator hands over in person. */
export interface IssuedCode {
  readonly enrolmentCode: string
  readonly expiresAt: Instant
}

/** Makes a code for the person; one before is void. */
export async function issueEnrolmentCode(
  deps: FactorDeps,
  personId: PersonId,
  rows: readonly FactorRow[],
): Promise<IssuedCode | Refused> {
  const enrolmentCode = writtenCode(deps.randomBytes(16))
  const expiresAt = instant(deps.now() + lasts)
  const hash = codeHash(enrolmentCode, onlyFactorId('enrolment-code', personId))
  const kept = await keep(deps, personId, rows, { hash, until: expiresAt })
  return kept ? { enrolmentCode, expiresAt } : refused('conflict')
}

/** Until when the person's code is good; `null` when none waits. An expired one waits for a new one. */
export function enrolmentCodeUntil(rows: readonly FactorRow[]): Instant | null {
  const row = rows.find(({ kind }) => kind === 'enrolment-code')
  const data = row && enrolmentData(row)
  return data && data.hash !== '' ? instant(data.until) : null
}

/**
 * Checks a code without using it up.
 * @returns `null` when it is right; `enrolment-code-needed` or `second-factor-blocked` otherwise
 */
export async function checkEnrolmentCode(
  deps: FactorDeps,
  personId: PersonId,
  rows: readonly FactorRow[],
  code: string | null,
): Promise<Refused | null> {
  if (code === null) return refused('enrolment-code-needed')
  const tried = await takeTry(deps, personId)
  if (isRefused(tried)) return tried
  const row = rows.find(({ kind }) => kind === 'enrolment-code')
  const data = row && enrolmentData(row)
  const isRight = data && data.until > deps.now() && sameHash(data.hash, codeHash(code, row.id))
  if (!isRight) return refused('enrolment-code-needed')
  await forgetTries(deps, personId)
  return null
}

/** The first factor is there: the code is spent. */
export async function spendEnrolmentCode(
  deps: FactorDeps,
  personId: PersonId,
  rows: readonly FactorRow[],
): Promise<void> {
  if (enrolmentCodeUntil(rows) !== null) await keep(deps, personId, rows, { hash: '', until: 0 })
}

const keep = (deps: FactorDeps, personId: PersonId, rows: readonly FactorRow[], data: EnrolmentData) =>
  keepOnly(deps, rows, { personId, kind: 'enrolment-code', data: JSON.stringify(data) })
