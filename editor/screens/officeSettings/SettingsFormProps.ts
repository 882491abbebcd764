import type { OfficeSettingsView } from '@glosa/domain/contract'

/** What every form of the settings gets. */
export interface SettingsFormProps {
  /** The settings as they were when the form was opened. */
  readonly view: OfficeSettingsView
  readonly onSaved: (view: OfficeSettingsView) => void
  /** Drops what was typed and shows what holds now. */
  readonly onReload: () => Promise<void>
}
