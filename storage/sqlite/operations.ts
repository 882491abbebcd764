import type { DatabaseSync } from 'node:sqlite'
import { bodyOperations } from './bodyOperations.ts'
import { cardOperations } from './cardOperations.ts'
import { factorOperations } from './factorOperations.ts'
import { materialOperations } from './materialOperations.ts'
import { noticeOperations } from './noticeOperations.ts'
import { officeOperations } from './officeOperations.ts'
import { searchOperations } from './searchOperations.ts'
import { sessionOperations } from './sessionOperations.ts'

/** Everything the worker can do on one connection, its statements prepared. */
export function operationsOn(database: DatabaseSync) {
  const probe = database.prepare('UPDATE probe SET tries = tries + 1')
  return {
    ...bodyOperations(database),
    ...cardOperations(database),
    ...factorOperations(database),
    ...materialOperations(database),
    ...officeOperations(database),
    ...noticeOperations(database),
    ...searchOperations(database),
    ...sessionOperations(database),
    probe(): void {
      probe.run()
    },
  }
}

export type Operations = ReturnType<typeof operationsOn>
