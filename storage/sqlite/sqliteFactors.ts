import { instant } from '@glosa/domain/model'
import type { FactorId, FactorRow, FactorStore, PersonId } from '@glosa/domain/model'
import type { Database } from './database.ts'
import type { FactorColumns } from './factorOperations.ts'

export function sqliteFactors(database: Database): FactorStore {
  return {
    create: ({ personId, ...row }) => database.write('createFactor', { ...row, person: personId }),
    ofPerson: async (personId) => (await database.read('factorsOfPerson', personId)).map(rowOf),
    change: (id, revision, { label, lastUsedAt, data }) =>
      database.write('changeFactor', id, revision, label, lastUsedAt, data),
    remove: (id) => database.write('removeFactor', id),
    all: async () => (await database.read('allFactors')).map(rowOf),
  }
}

const rowOf = ({ id, person, kind, createdAt, lastUsedAt, ...row }: FactorColumns): FactorRow => ({
  ...row,
  id: id as FactorId,
  personId: person as PersonId,
  kind: kind as FactorRow['kind'],
  createdAt: instant(createdAt),
  lastUsedAt: lastUsedAt === null ? null : instant(lastUsedAt),
})
