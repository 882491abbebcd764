import { createHash } from 'node:crypto'
import { opaqueIdFrom, refused, type FactorId, type FactorRow, type PersonId, type Refused } from '@glosa/domain/model'
import { recoveryData, type RecoveryData } from './factorData.ts'
import type { FactorDeps } from './factorDeps.ts'
import { codeHash, sameHash, writtenCode } from './writtenCode.ts'

const codeCount = 10

/** The id of what a person has once: so that two nodes cannot make two of it. */
export const onlyFactorId = (kind: FactorRow['kind'], personId: PersonId): FactorId =>
  opaqueIdFrom(createHash('sha512').update(`${kind} ${personId}`).digest())

/**
 * Makes ten new codes; the ones before are void.
 * @returns the codes, this one time; `conflict` when another renewal was faster
 */
export async function renewRecoveryCodes(
  deps: FactorDeps,
  personId: PersonId,
  rows: readonly FactorRow[],
): Promise<readonly string[] | Refused> {
  const codes = Array.from({ length: codeCount }, () => writtenCode(deps.randomBytes(16)))
  const id = onlyFactorId('recovery-codes', personId)
  const data: RecoveryData = { hashes: codes.map((code) => codeHash(code, id)) }
  const kept = await keepOnly(deps, rows, { personId, kind: 'recovery-codes', data: JSON.stringify(data) })
  return kept ? codes : refused('conflict')
}

/**
 * Uses up a code.
 * @returns how many are left; `second-factor-wrong` for one that is none or was used
 */
export async function useRecoveryCode(
  deps: FactorDeps,
  rows: readonly FactorRow[],
  code: string,
): Promise<{ readonly left: number } | Refused> {
  const row = rows.find(({ kind }) => kind === 'recovery-codes')
  if (!row) return refused('second-factor-wrong')
  const given = codeHash(code, row.id)
  const { hashes } = recoveryData(row)
  const left = hashes.filter((hash) => !sameHash(hash, given))
  if (left.length === hashes.length) return refused('second-factor-wrong')
  const data: RecoveryData = { hashes: left }
  const change = { label: row.label, lastUsedAt: deps.now(), data: JSON.stringify(data) }
  const isFirst = await deps.factors.change(row.id, row.revision, change)
  return isFirst ? { left: left.length } : refused('second-factor-wrong')
}

export const recoveryCodesLeft = (rows: readonly FactorRow[]): number => {
  const row = rows.find(({ kind }) => kind === 'recovery-codes')
  return row ? recoveryData(row).hashes.length : 0
}

/** Keeps the one row of a kind, whether or not there was one. @returns false when somebody was faster */
export async function keepOnly(
  deps: Pick<FactorDeps, 'factors' | 'now'>,
  rows: readonly FactorRow[],
  wish: Pick<FactorRow, 'personId' | 'kind' | 'data'>,
): Promise<boolean> {
  const before = rows.find(({ kind }) => kind === wish.kind)
  if (before) return deps.factors.change(before.id, before.revision, { label: '', lastUsedAt: null, data: wish.data })
  const id = onlyFactorId(wish.kind, wish.personId)
  return deps.factors.create({ ...wish, id, label: '', createdAt: deps.now(), lastUsedAt: null, revision: 1 })
}
