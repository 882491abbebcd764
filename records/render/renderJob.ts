import type { FrozenVersion } from '@glosa/domain/model'
import type { PrintOptions } from './printVersion.ts'
import type { UnshowableCharacter } from './showableText.ts'

/** What the renderer's own process gets, as `job.json` in its folder. */
export interface RenderJob {
  readonly frozen: FrozenVersion
  readonly options: PrintOptions
  /** Hashes of the images that lie in the folder under this name. */
  readonly images: readonly string[]
}

/** What it leaves as `report.json` next to `version.pdf`. */
export interface RenderReport {
  readonly missing: readonly UnshowableCharacter[]
  readonly pages: number
}
