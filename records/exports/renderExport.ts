import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExportJob } from '@glosa/domain/model'
import { runChild, usualLimits, type RenderLimits } from '../render/runChild.ts'
import { withScratchFolder } from '../scratchFolder.ts'

const child = fileURLToPath(new URL('./exportChild.ts', import.meta.url))

/**
 * Makes an export in a process of its own. The same job gives the same bytes.
 * @throws Error when it fails or uses more than its limits
 */
export async function renderExport(job: ExportJob, limits: RenderLimits = usualLimits): Promise<Uint8Array> {
  return withScratchFolder(async (folder) => {
    await mkdir(path.join(folder, 'home'))
    await writeFile(path.join(folder, 'job.json'), JSON.stringify(job))
    await runChild(folder, limits, child)
    return await readFile(path.join(folder, 'export'))
  })
}
