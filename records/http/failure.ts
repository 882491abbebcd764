import type { DeliveryOutcome } from '@glosa/domain/model'
import { AnswerLost, NotSent, type HttpAnswer } from './outgoing.ts'

/**
 * A failed request as an outcome.
 * @throws the error when it is not one of the network's
 */
export function outcomeOfFailure(error: unknown): Extract<DeliveryOutcome, { type: 'retry' | 'uncertain' }> {
  if (error instanceof NotSent) return { type: 'retry', problem: `not reachable (${error.message})` }
  if (error instanceof AnswerLost) return { type: 'uncertain', problem: `the answer was lost (${error.message})` }
  throw error
}

/**
 * A status that surely means "not processed": signing in failed, or too busy.
 * @returns `null` for every other status
 */
export function notProcessed({
  status,
}: Pick<HttpAnswer, 'status'>): Extract<DeliveryOutcome, { type: 'retry' }> | null {
  if (status === 401 || status === 403 || status === 407)
    return { type: 'retry', problem: `access refused (${status})` }
  if (status === 429) return { type: 'retry', problem: 'too busy (429)' }
  if (status >= 300 && status < 400) return { type: 'retry', problem: `redirected (${status}): check the address` }
  return null
}
