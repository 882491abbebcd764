import {
  applySubstitutionRecord,
  noticeOfficeOf,
  substitutionsLog,
  type Instant,
  type NoticeOffice,
  type OfficeCalendar,
  type OfficeLog,
  type Projections,
  type Substitution,
  type SubstitutionEvent,
} from '@glosa/domain/model'
import { createOfficeStream } from '../officeStream.ts'
import type { SettingsOfOffice } from '../officeSettings.ts'

/** The office as it is now, for those who decide whom to tell. */
export interface OfficeNow {
  readonly office: NoticeOffice
  readonly calendar: OfficeCalendar
}

/** Reads people, units, substitutions and settings together. */
export type ReadOffice = () => Promise<OfficeNow>

export function officeReader(deps: {
  readonly officeLog: OfficeLog
  readonly projections: Pick<Projections, 'directory'>
  readonly settings: Pick<SettingsOfOffice, 'read'>
  readonly now: () => Instant
}): ReadOffice {
  const substitutions = createOfficeStream<readonly Substitution[], SubstitutionEvent>(deps, {
    empty: () => [],
    apply: applySubstitutionRecord,
  })
  return async () => {
    const [directory, { state }, { settings }] = await Promise.all([
      deps.projections.directory(),
      substitutions.load(substitutionsLog),
      deps.settings.read(),
    ])
    return {
      office: noticeOfficeOf(directory, state, settings.settlement.release, deps.now()),
      calendar: settings.calendar,
    }
  }
}
