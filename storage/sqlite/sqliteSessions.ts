import type { SessionRow, SessionStore } from '@glosa/domain/model'
import { columnsOf, sessionOf } from '../sessionColumns.ts'
import type { Database } from './database.ts'
import type { SessionTableRow } from './sessionOperations.ts'

export function sqliteSessions(database: Database): SessionStore {
  return {
    create: async (row) => database.write('createSession', tableRowOf(row)),
    find: async (id) => rowOf(await database.read('session', id)),
    findByRefreshHash: async (hash) => rowOf(await database.read('sessionByRefreshHash', hash)),
    rotate: (id, expected, next) =>
      database.write('rotateSession', id, expected, next.refreshHash, next.lastSeenAt, next.expiresAt),
    end: (id, at, reason) => database.write('endSession', id, at, reason),
    describe: (id, { person, unitName }) =>
      database.write('describeSession', id, JSON.stringify(person), JSON.stringify(unitName)),
    prove: (id, proof) => database.write('proveSession', id, JSON.stringify(proof)),
    async open(now) {
      const found = await database.read('openSessions', now)
      return found.flatMap((row) => rowOf(row) ?? [])
    },
    async ofPerson(personId) {
      const found = await database.read('sessionsOfPerson', personId)
      return found.flatMap((row) => rowOf(row) ?? [])
    },
    forget: (before) => database.write('forgetSessions', before),
  }
}

function tableRowOf(row: SessionRow): SessionTableRow {
  const { personId, ...columns } = columnsOf(row)
  return { ...columns, person: personId }
}

function rowOf(found: SessionTableRow | null): SessionRow | null {
  if (!found) return null
  const { person, ...columns } = found
  return sessionOf({ ...columns, personId: person })
}
