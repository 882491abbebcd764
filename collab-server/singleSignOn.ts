import { actorOfSession, linkedPerson, type DirectoryClient, type SingleSignOn, type VouchedFor } from '@glosa/auth'
import {
  isRefused,
  proofOf,
  refused,
  stampOf,
  type Audit,
  type AuditSource,
  type Instant,
  type Person,
  type PersonId,
  type Refused,
  type SessionProof,
  type SessionStore,
  type ShownFactor,
} from '@glosa/domain/model'
import type { OfficeProviders } from './http/oidc.ts'
import type { OpenedSession, Sessions } from './http/session.ts'

export interface OfficeProvidersParts {
  readonly signOn: SingleSignOn
  readonly directory: DirectoryClient
  readonly sessions: Sessions
  readonly store: Pick<SessionStore, 'prove'>
  readonly hasFactor: (personId: PersonId) => Promise<boolean>
  readonly people: () => Promise<readonly Person[]>
  readonly audit: Audit
  readonly now: () => Instant
}

/** What identity providers mean for sessions: opened, confirmed, ended. */
export function createOfficeProviders(parts: OfficeProvidersParts): OfficeProviders {
  const { signOn, sessions, audit, now } = parts

  const open = async (vouched: VouchedFor, source: AuditSource): Promise<OpenedSession | Refused> => {
    const linked = await linkedPerson(vouched, parts.directory, await parts.people(), now())
    if (isRefused(linked)) return linked
    const proof: SessionProof = {
      by: 'oidc',
      at: vouched.at,
      ownFactor: await parts.hasFactor(linked.person.id),
      factor: factorOf(vouched),
    }
    const { external, provider } = vouched
    const who = { ...linked, passwordMark: null, userAgent: source.userAgent, proof, external }
    return sessions.open(who, { provider: provider.id, source })
  }

  /** The person of the session showed themselves at the provider again. */
  const confirm = async (vouched: VouchedFor): Promise<null | Refused> => {
    const row = vouched.sessionId && (await sessions.find(vouched.sessionId))
    if (!row || row.endedAt !== null) return refused('session-ended')
    const linked = await linkedPerson(vouched, parts.directory, await parts.people(), now())
    if (isRefused(linked)) return linked
    // Somebody else at the same screen would lend their factor to this session.
    if (linked.person.id !== row.personId) return refused('oidc-not-linked')
    const factor = factorOf(vouched)
    if (factor === null) return refused('second-factor-wrong')
    await parts.store.prove(row.id, { ...proofOf(row), factor })
    const by = stampOf(actorOfSession(row))
    await audit(by, { type: 'second-factor-shown', sessionId: row.id, kind: 'provider' })
    return null
  }

  return {
    list: () => signOn.list(),
    start: (provider, wish) => signOn.start(provider, wish),
    async finish(provider, search, browserSecret, source) {
      const { returnTo, sessionId, outcome: vouched } = await signOn.finish(provider, search, browserSecret)
      const isAgain = sessionId !== null
      const outcome = isRefused(vouched) ? vouched : isAgain ? await confirm(vouched) : await open(vouched, source)
      if (isRefused(outcome) && !isAgain) {
        const code = outcome.refused
        await audit(null, { type: 'sign-in-refused', code, method: 'oidc', provider, source })
      }
      return { returnTo, outcome, isAgain }
    },
    async endByToken(provider, token) {
      const read = await signOn.readLogout(provider, token)
      if (isRefused(read)) return read
      const ended = (await sessions.openSessions()).filter(({ external }) => {
        if (external?.provider !== read.provider) return false
        return read.session === null ? external.subject === read.subject : external.session === read.session
      })
      for (const { id } of ended) await sessions.end(id, 'provider-logout', null)
      return null
    },
  }
}

const factorOf = ({ factor, at }: VouchedFor): ShownFactor | null =>
  factor && { kind: 'provider', phishingResistant: factor === 'phishing-resistant', at }
