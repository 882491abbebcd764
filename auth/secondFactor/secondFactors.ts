import {
  demandOfRoles,
  demandOfSession,
  factorKinds,
  isPhishingResistant,
  isRefused,
  levelOf,
  mayChangeFactors,
  mayRemoveFactor,
  proofOf,
  refused,
  type Audit,
  type FactorDemand,
  type FactorId,
  type FactorKind,
  type FactorRow,
  type PersonId,
  type Refused,
  type SecondFactorPolicy,
  type SessionLevel,
  type SessionRow,
  type SessionStore,
  type ShownFactor,
} from '@glosa/domain/model'
import { stampOfSession } from '../session/stampOfSession.ts'
import {
  checkEnrolmentCode,
  enrolmentCodeUntil,
  issueEnrolmentCode,
  spendEnrolmentCode,
  type IssuedCode,
} from './enrolmentCode.ts'
import type { FactorDeps, FactorOwner } from './factorDeps.ts'
import { askForPasskey, confirmPasskey, offerPasskey, usePasskey } from './passkeys.ts'
import { keepOnly, recoveryCodesLeft, renewRecoveryCodes, useRecoveryCode } from './recoveryCodes.ts'
import { confirmTotp, offerTotp, useTotp, type TotpOffer } from './totp.ts'
import { forgetTries, takeTry } from './tries.ts'

export interface SecondFactorsDeps extends FactorDeps {
  readonly sessions: SessionStore
  readonly policy: () => Promise<SecondFactorPolicy>
  readonly audit: Audit
}

/** An enrolled factor as it is shown; nothing of it is secret. */
export type EnrolledFactor = Pick<FactorRow, 'id' | 'label' | 'createdAt' | 'lastUsedAt'> & {
  readonly kind: FactorKind
}

/** Where a person's factors stand, seen from one of their sessions. */
export interface FactorStatus {
  readonly level: SessionLevel
  readonly demand: FactorDemand
  readonly roleDemand: FactorDemand
  readonly factors: readonly EnrolledFactor[]
  readonly recoveryCodesLeft: number
  readonly needsEnrolmentCode: boolean
  readonly mayChange: boolean
}

/** A factor that was just set up; with the first one come recovery codes, this one time. */
export interface Enrolled {
  readonly factor: EnrolledFactor
  readonly recoveryCodes: readonly string[] | null
}

const mostFactors = 10

/** The second factors of the people of an office. Everything is asked from a session, whose row is given. */
export class SecondFactors {
  readonly #deps: SecondFactorsDeps

  constructor(deps: SecondFactorsDeps) {
    this.#deps = deps
  }

