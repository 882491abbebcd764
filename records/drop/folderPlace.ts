import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { hasCode, renameDurably, writeDurably } from '../folder/durableFiles.ts'
import { PlaceAway, type DropPlace, type OpenPlace } from './dropPlace.ts'

/** A folder of this machine, or of the network as mounted here. */
export function folderPlace(folder: string): DropPlace {
  const at = (name: string): string => path.join(folder, ...name.split('/'))
  const exists = (name: string): Promise<boolean> =>
    stat(at(name)).then(
      () => true,
      (error: unknown) => {
        if (hasCode(error, 'ENOENT')) return false
        throw error
      },
    )
  const place: OpenPlace = {
    exists,
    async put(name, bytes) {
      await mkdir(path.dirname(at(name)), { recursive: true })
      const unfinished = `${at(name)}.part`
      await writeDurably(unfinished, bytes)
      await renameDurably(unfinished, at(name))
    },
    async get(name) {
      try {
        return await readFile(at(name))
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null
        throw error
      }
    },
    async move(from, to) {
      await mkdir(path.dirname(at(to)), { recursive: true })
      if (await exists(from)) await renameDurably(at(from), at(to))
    },
  }
  return {
    endpoint: folder,
    async use(work) {
      try {
        await mkdir(folder, { recursive: true })
        return await work(place)
      } catch (error) {
        if (error instanceof Error && 'code' in error && 'syscall' in error) throw new PlaceAway(String(error.code))
        throw error
      }
    },
  }
}
