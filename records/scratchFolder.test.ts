import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeAbandoned, withScratchFolder } from './scratchFolder.ts'

/** The codes with which the next attempts to list a folder fail. */
const listing = vi.hoisted(() => ({ fails: [] as string[] }))

vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original()
  const failing = (...args: Parameters<typeof fs.readdir>) => {
    const code = listing.fails.shift()
    return code ? Promise.reject(Object.assign(new Error(code), { code })) : fs.readdir(...args)
  }
  return { ...fs, readdir: failing as typeof fs.readdir }
})

describe('scratch folders', () => {
  let within = ''
  beforeEach(async () => {
    within = await mkdtemp(join(tmpdir(), 'glosa-within-'))
  })
  afterEach(() => rm(within, { recursive: true, force: true }))

  // Before all others: a process clears once, when its first folder is asked for.
  it('[RE31] are cleared another time when that fails, and done without where nobody may list them', async () => {
    const used = () => withScratchFolder((folder) => Promise.resolve(folder !== ''))
    listing.fails = ['EMFILE']
    await expect(used()).rejects.toThrow('EMFILE')
    listing.fails = ['EACCES']
    expect(await used()).toBe(true)
    expect(listing.fails).toEqual([])
  })

  it('[RE31] are gone when the work is done, and when it failed', async () => {
    const seen: string[] = []
    const used = await withScratchFolder(async (folder) => {
      seen.push(folder)
      await writeFile(join(folder, 'job.json'), 'words of a material')
      return (await readdir(folder)).length
    })
    const failing = withScratchFolder(async (folder) => {
      seen.push(folder)
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect([used, new Set(seen).size]).toEqual([1, 2])
    for (const folder of seen) await expect(readdir(folder)).rejects.toThrow('ENOENT')
  })

  it('[RE31] that killed processes left are removed, and nothing else', async () => {
    const anHourAgo = (Date.now() - 3_700_000) / 1_000
    await mkdir(join(within, 'elsewhere'))
    await writeFile(join(within, 'elsewhere', 'kept'), '')
    for (const name of ['glosa-scratch-old', 'glosa-scratch-new', 'other-old']) {
      await mkdir(join(within, name, 'home'), { recursive: true })
      await symlink(join(within, 'elsewhere'), join(within, name, 'link'))
      await writeFile(join(within, name, 'job.json'), 'words of a material')
      if (name.endsWith('old')) await utimes(join(within, name), anHourAgo, anHourAgo)
    }
    await removeAbandoned(within)
    expect((await readdir(within)).toSorted()).toEqual(['elsewhere', 'glosa-scratch-new', 'other-old'])
    expect(await readdir(join(within, 'elsewhere'))).toEqual(['kept'])
  })
})
