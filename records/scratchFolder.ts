import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const prefix = 'glosa-scratch-'
/** No child process lives so long. */
const abandonedMs = 3_600_000

let cleared: Promise<void> | null = null

/**
 * Runs `work` with an empty folder of its own, which is gone afterwards. The first call of a process removes what
 * processes that were killed left: words of materials do not stay in the temporary folder.
 */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const within = tmpdir()
  cleared ??= removeAbandoned(within)
  await cleared
  const folder = await mkdtemp(path.join(within, prefix))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes the scratch folders of an hour ago and earlier. What another user's process left cannot be removed, and is left. */
export async function removeAbandoned(within: string, now = Date.now()): Promise<void> {
  const names = await readdir(within)
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const folder = path.join(within, name)
    try {
      const { mtimeMs } = await stat(folder)
      if (now - mtimeMs > abandonedMs) await rm(folder, { recursive: true, force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
}
