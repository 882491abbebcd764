import type { Material } from '@glosa/domain/model'
import type { MaterialStore } from './materialStore.ts'

/** What every dialog of the page gets. */
export interface DialogOf {
  readonly store: MaterialStore
  readonly material: Material
  readonly onClose: () => void
}
