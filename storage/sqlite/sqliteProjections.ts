import type { MaterialCard, MaterialId, Person, Projections, Unit } from '@glosa/domain/model'
import type { Database } from './database.ts'

type Directory = Awaited<ReturnType<Projections['directory']>>

export function sqliteProjections(database: Database): Projections {
  // Nobody else writes to the folder, so what was read or written last is what is there; every command asks.
  let known: Promise<Directory> | null = null
  const read = async (): Promise<Directory> => {
    const content = await database.read('directory')
    return content === null ? { people: [], units: [] } : (JSON.parse(content) as { people: Person[]; units: Unit[] })
  }
  return {
    putCard: (card) => database.writeLater('putCard', card),
    async card(materialId) {
      const card = await database.read('card', materialId)
      return card === null ? null : (JSON.parse(card) as MaterialCard)
    },
    async cards(query) {
      const { cards, total } = await database.read('cards', query)
      return { cards: cards.map((card) => JSON.parse(card) as MaterialCard), total }
    },
    deliveriesDue: async (now) => (await database.read('deliveriesDue', now)) as MaterialId[],
    roundsDue: async (now) => (await database.read('roundsDue', now)) as MaterialId[],
    cardSequences: async () => new Map((await database.read('cardSequences')) as [MaterialId, number][]),
    async putDirectory(people, units) {
      await database.writeLater('putDirectory', JSON.stringify({ people, units }))
      known = null
    },
    directory() {
      known ??= read().catch((error: unknown) => {
        known = null
        throw error
      })
      return known
    },
    nextNumber: (series, year) => database.write('nextNumber', series, year),
    clearCards: () => database.write('clearCards'),
  }
}
