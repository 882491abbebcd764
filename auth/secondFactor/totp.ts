import {
  instant,
  opaqueIdFrom,
  refused,
  type FactorId,
  type FactorRow,
  type Instant,
  type Refused,
} from '@glosa/domain/model'
import { generateSecret, generateURI, verifySync } from 'otplib'
import encodeQR from 'qr'
import { totpData, type TotpData } from './factorData.ts'
import type { FactorDeps, FactorOwner } from './factorDeps.ts'

/** What a person needs to set up an authenticator application. */
export interface TotpOffer {
  /** Base32. */
  readonly secret: string
  readonly uri: string
  readonly qrSvg: string
  readonly expiresAt: Instant
}

const offerLasts = 10 * 60_000
/** Seconds by which the clock of a telephone may be wrong. */
const tolerance = 30

interface Pending {
  readonly factorId: FactorId
  readonly secret: string
}

const pendingKey = ({ sessionId }: FactorOwner) => `totp:${sessionId}`
const placeOf = (owner: Pick<FactorRow, 'personId'>, id: FactorId) => `totp ${owner.personId} ${id}`

/** Makes a secret and keeps it, sealed, until it is confirmed from the same session; a later offer replaces it. */
export async function offerTotp(deps: FactorDeps, owner: FactorOwner): Promise<TotpOffer> {
  const secret = generateSecret({ length: 20 })
  const factorId = opaqueIdFrom<FactorId>(deps.randomBytes(64))
  const expiresAt = instant(deps.now() + offerLasts)
  const pending: Pending = { factorId, secret: deps.keys.seal(secret, placeOf(owner, factorId)) }
  await deps.shortLived.put(pendingKey(owner), JSON.stringify(pending), expiresAt)
  const uri = generateURI({ issuer: deps.issuer, label: owner.login, secret })
  return { secret, uri, qrSvg: encodeQR(uri, 'svg', { ecc: 'medium', border: 4 }), expiresAt }
}

/**
 * Takes the offer by a code of it; the code is spent with that.
 * @returns `enrolment-expired` or `second-factor-wrong` when it is no
 */
export async function confirmTotp(
  deps: FactorDeps,
  owner: FactorOwner,
  code: string,
  label: string,
): Promise<FactorRow | Refused> {
  const kept = await deps.shortLived.find(pendingKey(owner), deps.now())
  if (kept === null) return refused('enrolment-expired')
  const pending = JSON.parse(kept) as Pending
  const step = stepOf(deps.keys.open(pending.secret, placeOf(owner, pending.factorId)), code, deps.now(), -1)
  if (step === null) return refused('second-factor-wrong')
  if ((await deps.shortLived.take(pendingKey(owner), deps.now())) !== kept) return refused('enrolment-expired')
  const data: TotpData = { secret: pending.secret, step }
  const row: FactorRow = {
    id: pending.factorId,
    personId: owner.personId,
    kind: 'totp',
    label,
    createdAt: deps.now(),
    lastUsedAt: deps.now(),
    revision: 1,
    data: JSON.stringify(data),
  }
  return (await deps.factors.create(row)) ? row : refused('enrolment-expired')
}

/**
 * Takes a code of any of the person's applications. A step is taken once, on whichever node: the step is kept with
 * the factor, and of two changes of one revision one wins.
 */
export async function useTotp(
  deps: FactorDeps,
  rows: readonly FactorRow[],
  code: string,
): Promise<FactorRow | Refused> {
  for (const row of rows) {
    if (row.kind !== 'totp') continue
    const { secret, step: before } = totpData(row)
    const step = stepOf(deps.keys.open(secret, placeOf(row, row.id)), code, deps.now(), before)
    if (step === null) continue
    const data: TotpData = { secret, step }
    const change = { label: row.label, lastUsedAt: deps.now(), data: JSON.stringify(data) }
    return (await deps.factors.change(row.id, row.revision, change)) ? row : refused('second-factor-wrong')
  }
  return refused('second-factor-wrong')
}

/**
 * Seals the secrets anew that an older key of the ring sealed.
 * @returns how many
 * @throws SecretUnreadable when a secret was sealed by a key that is not in the ring
 */
export async function resealTotp(deps: Pick<FactorDeps, 'factors' | 'keys'>): Promise<number> {
  let count = 0
  for (const row of await deps.factors.all()) {
    if (row.kind !== 'totp') continue
    const { secret, step } = totpData(row)
    const place = placeOf(row, row.id)
    const plain = deps.keys.open(secret, place)
    if (!deps.keys.isOld(secret)) continue
    const data: TotpData = { secret: deps.keys.seal(plain, place), step }
    // Whoever used the factor meanwhile keeps the old seal; the next start comes to it.
    const change = { label: row.label, lastUsedAt: row.lastUsedAt, data: JSON.stringify(data) }
    if (await deps.factors.change(row.id, row.revision, change)) count += 1
  }
  return count
}

/** The time step that a code belongs to (RFC 6238); `null` for a wrong one and for steps up to `after`. */
function stepOf(secret: string, code: string, now: number, after: number): number | null {
  const token = code.replaceAll(/\s/g, '')
  // The library throws at anything but six digits.
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(now / 1000)
  const result = verifySync({ secret, token, epoch, epochTolerance: tolerance, afterTimeStep: Math.max(after, 0) })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
