import { instant, workingDaysFrom, type Instant } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'

const calendar = { country: 'cs', closedDays: [] } as const
const workBeginsAt = 8
const minuteMs = 60_000
const stepMs = 7 * minuteMs
const lastMs = 9 * 60 * minuteMs

/** A full hour of the office, so many working days from now; of an earlier day when negative. */
export const atHour = (now: Instant, days: number, hour: number): Instant => workingDaysFrom(now, days, calendar, hour)

/** The same commands, so many working days ago (a negative number); now for 0. */
export type Stages = (days: number) => CommandContext

/**
 * The past of one demo material. On an earlier day each look at the clock is some minutes later,
 * within the hours of work, and never earlier than in the stages before.
 */
export function stagesOf(context: CommandContext): Stages {
  let last: Instant = instant(0)
  return (days) => {
    if (days >= 0) return context
    const opens = atHour(context.now(), days, workBeginsAt)
    // Not everything in an office happens at the same minute.
    const begins = opens + ((-days * 83) % 300) * minuteMs
    const pass = () => {
      const later = Math.min(last + stepMs, opens + lastMs)
      last = instant(Math.max(begins, later, last))
      return last
    }
    return { ...context, now: pass }
  }
}
