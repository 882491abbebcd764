import type { Actor, PersonStamp } from './people.ts'
import type { MaterialCard } from './ports.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'
import { isAddressed, whosOf } from './whos.ts'

/** A task as one person has it. */
export interface OwnTask extends Pick<Task, 'verb' | 'dueAt'> {
  /** Comments, steps or disputes that wait; `null` where it is one thing. */
  readonly count: number | null
  /** The absent person in whose place it is to be done; `null` when it is the person's own. */
  readonly inPlaceOf: PersonStamp | null
}

/**
 * What the actor has to do with the material now: their own tasks and those of people they stand in
 * for. Two tasks of one verb are one line: the nearer deadline, all that waits.
 */
export function tasksFor(actor: Actor, { tasks }: Pick<MaterialCard, 'tasks'>, now: Instant): readonly OwnTask[] {
  const own = new Map<string, OwnTask>()
  const { standsFor: _standsFor, ...alone } = actor
  for (const task of tasks) {
    if (task.except.includes(actor.personId)) continue
    if ((task.from ?? now) > now || (task.until ?? now) < now) continue
    const inPlaceOf = isAddressed(task, whosOf(alone)) ? null : stoodForIn(actor, task)
    if (inPlaceOf === undefined) continue
    const { verb, dueAt, count = null } = task
    const key = `${verb}/${inPlaceOf?.personId ?? ''}`
    const other = own.get(key)
    own.set(key, other ? together(other, { verb, dueAt, count, inPlaceOf }) : { verb, dueAt, count, inPlaceOf })
  }
  return [...own.values()]
}

/** Whose task it is that the actor has through standing in for them; `undefined` for nobody's. */
const stoodForIn = (actor: Actor, task: Task): PersonStamp | undefined =>
  actor.standsFor?.find((stoodFor) => isAddressed(task, whosOf({ ...actor, standsFor: [stoodFor] })))?.person

const together = (a: OwnTask, b: OwnTask): OwnTask => ({
  ...a,
  dueAt: a.dueAt === null || (b.dueAt !== null && b.dueAt < a.dueAt) ? b.dueAt : a.dueAt,
  count: a.count === null && b.count === null ? null : (a.count ?? 1) + (b.count ?? 1),
})
