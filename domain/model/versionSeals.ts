import type { Material, MaterialVersion } from './material.ts'
import { refused, type Refused } from './refusals.ts'
import type { VersionSeal, VersionSealing } from './seals.ts'
import type { Instant } from './time.ts'

/** The version by its number. */
export const versionOf = (material: Pick<Material, 'versions'>, number: number): MaterialVersion | Refused =>
  material.versions.find((version) => version.number === number) ?? refused('version-not-found')

/** The newest seal of a version over the PDF with this number printed in it; any number when left out. */
export const sealOf = (version: VersionSealing, recordNumber?: string | null): VersionSeal | null =>
  version.seals?.findLast((seal) => recordNumber === undefined || seal.recordNumber === recordNumber) ?? null

/** When work on a seal that was asked for is due next; `null` when none is. */
export function sealDueAt(material: Pick<Material, 'versions'>): Instant | null {
  const due = material.versions.flatMap(({ sealOrder }) => (sealOrder ? [sealOrder.nextAttemptAt] : []))
  return due.length > 0 ? (Math.min(...due) as Instant) : null
}
