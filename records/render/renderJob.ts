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

/** The other job: to find out which of the images in the folder the typesetter can decode. */
export interface ProbeJob {
  readonly probe: readonly string[]
}

/** What that leaves as `report.json`. */
export interface ProbeReport {
  readonly unreadable: readonly string[]
}

/** What it leaves as `report.json` next to `version.pdf`. */
export interface RenderReport {
  readonly missing: readonly UnshowableCharacter[]
  readonly pages: number
}
