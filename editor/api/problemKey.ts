import { isRefused, type Refused } from '@glosa/domain/model'
import type { Offline } from './outcome.ts'

/** The key of the sentence that says what happened and what to do. */
export const problemKey = (problem: Refused | Offline) =>
  isRefused(problem) ? (`refusal.${problem.refused}` as const) : ('problem.offline' as const)
