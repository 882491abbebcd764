import { isRefused, type Refused } from '@glosa/domain/model'
import type { Done } from '../commands/decideAndAppend.ts'

/** What most commands answer: the sequence number of the material after them. */
export const sequenceOf = (done: Done | Refused): { sequence: number } | Refused =>
  isRefused(done) ? done : { sequence: done.material.sequence }
