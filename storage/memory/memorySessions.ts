import type { SessionId, SessionRow, SessionStore } from '@glosa/domain/model'

export function memorySessions(): SessionStore {
  const sessions = new Map<SessionId, SessionRow>()
  return {
    async create(row) {
      if (sessions.has(row.id)) throw new Error('a session with this id is there already')
      sessions.set(row.id, structuredClone(row))
    },
    async find(id) {
      return sessions.get(id) ?? null
    },
    async findByRefreshHash(hash) {
      for (const row of sessions.values()) {
        if (row.refreshHash === hash || row.previousRefreshHash === hash) return row
      }
      return null
    },
    async rotate(id, expected, next) {
      const row = sessions.get(id)
      if (!row || row.refreshHash !== expected || row.endedAt !== null) return false
      sessions.set(id, { ...row, ...next, previousRefreshHash: expected })
      return true
    },
    async end(id, at, reason) {
      const row = sessions.get(id)
      if (row && row.endedAt === null) sessions.set(id, { ...row, endedAt: at, endReason: reason })
    },
    async describe(id, { person, unitName }) {
      const row = sessions.get(id)
      if (!row || row.endedAt !== null) return false
      sessions.set(id, { ...row, person: structuredClone(person), unitName })
      return true
    },
    async prove(id, proof) {
      const row = sessions.get(id)
      if (!row || row.endedAt !== null) return false
      sessions.set(id, { ...row, proof: structuredClone(proof) })
      return true
    },
    async open(now) {
      return [...sessions.values()].filter((row) => row.endedAt === null && row.expiresAt > now)
    },
    async ofPerson(personId) {
      return [...sessions.values()]
        .filter((row) => row.personId === personId && row.endedAt === null)
        .sort((a, b) => b.createdAt - a.createdAt)
    },
    async forget(before) {
      let forgotten = 0
      for (const row of sessions.values()) {
        if ((row.endedAt ?? row.expiresAt) >= before && row.expiresAt >= before) continue
        sessions.delete(row.id)
        forgotten += 1
      }
      return forgotten
    },
  }
}
