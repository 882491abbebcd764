import { statSync } from 'node:fs'

/** By which a file is known again; `null` where there is none, or the disk does not say. */
export function inodeOf(path: string): number | null {
  try {
    return statSync(path).ino
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return null
  }
}
