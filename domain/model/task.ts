import type { PersonId } from './ids.ts'
import type { Instant } from './time.ts'
import type { Addressees } from './whos.ts'

/** What somebody has to do with a material: one verb. */
export const taskVerbs = [
  'comment',
  /** The head puts the unit's set together and sends it. */
  'consolidate',
  'settle',
  'admit-late',
  'release',
  /** The unit agrees with settlements or insists. */
  'react',
  'discuss-dispute',
  'decide-dispute',
  /** An approval was refused: the drafter works on the text again. */
  'rework',
  'approve',
  'lock',
  'open-round',
  'close-round',
  'retry-delivery',
  'read',
] as const
export type TaskVerb = (typeof taskVerbs)[number]

/** A task in "Moje úkoly": one verb, for whoever is addressed, save the people in `except`. */
export interface Task extends Addressees {
  readonly verb: TaskVerb
  readonly dueAt: Instant | null
  readonly except: readonly PersonId[]
  /** Comments, steps or disputes that wait; absent where it is one thing. */
  readonly count?: number
  /** Not to be done before; absent: at once. */
  readonly from?: Instant
  /** Nothing to be done any more after it: silence is an answer. */
  readonly until?: Instant
}
