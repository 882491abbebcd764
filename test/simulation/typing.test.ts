import { describe, expect, it } from 'vitest'
import { bodyId, materialId, Office } from '../support/office.ts'
import { seeds } from '../support/random.ts'

describe('typing together', () => {
  it.each(seeds(40))(
    '[RM1] seed %i: everybody ends with the same text, and it is the text of the log',
    async (seed) => {
      const office = await Office.open(seed)
      const desks = []
      for (const name of ['anna', 'boris', 'cyril'].slice(0, 2 + office.next(2)))
        desks.push(await office.sitWith(name, 'edit'))
      office.log.held = true
      for (let step = 40 + office.next(120); step > 0; step -= 1) await office.somethingHappens()
      await office.deliverAll()

      const text = (await office.replay()).getText('t').toString()
      expect(text).not.toBe('')
      for (const desk of desks) {
        expect(desk.text).toBe(text)
        expect(desk.sent.every(({ saved }) => saved === true)).toBe(true)
      }
      expect(await office.rooms.look(materialId, bodyId, (ydoc) => ydoc.getText('t').toString())).toBe(text)
    },
  )
})
