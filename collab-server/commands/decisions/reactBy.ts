import { instant, workingDaysFrom, type Instant, type OfficeSettings } from '@glosa/domain/model'

/** Until when a settlement that is shown now can be reacted to: the end of the last working day given, by the clock of the office. */
export const reactByOf = ({ settlement, calendar }: OfficeSettings, now: Instant): Instant =>
  instant(workingDaysFrom(now, settlement.reactionDays, calendar, 24) - 1)
