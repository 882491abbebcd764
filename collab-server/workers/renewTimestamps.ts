import { EvidenceMissing, TimestampFailed } from '@glosa/records'
import {
  instant,
  isRefused,
  overAndDone,
  provenUntilOf,
  sealedPdfOf,
  systemStamp,
  type Material,
  type VersionSeal,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import type { OfficeSeal } from '../officeSeal.ts'

/** What a round of renewals came to. */
export interface RenewalRound {
  readonly renewed: number
  /** Seals that are due and were not renewed: the authority does not answer, or its certificate ends no later. */
  readonly left: number
}

/** How long before the end of the proof a seal is renewed (ms): an authority may be away for weeks, and people on leave. */
export const renewBeforeMs = 120 * 86_400_000

/**
 * Renews the timestamps over sealed PDFs (B-LTA) before the certificate of the last one ends: after
 * that day nobody could prove any more that the timestamp was good. The new PDF begins with the old
 * one, and an event names it. A timestamp whose certificate ends no later than the last one's is not
 * kept: the authority has no newer certificate yet, and the round ends there.
 * @param isClosed asked before each seal
 */
export async function renewTimestamps(
  context: CommandContext,
  officeSeal: Pick<OfficeSeal, 'renew'>,
  log: Pick<Logger, 'info' | 'warn'>,
  isClosed: () => boolean = () => false,
): Promise<RenewalRound> {
  const { renew } = officeSeal
  if (!renew) return { renewed: 0, left: 0 }
  const dueBefore = instant(context.now() + renewBeforeMs)
  let renewed = 0
  let left = 0
  let isOver = false
  for (const materialId of await context.projections.deliveriesDue(overAndDone)) {
    const material = (await context.materials.load(materialId))?.material
    for (const { version, seal } of material ? dueSeals(material, dueBefore) : []) {
      if (isClosed()) return { renewed, left }
      if (isOver) {
        left += 1
        continue
      }
      try {
        if (await renewOne(context, renew, materialId, version, seal)) {
          renewed += 1
          log.info({ materialId, version }, 'the timestamp of a seal was renewed')
        } else {
          left += 1
          isOver = true
          log.warn({ materialId, version }, 'the timestamp authority has no newer certificate yet')
        }
      } catch (error) {
        if (!(error instanceof TimestampFailed) && !(error instanceof EvidenceMissing)) throw error
        left += 1
        isOver = true
        log.warn({ materialId, version, err: error }, 'the timestamp of a seal could not be renewed')
      }
    }
  }
  return { renewed, left }
}

function dueSeals(
  { versions }: Material,
  dueBefore: number,
): readonly { readonly version: number; readonly seal: VersionSeal }[] {
  return versions.flatMap(({ number, seals = [] }) =>
    seals.flatMap((seal) => {
      const provenUntil = provenUntilOf(seal)
      return provenUntil !== null && provenUntil <= dueBefore ? [{ version: number, seal }] : []
    }),
  )
}

/** @returns whether the seal is now proven for longer */
async function renewOne(
  context: CommandContext,
  renew: NonNullable<OfficeSeal['renew']>,
  materialId: Material['id'],
  version: number,
  seal: VersionSeal,
): Promise<boolean> {
  const bytes = await context.blobs.get(sealedPdfOf(seal))
  if (!bytes) throw new Error(`the sealed PDF of version ${version} of ${materialId} is missing`)
  const made = await renew(bytes)
  if (!made || made.provenUntil <= (provenUntilOf(seal) ?? 0)) return false
  const { timestampedAt, provenUntil, timestamps } = made
  const renewal = { pdf: await context.blobs.put(made.pdf), timestampedAt, provenUntil, timestamps }
  const done = await decideAndAppend(context, systemStamp, materialId, (now) => {
    const current = now.versions.find(({ number }) => number === version)?.seals?.find(({ pdf }) => pdf === seal.pdf)
    // Another process renewed it meanwhile: its renewal counts.
    if (!current || sealedPdfOf(current) !== sealedPdfOf(seal)) return []
    return [{ type: 'seal-renewed', version, seal: seal.pdf, renewal }]
  })
  return !isRefused(done)
}
