import { isRefused, type PersonId } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { advanceRounds } from '../commands/review/advanceRounds.ts'
import { passComments } from '../commands/review/passComments.ts'
import { startChores, type Chores } from './chores.ts'

const lookEveryMs = 5_000

/**
 * Opens planned rounds at their time and discloses closed ones after their deadline; passes the
 * open comments of people who left the office to their units. Each step is an event, so that several
 * servers may look at once, and a kill loses nothing.
 */
export function startRoundWorker(context: CommandContext, log: Logger): Chores {
  let known: ReadonlySet<PersonId> | null = null

  const advance = async (isOver: () => boolean) => {
    for (const materialId of await context.projections.roundsDue(context.now())) {
      if (isOver()) return
      const done = await advanceRounds(context, materialId)
      if (isRefused(done)) log.warn({ materialId, code: done.refused }, 'what is due in a round was refused')
    }
  }
  // Every history is read only when somebody is gone, and once at the start: they may have left meanwhile.
  const pass = async (isOver: () => boolean) => {
    const { people } = await context.projections.directory()
    const present = new Set(people.map(({ id }) => id))
    const isSomebodyGone = known === null || [...known].some((id) => !present.has(id))
    for (const materialId of isSomebodyGone ? await context.materialLog.materialIds() : []) {
      if (isOver()) return
      const passed = await passComments(context, materialId, present)
      if (passed > 0) log.info({ materialId, people: passed }, 'comments of people who left passed to their units')
    }
    // Only now: what failed on the way is done the next time.
    known = present
  }

  const chores = [
    { what: 'advancing rounds', run: advance },
    { what: 'passing comments of people who left', run: pass },
  ]
  return startChores(chores, lookEveryMs, log)
}
