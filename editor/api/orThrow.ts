import { CallFailed, isFailure, type Outcome } from './outcome.ts'

/** The answer; a failure is thrown as the `CallFailed` that queries carry. */
export function orThrow<Answer>(outcome: Outcome<Answer>): Answer {
  if (isFailure(outcome)) throw new CallFailed(outcome)
  return outcome
}
