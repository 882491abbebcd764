import { isRefused, type Refused } from '@glosa/domain/model'

/** The server could not be reached, or answered that it is down. Nothing is known of what happened. */
export interface Offline {
  readonly offline: true
}
export const offline: Offline = { offline: true }

export const isOffline = (value: unknown): value is Offline =>
  typeof value === 'object' && value !== null && 'offline' in value

/** What comes of asking the server: the answer, a no with its code, or no connection. */
export type Outcome<Answer> = Answer | Refused | Offline

/** Whether the outcome is a refusal or a lost connection instead of an answer. */
export const isFailure = (outcome: unknown): outcome is Refused | Offline => isRefused(outcome) || isOffline(outcome)

/** The server answered something that the contract does not know: a bug, or a page older than the server. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer'
}

/** A failed question inside a query; `problem` is what the person is told. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly problem: Refused | Offline

  constructor(problem: Refused | Offline) {
    super(isRefused(problem) ? `refused: ${problem.refused}` : 'offline')
    this.problem = problem
  }
}
