import type { MaterialCard, MaterialId, Person, Projections, Unit } from '@glosa/domain/model'
import { newestFirst, taskIsFor } from '../cardMatches.ts'

export function memoryProjections(): Projections {
  const cards = new Map<MaterialId, MaterialCard>()
  const numbers = new Map<string, number>()
  let directory: { readonly people: readonly Person[]; readonly units: readonly Unit[] } = { people: [], units: [] }
  return {
    async putCard(card) {
      const there = cards.get(card.materialId)
      if (!there || there.sequence < card.sequence) cards.set(card.materialId, structuredClone(card))
    },
    async card(materialId) {
      return cards.get(materialId) ?? null
    },
    async cards(query) {
      const found = [...cards.values()]
        .filter(
          (card) =>
            card.audience.some((who) => query.whos.includes(who)) &&
            (query.state === undefined || card.state === query.state) &&
            (query.words ?? []).every((word) => card.searchText.includes(word)) &&
            (!query.withTasks || card.tasks.some((task) => taskIsFor(task, query))),
        )
        .sort(newestFirst)
      return { cards: found.slice(query.offset, query.offset + query.limit), total: found.length }
    },
    async deliveriesDue(now) {
      return [...cards.values()]
        .filter((card) => card.deliveryDueAt !== null && card.deliveryDueAt <= now)
        .map((card) => card.materialId)
    },
    async roundsDue(now) {
      return [...cards.values()]
        .filter((card) => card.roundDueAt !== null && card.roundDueAt <= now)
        .map((card) => card.materialId)
    },
    async cardSequences() {
      return new Map([...cards.values()].map((card) => [card.materialId, card.sequence]))
    },
    async putDirectory(people, units) {
      directory = structuredClone({ people, units })
    },
    async directory() {
      return directory
    },
    async nextNumber(series, year) {
      const key = `${series}/${year}`
      const next = (numbers.get(key) ?? 0) + 1
      numbers.set(key, next)
      return next
    },
    async clearCards() {
      cards.clear()
    },
  }
}
