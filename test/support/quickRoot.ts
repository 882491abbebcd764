import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Where long runs keep their files, in memory if possible: waiting for a disk thousands of times proves nothing more. */
export const quickRoot = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
