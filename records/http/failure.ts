import type { DeliveryOutcome, DeliveryProblem } from '@glosa/domain/model'
import { AnswerLost, NotSent, type HttpAnswer } from './outgoing.ts'

/**
 * A failed request as an outcome.
 * @throws the error when it is not one of the network's
 */
export function outcomeOfFailure(error: unknown): Extract<DeliveryOutcome, { type: 'retry' | 'uncertain' }> {
  if (error instanceof NotSent)
    return { type: 'retry', code: 'unreachable', problem: `not reachable (${error.message})` }
  if (error instanceof AnswerLost)
    return { type: 'uncertain', code: 'answer-lost', problem: `the answer was lost (${error.message})` }
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
    return { type: 'retry', code: 'access-refused', problem: `access refused (${status})` }
  if (status === 429) return { type: 'retry', code: 'busy', problem: 'too busy (429)' }
  if (status >= 300 && status < 400)
    return { type: 'retry', code: 'settings-wrong', problem: `redirected (${status}): check the address` }
  return null
}

/** What an outcome tells of its problem, by kind and in technical words. */
export function told(outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>): {
  readonly code?: DeliveryProblem
  readonly problem: string
} {
  const { code } = outcome
  return { ...(code === undefined ? {} : { code }), problem: 'problem' in outcome ? outcome.problem : outcome.reason }
}
