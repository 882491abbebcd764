import type { MaterialCard, MaterialId, Person, Projections, Unit } from '@glosa/domain/model'
import type { Database } from './database.ts'

export function sqliteProjections(database: Database): Projections {
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
    putDirectory: (people, units) => database.writeLater('putDirectory', JSON.stringify({ people, units })),
    async directory() {
      const content = await database.read('directory')
      if (content === null) return { people: [], units: [] }
      return JSON.parse(content) as { people: Person[]; units: Unit[] }
    },
    nextNumber: (series, year) => database.write('nextNumber', series, year),
    clearCards: () => database.write('clearCards'),
  }
}
