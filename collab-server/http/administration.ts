import type { FactorResetView, SecurityPolicyView } from '@glosa/domain/contract'
import {
  demandOfRoles,
  factorKinds,
  instant,
  isFull,
  isPhishingResistant,
  isRefused,
  mayAdminister,
  proofOf,
  refused,
  resetWaits,
  satisfies,
  stampOf,
  type Actor,
  type Audit,
  type FactorReset,
  type Person,
  type PersonId,
  type ResetId,
  type SecondFactorPolicy,
  type SessionRow,
} from '@glosa/domain/model'
import type { SecurityRules } from '../commands/security.ts'
import { shownFactor, type OfficeFactors } from './secondFactor.ts'
import { shownSession, type Sessions } from './session.ts'
import type { Serve } from './serveRoute.ts'

export interface AdministrationParts {
  readonly sessions: Sessions
  readonly secondFactors: OfficeFactors
  readonly security: SecurityRules
  readonly audit: Audit
  readonly people: () => Promise<readonly Person[]>
  readonly newResetId: () => ResetId
}

/** Sessions of others, lost second factors, and the rules of signing in: for administrators. */
export function serveAdministration(serve: Serve, parts: AdministrationParts): void {
  const { sessions, secondFactors, security, audit } = parts
  const personOf = async (id: PersonId) => (await parts.people()).find((person) => person.id === id)
  const endAll = async (actor: Actor, personId: PersonId) => {
    const rows = await sessions.ofPerson(personId)
    for (const { id } of rows) await sessions.end(id, 'revoked', stampOf(actor))
    return rows.length
  }

  serve('listAllSessions', async ({ actor, query }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const rows = query.personId ? await sessions.ofPerson(query.personId) : await sessions.openSessions()
    const page = rows
      .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
      .slice(query.offset, query.offset + query.limit)
    return { sessions: page.map((row) => shownSessionOfPerson(row, actor)), total: rows.length }
  })
  serve('endPersonSessions', async ({ actor, params }) => {
    const allowed = mayAdminister(actor)
    return isRefused(allowed) ? allowed : { ended: await endAll(actor, params.personId) }
  })
  serve('readPersonFactors', async ({ actor, params }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const person = await personOf(params.personId)
    if (!person) return refused('not-found')
    const { factors, ...rest } = await secondFactors.ofPerson(person.id)
    const roleDemand = demandOfRoles(await security.policy(), person.roles)
    return { ...rest, roleDemand, factors: factors.map(shownFactor) }
  })
  serve('issueEnrolmentCode', async ({ actor, params }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    if (params.personId === actor.personId) return refused('another-administrator-needed')
    const person = await personOf(params.personId)
    if (!person) return refused('not-found')
    const issued = await secondFactors.issueEnrolmentCode(person.id)
    if (!isRefused(issued)) await audit(stampOf(actor), { type: 'enrolment-code-issued', person: named(person) })
    return issued
  })

  serve('readSecurityPolicy', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    return { policy: plainPolicy(await security.policy()), isDefault: await security.isDefault() }
  })
  serve('changeSecurityPolicy', async ({ actor, who, body }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    if (!(await staysInside(secondFactors, who.row, body))) return refused('policy-locks-out')
    const changed = await security.change(actor, body)
    if (isRefused(changed)) return changed
    if (changed.changed) {
      const { before } = changed
      await audit(stampOf(actor), { type: 'second-factor-policy-changed', before, after: body })
    }
    return { policy: plainPolicy(await security.policy()), isDefault: await security.isDefault() }
  })

  serve('listFactorResets', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    return { resets: (await security.resets()).map((reset) => resetView(reset, actor)) }
  })
  serve('requestFactorReset', async ({ actor, body }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const person = await personOf(body.personId)
    if (!person) return refused('not-found')
    const { reason } = body
    const reset = await security.requestReset(actor, { ...named(person), resetId: parts.newResetId(), reason })
    if (isRefused(reset)) return reset
    await audit(stampOf(actor), { type: 'factor-reset-requested', person: named(person), reason })
    return resetView(reset, actor)
  })
  serve('confirmFactorReset', async ({ actor, params }) => {
    const reset = await security.confirmReset(actor, params.resetId)
    if (isRefused(reset)) return reset
    const issued = await secondFactors.reset(reset.personId)
    await endAll(actor, reset.personId)
    const { requestedBy } = reset
    await audit(stampOf(actor), { type: 'factor-reset-confirmed', person: named(reset), requestedBy })
    return issued
  })
  serve('withdrawFactorReset', async ({ actor, params }) => {
    const reset = await security.withdrawReset(actor, params.resetId)
    if (isRefused(reset)) return reset
    await audit(stampOf(actor), { type: 'factor-reset-withdrawn', person: named(reset) })
    return null
  })
}

/**
 * Whether the administrator could still administer under the new rules: their session is a full one then, and they
 * have a factor that administering asks for.
 */
async function staysInside(
  secondFactors: OfficeFactors,
  row: SessionRow,
  policy: SecondFactorPolicy,
): Promise<boolean> {
  const proof = proofOf(row)
  if (!isFull(policy, row.person.roles, proof)) return false
  const { demand } = policy.acts.administer
  if (satisfies(demand, proof.factor)) return true
  const { factors } = await secondFactors.ofPerson(row.personId)
  const has = factorKinds.filter((kind) => factors.some((factor) => factor.kind === kind))
  return has.some((kind) => satisfies(demand, { kind, phishingResistant: isPhishingResistant(kind) }))
}

const named = (person: Pick<Person, 'id' | 'displayName'> | Pick<FactorReset, 'personId' | 'displayName'>) => ({
  personId: 'id' in person ? person.id : person.personId,
  displayName: person.displayName,
})

const plainPolicy = ({ roles, acts, enrolment }: SecondFactorPolicy): SecurityPolicyView => ({
  roles: { ...roles },
  acts: { lock: { ...acts.lock }, approve: { ...acts.approve }, administer: { ...acts.administer } },
  enrolment,
})

const resetView = (reset: FactorReset, actor: Actor): FactorResetView => ({
  resetId: reset.id,
  personId: reset.personId,
  displayName: reset.displayName,
  reason: reset.reason,
  requestedBy: { ...reset.requestedBy },
  requestedAt: reset.requestedAt,
  expiresAt: instant(reset.requestedAt + resetWaits),
  mayConfirm: reset.requestedBy.personId !== actor.personId && reset.personId !== actor.personId,
})

const shownSessionOfPerson = (row: SessionRow, actor: Actor) => ({
  ...shownSession(row, actor),
  person: { personId: row.personId, displayName: row.person.displayName, login: row.person.login },
  unitName: row.unitName,
})
