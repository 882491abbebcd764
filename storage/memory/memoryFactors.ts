import type { FactorId, FactorRow, FactorStore } from '@glosa/domain/model'

export function memoryFactors(): FactorStore {
  const factors = new Map<FactorId, FactorRow>()
  return {
    async create(row) {
      if (factors.has(row.id)) return false
      factors.set(row.id, structuredClone(row))
      return true
    },
    async ofPerson(personId) {
      return [...factors.values()]
        .filter((row) => row.personId === personId)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    },
    async change(id, revision, { label, lastUsedAt, data }) {
      const row = factors.get(id)
      if (row?.revision !== revision) return false
      factors.set(id, { ...row, label, lastUsedAt, data, revision: revision + 1 })
      return true
    },
    async remove(id) {
      return factors.delete(id)
    },
    async all() {
      return [...factors.values()]
    },
  }
}
