import { describe, expect, it } from 'vitest'
import { instant } from '@glosa/domain/model'
import type { CardQuery, MaterialCard, MaterialId, PersonId, Task, UnitId } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { card, finance, jana, newId, noon, person, petr, unit } from './storageSamples.ts'

const nobody = { personIds: [], unitIds: [], roles: [] }
const everything = { limit: 100, offset: 0 }

const task = (changes: Partial<Task>): Task => ({ verb: 'comment', dueAt: null, ...nobody, except: [], ...changes })

export function describeProjections({ now, reopens, reopen }: StorageInTest): void {
  /** Cards of this test only: the query of a person nobody else asks for. */
  const newPerson = () => `demo:${newId<MaterialId>()}` as PersonId
  const as = (personId: PersonId, ...whos: string[]) => ({ personId, whos: [`p:${personId}`, ...whos] })
  const idsOf = async (query: CardQuery) => {
    const found = await now().projections.cards(query)
    return { ids: found.cards.map(({ materialId }) => materialId), total: found.total }
  }

  describe('cards', () => {
    it('[ST12] gives a card back as it was', async () => {
      const kept = card({ tasks: [task({ personIds: [jana] })], closesAt: noon })
      await now().projections.putCard(kept)
      expect(await now().projections.card(kept.materialId)).toEqual(kept)
      expect(await now().projections.card(newId<MaterialId>())).toBeNull()
      expect((await now().projections.cardSequences()).get(kept.materialId)).toBe(1)
    })

    it('[ST12] keeps the card of the highest sequence number, whatever the order of writing', async () => {
      const reader = newPerson()
      const audience = [`p:${reader}`]
      const materialId = newId<MaterialId>()
      const cards = [3, 1, 7, 5, 2, 6, 4].map((sequence) =>
        card({ materialId, sequence, title: `${sequence}`, audience }),
      )
      await Promise.all(cards.map((one) => now().projections.putCard(one)))
      await now().projections.putCard(card({ materialId, sequence: 7, title: 'again', audience: [] }))
      await now().projections.putCard(card({ materialId, sequence: 2, title: 'late', audience: [] }))
      expect((await now().projections.card(materialId))?.title).toBe('7')
      expect(await idsOf({ ...everything, ...as(reader) })).toEqual({ ids: [materialId], total: 1 })
    })

    it('[ST13] shows a card to its people, units and roles only, also after these change', async () => {
      const [ann, ben] = [newPerson(), newPerson()]
      const [unitWho, role] = [`u:${newPerson()}`, `r:${newId<MaterialId>()}`]
      const forAnn = card({ audience: [`p:${ann}`] })
      const forUnit = card({ audience: [unitWho] })
      const forRole = card({ audience: [role] })
      const forAll = card({ audience: [`p:${ann}`, `p:${ben}`, unitWho, role] })
      for (const one of [forAnn, forUnit, forRole, forAll]) await now().projections.putCard(one)
      const seen = async (personId: PersonId, ...whos: string[]) =>
        new Set((await idsOf({ ...everything, ...as(personId, ...whos) })).ids)
      expect(await seen(ann)).toEqual(new Set([forAnn.materialId, forAll.materialId]))
      expect(await seen(newPerson(), unitWho)).toEqual(new Set([forUnit.materialId, forAll.materialId]))
      expect(await seen(newPerson(), 'r:x', role)).toEqual(new Set([forRole.materialId, forAll.materialId]))
      expect((await seen(ann, unitWho, role)).size).toBe(4)
      expect(await seen(newPerson())).toEqual(new Set())
      await now().projections.putCard({ ...forAnn, sequence: 2, audience: [`p:${ben}`] })
      expect(await seen(ann)).toEqual(new Set([forAll.materialId]))
      expect(await seen(ben)).toEqual(new Set([forAnn.materialId, forAll.materialId]))
    })

    it('[ST14] pages through the newest changes first, with the total of all', async () => {
      const reader = newPerson()
      const cards: MaterialCard[] = []
      for (let index = 0; index < 25; index++) {
        // Five share each instant, so that the order within one matters.
        const updatedAt = instant(noon + Math.floor(index / 5))
        cards.push(card({ updatedAt, audience: [`p:${reader}`] }))
      }
      await Promise.all(cards.map((one) => now().projections.putCard(one)))
      const pages = []
      for (let offset = 0; offset < 30; offset += 10) {
        const page = await idsOf({ ...everything, ...as(reader), limit: 10, offset })
        expect(page.total).toBe(25)
        pages.push(...page.ids)
      }
      const expected = cards
        .toSorted((a, b) => b.updatedAt - a.updatedAt || (a.materialId < b.materialId ? -1 : 1))
        .map(({ materialId }) => materialId)
      expect(pages).toEqual(expected)
      expect(await idsOf({ ...everything, ...as(reader), limit: 0 })).toEqual({ ids: [], total: 25 })
    })

    it('[ST15] finds cards in which every word occurs, as letters and not as a pattern', async () => {
      const reader = newPerson()
      const put = async (searchText: string, state: MaterialCard['state'] = 'draft') => {
        const one = card({ searchText, state, audience: [`p:${reader}`] })
        await now().projections.putCard(one)
        return one.materialId
      }
      const road = await put('oprava silnice ii/360 (trebic) odbor dopravy', 'in-review')
      const school = await put('oprava skoly 100% dotace odbor skolstvi')
      const find = async (words: string[], more: Partial<CardQuery> = {}) =>
        new Set((await idsOf({ ...everything, ...as(reader), words, ...more })).ids)
      expect(await find(['oprava'])).toEqual(new Set([road, school]))
      expect(await find(['oprava', 'silnic'])).toEqual(new Set([road]))
      expect(await find(['silnic', 'skol'])).toEqual(new Set())
      expect(await find(['(trebic)'])).toEqual(new Set([road]))
      expect(await find(['100%'])).toEqual(new Set([school]))
      expect(await find(['.*'])).toEqual(new Set())
      expect(await find(["'"])).toEqual(new Set())
      expect(await find(['_'])).toEqual(new Set())
      expect(await find([])).toEqual(new Set([road, school]))
      expect(await find(['oprava'], { state: 'in-review' })).toEqual(new Set([road]))
      expect((await idsOf({ ...everything, ...as(reader), words: ['silnic'] })).total).toBe(1)
    })

    it('[ST16] finds the cards with a task for the person, save the tasks that except them', async () => {
      const [ann, ben] = [newPerson(), newPerson()]
      const unitId = newPerson() as string as UnitId
      const role = newId<MaterialId>()
      const audience = [`p:${ann}`, `p:${ben}`]
      const put = async (tasks: Task[]) => {
        const one = card({ audience, tasks })
        await now().projections.putCard(one)
        return one.materialId
      }
      await put([])
      await put([task({ personIds: [petr] })])
      const forAnn = await put([task({ personIds: [ann] })])
      const forUnit = await put([task({ unitIds: [unitId] })])
      const exceptAnn = await put([task({ unitIds: [unitId], except: [ann] })])
      const other = await put([task({ unitIds: [unitId], except: [ann] }), task({ roles: [role], except: [ben] })])
      const tasksOf = async (personId: PersonId, limit = 100) =>
        idsOf({ ...everything, ...as(personId, `u:${unitId}`, `r:${role}`), withTasks: true, limit })
      const anns = await tasksOf(ann)
      expect(new Set(anns.ids)).toEqual(new Set([forAnn, forUnit, other]))
      expect(anns.total).toBe(3)
      expect(new Set((await tasksOf(ben)).ids)).toEqual(new Set([forUnit, exceptAnn, other]))
      const first = await tasksOf(ann, 2)
      expect(first.ids).toEqual(anns.ids.slice(0, 2))
      expect(first.total).toBe(3)
    })

    it('[ST17] names the materials whose delivery wants work', async () => {
      const due = card({ deliveryDueAt: noon })
      const later = card({ deliveryDueAt: instant(noon + 1) })
      const none = card()
      for (const one of [due, later, none]) await now().projections.putCard(one)
      const found = await now().projections.deliveriesDue(noon)
      expect(found).toContain(due.materialId)
      expect(found).not.toContain(later.materialId)
      expect(found).not.toContain(none.materialId)
      await now().projections.putCard({ ...due, sequence: 2, deliveryDueAt: null })
      expect(await now().projections.deliveriesDue(noon)).not.toContain(due.materialId)
    })

    it('[ST17] names the materials in whose rounds something is due', async () => {
      const due = card({ roundDueAt: noon })
      const later = card({ roundDueAt: instant(noon + 1) })
      const none = card()
      for (const one of [due, later, none]) await now().projections.putCard(one)
      const found = await now().projections.roundsDue(noon)
      expect(found).toContain(due.materialId)
      expect(found).not.toContain(later.materialId)
      expect(found).not.toContain(none.materialId)
      await now().projections.putCard({ ...due, sequence: 2, roundDueAt: null })
      expect(await now().projections.roundsDue(noon)).not.toContain(due.materialId)
    })

    it('[ST12] forgets all cards to be built again', async () => {
      const one = card({ tasks: [task({ personIds: [jana] })] })
      await now().projections.putCard(one)
      await now().projections.clearCards()
      expect(await now().projections.card(one.materialId)).toBeNull()
      expect((await now().projections.cardSequences()).size).toBe(0)
      expect(await idsOf({ ...everything, ...as(jana) })).toEqual({ ids: [], total: 0 })
      await now().projections.putCard(one)
      expect((await idsOf({ ...everything, ...as(jana), withTasks: true })).total).toBe(1)
    })
  })

  describe('directory and numbers', () => {
    it('[ST18] replaces people and units as a whole', async () => {
      await now().projections.putDirectory([person(jana, 'Jana'), person(petr, 'Petr')], [unit])
      expect((await now().projections.directory()).people).toHaveLength(2)
      await now().projections.putDirectory([person(petr, 'Petr Šťastný')], [{ ...unit, id: finance }])
      expect(await now().projections.directory()).toEqual({ people: [person(petr, 'Petr Šťastný')], units: [unit] })
    })

    it('[ST19] gives each number of a series once, from 1, to many who ask at once', async () => {
      const series = newId<MaterialId>()
      const numbers = await Promise.all(Array.from({ length: 60 }, () => now().projections.nextNumber(series, 2026)))
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
      expect(await now().projections.nextNumber(series, 2027)).toBe(1)
      expect(await now().projections.nextNumber(series, 2026)).toBe(61)
    })

    if (!reopens) return
    it('[ST3] still has cards, directory and numbers after it is opened again', async () => {
      const one = card()
      const series = newId<MaterialId>()
      await now().projections.putCard(one)
      await now().projections.putDirectory([person(jana, 'Jana')], [])
      await now().projections.nextNumber(series, 2026)
      await reopen()
      expect(await now().projections.card(one.materialId)).toEqual(one)
      expect(await now().projections.directory()).toEqual({ people: [person(jana, 'Jana')], units: [] })
      expect(await now().projections.nextNumber(series, 2026)).toBe(2)
    })
  })
}
