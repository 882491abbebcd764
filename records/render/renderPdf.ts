import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FrozenVersion, Sha256 } from '@glosa/domain/model'
import { withScratchFolder } from '../scratchFolder.ts'
import { imagesOf } from './imagesOf.ts'
import type { PrintOptions } from './printVersion.ts'
import type { RenderJob, RenderReport } from './renderJob.ts'
import { runChild, usualLimits, type RenderLimits } from './runChild.ts'
import type { UnshowableCharacter } from './showableText.ts'

export interface RenderedPdf {
  readonly pdf: Uint8Array
  /** Characters printed as U+FFFD because no font has them. */
  readonly missing: readonly UnshowableCharacter[]
  readonly pages: number
}

/**
 * Prints a version as PDF/A-2a and PDF/UA-1. The same version and options give the same bytes.
 * @param asset the bytes of an image by its hash; `null` when there is none (its place then says so)
 * @throws Error when the render fails or uses more than its limits
 */
export async function renderPdf(
  frozen: FrozenVersion,
  asset: (blob: Sha256) => Promise<Uint8Array | null>,
  options: PrintOptions,
  limits: RenderLimits = usualLimits,
): Promise<RenderedPdf> {
  return withScratchFolder(async (folder) => {
    const images = imagesOf(frozen)
    for (const hash of images) {
      const bytes = await asset(hash)
      if (bytes) await writeFile(path.join(folder, hash), bytes)
    }
    const job: RenderJob = { frozen, options, images }
    await mkdir(path.join(folder, 'workspace'))
    await mkdir(path.join(folder, 'home'))
    await writeFile(path.join(folder, 'job.json'), JSON.stringify(job))
    await runChild(folder, limits)
    const pdf = await readFile(path.join(folder, 'version.pdf'))
    const report: RenderReport = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'))
    return { pdf, missing: report.missing, pages: report.pages }
  })
}
