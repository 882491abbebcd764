import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FrozenVersion, PrintFinding, Sha256 } from '@glosa/domain/model'
import { withScratchFolder } from '../scratchFolder.ts'
import { imageExtensionOf } from './imageFormat.ts'
import { findUnshowableImages } from './findUnshowable.ts'
import { imagesOf } from './imagesOf.ts'
import type { ProbeJob, ProbeReport } from './renderJob.ts'
import { runChild, usualLimits } from './runChild.ts'

const remembered = 5_000

/**
 * Finds the images of a version that its PDF could not show. The typesetter itself looks at them, in
 * its own process, as it will when it prints; what it said of an image is remembered by its content.
 */
export function createImageCheck(
  asset: (blob: Sha256) => Promise<Uint8Array | null>,
): (frozen: FrozenVersion) => Promise<readonly PrintFinding[]> {
  const known = new Map<Sha256, 'unreadable' | 'unknown-format' | null>()
  const learn = async (hashes: readonly Sha256[]): Promise<ReadonlySet<Sha256>> => {
    const missing = new Set<Sha256>()
    const unknown = new Map<Sha256, Uint8Array>()
    for (const hash of hashes) {
      if (known.has(hash)) continue
      const bytes = await asset(hash)
      if (!bytes) missing.add(hash)
      else if (!imageExtensionOf(bytes)) known.set(hash, 'unknown-format')
      else unknown.set(hash, bytes)
    }
    if (unknown.size > 0) {
      const unreadable = await probe(unknown)
      for (const hash of unknown.keys()) known.set(hash, unreadable.has(hash) ? 'unreadable' : null)
    }
    for (const hash of known.keys()) {
      if (known.size <= remembered || hashes.includes(hash)) break
      known.delete(hash)
    }
    return missing
  }
  return async (frozen) => {
    const missing = await learn(imagesOf(frozen))
    return findUnshowableImages(frozen, (blob) => (missing.has(blob) ? 'missing' : (known.get(blob) ?? null)))
  }
}

async function probe(images: ReadonlyMap<Sha256, Uint8Array>): Promise<ReadonlySet<string>> {
  return withScratchFolder(async (folder) => {
    for (const [hash, bytes] of images) await writeFile(path.join(folder, hash), bytes)
    const job: ProbeJob = { probe: [...images.keys()] }
    await mkdir(path.join(folder, 'workspace'))
    await mkdir(path.join(folder, 'home'))
    await writeFile(path.join(folder, 'job.json'), JSON.stringify(job))
    await runChild(folder, usualLimits)
    const report: ProbeReport = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'))
    return new Set(report.unreadable)
  })
}
