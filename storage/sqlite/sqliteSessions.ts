import { instant } from '@glosa/domain/model'
import type { PersonId, SessionId, SessionRow, SessionStore } from '@glosa/domain/model'
import type { Database } from './database.ts'
import type { SessionColumns } from './sessionOperations.ts'

export function sqliteSessions(database: Database): SessionStore {
  return {
    create: async (row) => database.write('createSession', columnsOf(row)),
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
      return found.flatMap((columns) => rowOf(columns) ?? [])
    },
    async ofPerson(personId) {
      const found = await database.read('sessionsOfPerson', personId)
      return found.flatMap((columns) => rowOf(columns) ?? [])
    },
    forget: (before) => database.write('forgetSessions', before),
  }
}

type Rest = Omit<SessionRow, Exclude<keyof SessionColumns, 'rest' | 'person'> | 'personId'>

function columnsOf(row: SessionRow): SessionColumns {
  const {
    id,
    personId,
    createdAt,
    lastSeenAt,
    expiresAt,
    refreshHash,
    previousRefreshHash,
    endedAt,
    endReason,
    ...all
  } = row
  const rest: Rest = all
  return {
    id,
    person: personId,
    createdAt,
    lastSeenAt,
    expiresAt,
    refreshHash,
    previousRefreshHash,
    endedAt,
    endReason,
    rest: JSON.stringify(rest),
  }
}

function rowOf(columns: SessionColumns | null): SessionRow | null {
  if (!columns) return null
  return {
    ...(JSON.parse(columns.rest) as Rest),
    id: columns.id as SessionId,
    personId: columns.person as PersonId,
    createdAt: instant(columns.createdAt),
    lastSeenAt: instant(columns.lastSeenAt),
    expiresAt: instant(columns.expiresAt),
    refreshHash: columns.refreshHash,
    previousRefreshHash: columns.previousRefreshHash,
    endedAt: columns.endedAt === null ? null : instant(columns.endedAt),
    endReason: columns.endReason as SessionRow['endReason'],
  }
}
