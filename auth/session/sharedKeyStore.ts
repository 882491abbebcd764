import { systemStamp, type FactorStore, type Instant } from '@glosa/domain/model'
import { onlyFactorId } from '../secondFactor/recoveryCodes.ts'
import type { SecretKeys } from '../secrets/secretKeys.ts'
import { parseKeys, type KeyStore } from './keyStore.ts'

const { personId } = systemStamp
const id = onlyFactorId('session-keys', personId)
const place = `session-keys ${personId}`

/**
 * Keeps the keys in the storage, sealed, so that every node signs by the same ones and knows what others signed. The
 * row lies among the factors: what is asked of it is the same, one wins and nothing is readable.
 */
export function sharedKeyStore(factors: FactorStore, secretKeys: SecretKeys, now: () => Instant): KeyStore {
  /** Revision that was loaded; 0 when there was no row. */
  let revision = 0
  return {
    /** @throws SecretUnreadable when the key that sealed them is not in the ring */
    async load() {
      const row = (await factors.ofPerson(personId)).find((one) => one.id === id)
      revision = row?.revision ?? 0
      return row ? parseKeys(secretKeys.open(row.data, place), 'the storage') : []
    },
    async save(keys) {
      const data = secretKeys.seal(JSON.stringify(keys), place)
      const saved =
        revision === 0
          ? await factors.create({
              id,
              personId,
              kind: 'session-keys',
              label: '',
              createdAt: now(),
              lastUsedAt: null,
              revision: 1,
              data,
            })
          : await factors.change(id, revision, { label: '', lastUsedAt: now(), data })
      if (saved) revision += 1
      return saved
    },
  }
}

/** Seals the keys anew when an older key of the ring sealed them. @returns how many rows, 0 or 1 */
export async function resealSessionKeys(factors: FactorStore, secretKeys: SecretKeys): Promise<number> {
  const row = (await factors.ofPerson(personId)).find((one) => one.id === id)
  if (!row || !secretKeys.isOld(row.data)) return 0
  const data = secretKeys.seal(secretKeys.open(row.data, place), place)
  return (await factors.change(id, row.revision, { label: '', lastUsedAt: row.lastUsedAt, data })) ? 1 : 0
}
