import type { Instant } from '@glosa/domain/model'
import type { KeyStore } from './keyStore.ts'

/**
 * The store without the keys that were made before an instant, as if they had never been: for an administrator who
 * no longer trusts them. The first ring that is opened on it makes a new key, and forgets the others for good.
 */
export const keysSince = (store: KeyStore, since: Instant): KeyStore => ({
  load: async () => (await store.load()).filter(({ createdAt }) => createdAt >= since),
  save: (keys) => store.save(keys),
})

/** How many keys of the store were made before an instant. */
export const keysBefore = async (store: Pick<KeyStore, 'load'>, since: Instant): Promise<number> =>
  (await store.load()).filter(({ createdAt }) => createdAt < since).length
