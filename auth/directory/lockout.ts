import { PresenceFilter } from 'ldapts'
import type { DirectoryClient, DirectorySearch } from './directoryClient.ts'
import type { DirectoryEntry } from './directoryEntry.ts'

/** When Active Directory locks an account: so many wrong passwords within so many milliseconds. */
interface LockoutPolicy {
  readonly threshold: number
  readonly window: number
}

/** Attributes from which {@link waitForLockout} reads. */
export const lockoutAttributes = ['badPwdCount', 'badPasswordTime'] as const

/** Milliseconds for which the policy of a domain is remembered. */
const rememberedFor = 60 * 60_000
const policies = new WeakMap<DirectoryClient, { readonly policy: LockoutPolicy; readonly readAt: number }>()

/**
 * Keeps Glosa from being the one whose try locks an account: wrong passwords given elsewhere count
 * too. Asks Active Directory only; OpenLDAP shows its count to nobody but administrators.
 * @returns milliseconds to wait; 0 when one more wrong password would not lock the account
 */
export async function waitForLockout(client: DirectoryClient, entry: DirectoryEntry, now: number): Promise<number> {
  if (client.config.preset !== 'active-directory') return 0
  const count = Number(entry.text('badPwdCount') ?? 0)
  if (count === 0) return 0
  const { threshold, window } = await policyOf(client, now)
  if (threshold === 0 || count < threshold - 1) return 0
  const wait = timeOf(entry.text('badPasswordTime')) + window - now
  return Math.min(Math.max(0, wait), window)
}

async function policyOf(client: DirectoryClient, now: number): Promise<LockoutPolicy> {
  const known = policies.get(client)
  if (known && now - known.readAt < rememberedFor) return known.policy
  const at = (base: string, attributes: readonly string[]): DirectorySearch => ({
    base,
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes,
  })
  const [root] = await client.search(at('', ['defaultNamingContext']))
  const domainDn = root?.text('defaultNamingContext') ?? null
  const [domain] =
    domainDn === null ? [] : await client.search(at(domainDn, ['lockoutThreshold', 'lockOutObservationWindow']))
  const policy = {
    threshold: Number(domain?.text('lockoutThreshold') ?? 0),
    window: -Number(domain?.text('lockOutObservationWindow') ?? 0) / 10_000,
  }
  policies.set(client, { policy, readAt: now })
  return policy
}

/** 100 ns from 1601-01-01, as Active Directory counts. */
const timeOf = (fileTime: string | null): number => Number(fileTime ?? 0) / 10_000 - 11_644_473_600_000
