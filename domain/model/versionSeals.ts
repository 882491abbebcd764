import type { RecordsDelivery } from './delivery.ts'
import type { Sha256 } from './ids.ts'
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

/**
 * Whether a delivery cannot be prepared before somebody has its version sealed; asked where seals are made when ordered.
 * A seal that was made before the number was known counts: the order was for the version, and the delivery has the PDF
 * with the number sealed in its turn.
 */
export const awaitsSeal = ({ versions }: Pick<Material, 'versions'>, { state, version }: RecordsDelivery): boolean =>
  state === 'queued' && versions.some((one) => one.number === version && sealOf(one) === null)

/** The newest PDF of a seal: the one with its last renewal. */
export const sealedPdfOf = ({ pdf, renewal }: VersionSeal): Sha256 => renewal?.pdf ?? pdf

/** Until when a seal is proven by its timestamps; `null` for one that has none over the whole file. */
export const provenUntilOf = ({ provenUntil, renewal }: VersionSeal): Instant | null =>
  renewal?.provenUntil ?? provenUntil ?? null

/** When work on a seal that was asked for is due next; `null` when none is. */
export function sealDueAt(material: Pick<Material, 'versions'>): Instant | null {
  const due = material.versions.flatMap(({ sealOrder }) => (sealOrder ? [sealOrder.nextAttemptAt] : []))
  return due.length > 0 ? (Math.min(...due) as Instant) : null
}
