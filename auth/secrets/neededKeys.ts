import type { FactorStore } from '@glosa/domain/model'
import { totpData } from '../secondFactor/factorData.ts'
import { sealedBy, SecretUnreadable, type SecretKeys } from './secretKeys.ts'

/** By which keys of which names the secrets in the storage are sealed, and how many by each. */
async function neededKeys(factors: Pick<FactorStore, 'all'>): Promise<ReadonlyMap<string, number>> {
  const needed = new Map<string, number>()
  for (const row of await factors.all()) {
    const sealed = row.kind === 'totp' ? totpData(row).secret : row.kind === 'session-keys' ? row.data : null
    if (sealed === null) continue
    const name = sealedBy(sealed)
    needed.set(name, (needed.get(name) ?? 0) + 1)
  }
  return needed
}

/**
 * Makes sure that every secret in the storage can be opened.
 * @throws SecretUnreadable naming every key that is missing, and how many secrets need it
 */
export async function checkSecretKeys(factors: Pick<FactorStore, 'all'>, keys: SecretKeys): Promise<void> {
  const missing = [...(await neededKeys(factors))].filter(([name]) => !keys.names.includes(name))
  if (missing.length === 0) return
  const said = missing.map(([name, count]) => `${name} (needed by ${count})`)
  throw new SecretUnreadable(`keys are missing from the ring: ${said.join(', ')}`)
}

/** Names of keys of the ring that seal nothing any more and are not the newest: they can be taken out. */
export async function idleSecretKeys(factors: Pick<FactorStore, 'all'>, keys: SecretKeys): Promise<readonly string[]> {
  const needed = await neededKeys(factors)
  return keys.names.filter((name) => name !== keys.current && !needed.has(name))
}
