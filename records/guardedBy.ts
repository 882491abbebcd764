import type { DeliveryOutcome } from '@glosa/domain/model'

/**
 * Does what may fail at a records system, and tells how it failed as an outcome.
 * @param outcomeOf throws what is a bug and no failure
 */
export const guardedBy =
  (outcomeOf: (error: unknown) => DeliveryOutcome) =>
  async <T extends DeliveryOutcome | 'unknown'>(work: () => Promise<T>): Promise<T | DeliveryOutcome> => {
    try {
      return await work()
    } catch (error) {
      return outcomeOf(error)
    }
  }