  async status(session: SessionRow): Promise<FactorStatus> {
    const { rows, kinds, policy } = await this.#read(session)
    const proof = proofOf(session)
    const { roles } = session.person
    return {
      level: levelOf(policy, roles, proof, kinds),
      demand: demandOfSession(policy, roles, proof),
      roleDemand: demandOfRoles(policy, roles),
      factors: rows.flatMap(enrolledFactor),
      recoveryCodesLeft: recoveryCodesLeft(rows),
      needsEnrolmentCode: kinds.length === 0 && needsCode(policy, session, rows),
      mayChange: mayChangeFactors(proof, kinds, this.#deps.now()) === true,
    }
  }

  /** What the session must do next. */
  async level(session: SessionRow): Promise<SessionLevel> {
    const { kinds, policy } = await this.#read(session)
    return levelOf(policy, session.person.roles, proofOf(session), kinds)
  }

  /** Whether the person has a factor of their own. */
  async has(personId: PersonId): Promise<boolean> {
    return kindsOf(await this.#deps.factors.ofPerson(personId)).length > 0
  }

  async beginTotp(session: SessionRow, code: string | null): Promise<TotpOffer | Refused> {
    const begun = await this.#begin(session, code)
    return isRefused(begun) ? begun : offerTotp(this.#deps, ownerOf(session))
  }

  confirmTotp(session: SessionRow, code: string, label: string): Promise<Enrolled | Refused> {
    return this.#confirm(session, 'totp', () => confirmTotp(this.#deps, ownerOf(session), code, label))
  }

  async beginPasskey(session: SessionRow, code: string | null): Promise<Readonly<Record<string, unknown>> | Refused> {
    const begun = await this.#begin(session, code)
    return isRefused(begun) ? begun : offerPasskey(this.#deps, ownerOf(session), begun)
  }

  confirmPasskey(session: SessionRow, response: unknown, label: string): Promise<Enrolled | Refused> {
    return this.#confirm(session, 'passkey', () => confirmPasskey(this.#deps, ownerOf(session), response, label))
  }

  showTotp(session: SessionRow, code: string): Promise<true | Refused> {
    return this.#show(session, 'totp', (rows) =>
      rows.some(({ kind }) => kind === 'totp') ? useTotp(this.#deps, rows, code) : refused('factor-not-found'),
    )
  }

  async beginShowPasskey(session: SessionRow): Promise<Readonly<Record<string, unknown>> | Refused> {
    return askForPasskey(this.#deps, ownerOf(session), await this.#deps.factors.ofPerson(session.personId))
  }

  showPasskey(session: SessionRow, response: unknown): Promise<true | Refused> {
    return this.#show(session, 'passkey', (rows) => usePasskey(this.#deps, ownerOf(session), rows, response))
  }

  /** Uses up a recovery code: good for setting up a new factor and nothing else. */
  showRecoveryCode(session: SessionRow, code: string): Promise<true | Refused> {
    return this.#show(session, 'recovery-code', async (rows) => {
      const used = await useRecoveryCode(this.#deps, rows, code)
      if (!isRefused(used)) {
        await this.#deps.audit(stampOfSession(session), { type: 'recovery-code-used', left: used.left })
      }
      return used
    })
  }

  async rename(session: SessionRow, id: FactorId, label: string): Promise<true | Refused> {
    const row = factorOf(await this.#deps.factors.ofPerson(session.personId), id)
    if (!row) return refused('factor-not-found')
    const { lastUsedAt, data } = row
    return (await this.#deps.factors.change(id, row.revision, { label, lastUsedAt, data })) || refused('conflict')
  }

  async remove(session: SessionRow, id: FactorId): Promise<true | Refused> {
    const { rows, kinds, policy } = await this.#read(session)
    const row = factorOf(rows, id)
    if (!row) return refused('factor-not-found')
    const allowed = mayChangeFactors(proofOf(session), kinds, this.#deps.now())
    if (isRefused(allowed)) return allowed
    const enough = mayRemoveFactor(policy, session.person.roles, kindsOf(rows.filter((other) => other.id !== id)))
    if (isRefused(enough)) return enough
    if (!(await this.#deps.factors.remove(id))) return refused('factor-not-found')
    const { kind, label } = row
    await this.#deps.audit(stampOfSession(session), { type: 'factor-removed', factorId: id, kind, label })
    return true
  }

  async renewRecoveryCodes(session: SessionRow): Promise<readonly string[] | Refused> {
    const { rows, kinds } = await this.#read(session)
    if (kinds.length === 0) return refused('factor-not-found')
    const allowed = mayChangeFactors(proofOf(session), kinds, this.#deps.now())
    if (isRefused(allowed)) return allowed
    const codes = await renewRecoveryCodes(this.#deps, session.personId, rows)
    if (!isRefused(codes)) await this.#deps.audit(stampOfSession(session), { type: 'recovery-codes-renewed' })
    return codes
  }

  /** What administrators see of somebody's factors. */
  async ofPerson(personId: PersonId) {
    const rows = await this.#deps.factors.ofPerson(personId)
    return {
      factors: rows.flatMap(enrolledFactor),
      recoveryCodesLeft: recoveryCodesLeft(rows),
      enrolmentCodeUntil: enrolmentCodeUntil(rows),
    }
  }

  /** A code for setting up the first factor; `conflict` for somebody who has one. The caller audits. */
  async issueEnrolmentCode(personId: PersonId): Promise<IssuedCode | Refused> {
    const rows = await this.#deps.factors.ofPerson(personId)
    return kindsOf(rows).length > 0 ? refused('conflict') : issueEnrolmentCode(this.#deps, personId, rows)
  }

  /** Takes everything away that opens for the person, and makes a code for setting up anew. The caller audits. */
  async reset(personId: PersonId): Promise<IssuedCode | Refused> {
    const { factors } = this.#deps
    for (const { id } of (await factors.ofPerson(personId)).filter(isFactor)) await factors.remove(id)
    const rows = await factors.ofPerson(personId)
    const data = JSON.stringify({ hashes: [] })
    if (
      recoveryCodesLeft(rows) > 0 &&
      !(await keepOnly(this.#deps, rows, { personId, kind: 'recovery-codes', data }))
    ) {
      return refused('conflict')
    }
    return issueEnrolmentCode(this.#deps, personId, rows)
  }

  async #read(session: SessionRow) {
    const [rows, policy] = await Promise.all([this.#deps.factors.ofPerson(session.personId), this.#deps.policy()])
    return { rows, kinds: kindsOf(rows), policy }
  }

  async #begin(session: SessionRow, code: string | null): Promise<readonly FactorRow[] | Refused> {
    const { rows, kinds, policy } = await this.#read(session)
    const allowed = mayChangeFactors(proofOf(session), kinds, this.#deps.now())
    if (isRefused(allowed)) return allowed
    if (kinds.length >= mostFactors) return refused('factor-limit')
    if (kinds.length > 0 || !needsCode(policy, session, rows)) return rows
    return (await checkEnrolmentCode(this.#deps, session.personId, rows, code)) ?? rows
  }

  async #confirm(
    session: SessionRow,
    kind: FactorKind,
    confirm: () => Promise<FactorRow | Refused>,
  ): Promise<Enrolled | Refused> {
    const { personId } = session
    const { rows, kinds } = await this.#read(session)
    const allowed = mayChangeFactors(proofOf(session), kinds, this.#deps.now())
    if (isRefused(allowed)) return allowed
    const blocked = await takeTry(this.#deps, personId)
    if (blocked) return blocked
    const row = await confirm()
    if (isRefused(row)) return this.#refuse(session, kind, row)
    await forgetTries(this.#deps, personId)
    await spendEnrolmentCode(this.#deps, personId, rows)
    const factor = enrolledFactor(row)[0]
    if (!factor) return refused('factor-not-found')
    const { id, label } = factor
    await this.#deps.audit(stampOfSession(session), { type: 'factor-added', factorId: id, kind, label })
    await this.#prove(session, kind)
    if (recoveryCodesLeft(rows) > 0) return { factor, recoveryCodes: null }
    const codes = await renewRecoveryCodes(this.#deps, personId, rows)
    return { factor, recoveryCodes: isRefused(codes) ? null : codes }
  }

  async #show(
    session: SessionRow,
    kind: ShownFactor['kind'],
    use: (rows: readonly FactorRow[]) => Promise<object | Refused> | Refused,
  ): Promise<true | Refused> {
    const blocked = await takeTry(this.#deps, session.personId)
    if (blocked) return this.#refuse(session, kind, blocked)
    const used = await use(await this.#deps.factors.ofPerson(session.personId))
    if (isRefused(used)) return this.#refuse(session, kind, used)
    await forgetTries(this.#deps, session.personId)
    await this.#deps.audit(stampOfSession(session), { type: 'second-factor-shown', sessionId: session.id, kind })
    await this.#prove(session, kind)
    return true
  }

  async #prove(session: SessionRow, kind: ShownFactor['kind']): Promise<void> {
    const phishingResistant = factorKinds.some((known) => known === kind && isPhishingResistant(known))
    const factor: ShownFactor = { kind, phishingResistant, at: this.#deps.now() }
    await this.#deps.sessions.prove(session.id, { ...proofOf(session), factor })
  }

  async #refuse(session: SessionRow, kind: ShownFactor['kind'], answer: Refused): Promise<Refused> {
    const { id } = session
    const code = answer.refused
    await this.#deps.audit(stampOfSession(session), { type: 'second-factor-refused', sessionId: id, kind, code })
    return answer
  }
}

/** The first factor needs a code: by the policy for whoever must have one, and always after one was issued. */
const needsCode = (policy: SecondFactorPolicy, { person }: SessionRow, rows: readonly FactorRow[]): boolean =>
  enrolmentCodeUntil(rows) !== null ||
  (policy.enrolment === 'with-code' && demandOfRoles(policy, person.roles) !== 'none')

const ownerOf = ({ id, person }: SessionRow): FactorOwner => ({
  personId: person.id,
  sessionId: id,
  login: person.login,
  displayName: person.displayName,
})

const isFactor = (row: FactorRow): row is FactorRow & { readonly kind: FactorKind } =>
  row.kind === 'totp' || row.kind === 'passkey'

const kindsOf = (rows: readonly FactorRow[]): readonly FactorKind[] => rows.filter(isFactor).map(({ kind }) => kind)

const factorOf = (rows: readonly FactorRow[], id: FactorId) => rows.filter(isFactor).find((row) => row.id === id)

const enrolledFactor = (row: FactorRow): EnrolledFactor[] => {
  const { id, label, createdAt, lastUsedAt } = row
  return isFactor(row) ? [{ id, kind: row.kind, label, createdAt, lastUsedAt }] : []
}
