import { instant, workingDaysFrom, type Instant } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/** The earliest deadline of a round opened at `from` that needs no reason: the start of that working day. */
export async function leastDeadline(context: Pick<CommandContext, 'settings'>, from: Instant): Promise<Instant> {
  const { settings } = await context.settings.read()
  const { leastDays } = settings.rounds
  // The day counts, not the hour: a deadline in the morning of the last day is not a shortened one.
  return leastDays === 0 ? instant(0) : workingDaysFrom(from, leastDays, settings.calendar, 0)
}
