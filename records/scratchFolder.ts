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
  cleared ??= removeAbandoned(within).catch((error: unknown) => {
    cleared = null
    throw error
  })
  await cleared
  const folder = await mkdtemp(path.join(within, prefix))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes the scratch folders of an hour ago and earlier, as far as the system lets it. */
export async function removeAbandoned(within: string): Promise<void> {
  const names = await readdir(within).catch(unless('EACCES', 'EPERM'))
  for (const name of names?.filter((each) => each.startsWith(prefix)) ?? []) {
    const folder = path.join(within, name)
    // Another process may have removed it since, and what another user's process left cannot be removed.
    const age = await stat(folder).catch(unless('ENOENT'))
    if (!age || Date.now() - age.mtimeMs <= abandonedMs) continue
    await rm(folder, { recursive: true, force: true }).catch(unless('EACCES', 'EPERM'))
  }
}

/** For `catch`: `null` for these errors of the system; any other is thrown on. */
const unless =
  (...codes: readonly string[]) =>
  (error: unknown): null => {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null
    throw error
  }
