import {
  applySettingsRecord,
  changeSettings,
  isRefused,
  settingsLog,
  stampOf,
  usualSettings,
  type Actor,
  type Instant,
  type OfficeLanguage,
  type OfficeLog,
  type OfficeRecord,
  type OfficeSettings,
  type Refused,
  type SettingsChange,
  type SettingsEvent,
} from '@glosa/domain/model'
import { createOfficeStream } from './officeStream.ts'

/** The settings with the sequence number of their last change; 0 for those that nobody changed. */
export interface SettingsNow {
  readonly settings: OfficeSettings
  readonly sequence: number
}

/** How the office runs its procedure: read by everybody, changed by administrators. */
export interface SettingsOfOffice {
  /** What holds before anybody changes anything. */
  readonly usual: OfficeSettings
  read(): Promise<SettingsNow>
  /** @param known sequence number of the settings that the administrator saw */
  change(actor: Actor, known: number, change: SettingsChange): Promise<SettingsNow | Refused>
  history(): Promise<readonly OfficeRecord<SettingsEvent>[]>
}

export function createOfficeSettings(deps: {
  readonly officeLog: OfficeLog
  readonly now: () => Instant
  /** Whose country's customs hold until somebody sets others; Czech when left out. */
  readonly language?: OfficeLanguage
}): SettingsOfOffice {
  const usual = usualSettings(deps.language ?? 'cs')
  const stream = createOfficeStream<OfficeSettings, SettingsEvent>(deps, {
    empty: () => usual,
    apply: applySettingsRecord,
  })
  return {
    usual,
    async read() {
      const { state: settings, sequence } = await stream.load(settingsLog)
      return { settings, sequence }
    },
    async change(actor, known, change) {
      const done = await stream.decideAndAppend(stampOf(actor), settingsLog, (settings, sequence) =>
        changeSettings(actor, settings, sequence, known, change),
      )
      return isRefused(done) ? done : { settings: done.state, sequence: done.sequence }
    },
    // Only `change` writes into this log.
    history: async () => (await deps.officeLog.read(settingsLog)) as readonly OfficeRecord<SettingsEvent>[],
  }
}
