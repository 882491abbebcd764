import type { AnswerOf, OfficeSettingsView } from '@glosa/domain/contract'
import { applySettingsRecord } from '@glosa/domain/model'

type SettingsHistory = AnswerOf<'readSettingsHistory'>
type Settings = OfficeSettingsView['settings']

/** One change of the settings as the history has it. */
export type SettingsChangeView = SettingsHistory['records'][number]['changes'][number]

/** A change with the settings that it found. */
export interface ChangeInHistory {
  readonly before: Settings
  readonly change: SettingsChangeView
}

/** A record of the history, each of its changes with the settings before it. */
export interface RecordInHistory extends Omit<SettingsHistory['records'][number], 'changes'> {
  readonly changes: readonly ChangeInHistory[]
}

/** Goes through the history from what held at first. @returns the records in their order */
export function settingsBefore({ usual, records }: SettingsHistory): readonly RecordInHistory[] {
  let now: Settings = usual
  return records.map(({ changes, ...record }) => ({
    ...record,
    changes: changes.map((change) => {
      const before = now
      now = structuredClone(applySettingsRecord(now, { events: [{ type: 'settings-changed', change }] })) as Settings
      return { before, change }
    }),
  }))
}
