import type { MaterialView, Readiness } from '@glosa/domain/contract'

/** What every panel of the page gets. `onDone` is called after an act: everything is asked for again. */
export interface PanelProps {
  readonly material: MaterialView
  readonly ready: Readiness
  readonly onDone: () => void
}
