import type { Instant, PersonId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { bodyId, Office } from '../support/office.ts'
import type { OfficeDesk } from '../support/officeDesk.ts'
import { seeds } from '../support/random.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('passing words on', () => {
  it('[RM59] acknowledges a writer before others are sent the words, and does not send them back', async () => {
    const office = await Office.open(1)
    const [anna, boris] = [await office.sitWith('anna', 'edit'), await office.sitWith('boris', 'edit')]
    await office.deliverAll()
    office.log.held = true
    anna.type(0, 'word')
    while (anna.deliver(true));
    const seen: [number, number][] = []
    const committing = office.log.commit()
    for (let moment = 0; moment < 50; moment += 1) {
      seen.push([anna.inbox.length, boris.inbox.length])
      await Promise.resolve()
    }
    await committing
    await office.settle()
    seen.push([anna.inbox.length, boris.inbox.length])
    expect(seen).toContainEqual([1, 0])
    expect(seen.at(-1)).toEqual([1, 1])
    await office.deliverAll()
    expect([anna.sent[0]?.saved, boris.text]).toEqual([true, 'word'])
  })

  it('[RM59] sends everybody one frame when several wrote', async () => {
    const office = await Office.open(1)
    const desks: OfficeDesk[] = []
    for (const name of ['anna', 'boris', 'cyril']) desks.push(await office.sitWith(name, 'edit'))
    await office.deliverAll()
    office.log.held = true
    // The first is being written while the others wait: they are durable together.
    for (const desk of desks) {
      desk.type(0, desk.person[0] ?? '')
      while (desk.deliver(true));
    }
    while (office.log.waiting > 0) await office.log.commitAll()
    await office.settle()
    // Acknowledged once each; the first one's letter goes to two, the other two letters to all.
    const frames = desks.reduce((sum, { inbox }) => sum + inbox.length, 0)
    expect(frames).toBeLessThanOrEqual(3 + 2 + 3)
    await office.deliverAll()
    expect(new Set(desks.map(({ text }) => text)).size).toBe(1)
    expect(desks[0]?.text).toHaveLength(3)
  })

  it('[RM60] sends everybody in a full hall all of it, and announcements after the words before them', async () => {
    const office = await Office.open(3, { maxSocketsPerPerson: 1_000 })
    const anna = await office.sitWith('anna', 'edit')
    const hall: OfficeDesk[] = []
    for (let seat = 0; seat < 150; seat += 1) {
      const desk = office.connect('anna')
      desk.knock()
      hall.push(desk)
    }
    await office.deliverAll()
    for (const [turns, word] of ['a', 'b', 'c'].entries()) {
      anna.type(anna.text.length, word)
      while (anna.deliver(true));
      // The hall is being sent the last word, or not yet, when the next becomes durable.
      for (let wait = 0; wait < turns; wait += 1) await turn()
    }
    office.invite('boris', 'edit')
    await office.settle()
    const textAtNews = hall.map((desk) => {
      for (;;) {
        const before = desk.announced('record').length
        if (!desk.deliver(false)) return null
        if (desk.announced('record').length > before) return desk.text
      }
    })
    const durable = textAtNews[0]
    expect(durable).not.toBe('')
    expect(new Set(textAtNews)).toEqual(new Set([durable]))
    await office.deliverAll()
    expect(new Set(hall.map(({ text }) => text))).toEqual(new Set(['abc']))
  })

  it.each(seeds(12))('[RM49] seed %i: marks made at once by two people send nobody out', async (seed) => {
    const office = await Office.open(seed)
    const [anna, boris] = [await office.sitWith('anna', 'edit'), await office.sitWith('boris', 'edit')]
    anna.type(0, 'the fee is raised')
    await office.deliverAll()
    for (const desk of [anna, boris]) desk.ydoc.getText('t').format(4, 3 + office.next(3), { bold: true })
    if (office.next(2)) boris.erase(5, 4)
    await office.deliverAll()
    anna.ydoc.getText('t').format(0, 9, { bold: null })
    boris.type(5, 'new ')
    await office.deliverAll()
    expect([anna.closeCode, boris.closeCode, office.refusals]).toEqual([null, null, []])
    expect(office.journal.filter(({ level }) => level === 'error')).toEqual([])
    expect(anna.ydoc.getText('t').toDelta()).toEqual(boris.ydoc.getText('t').toDelta())
    expect((await office.replay()).getText('t').toDelta()).toEqual(anna.ydoc.getText('t').toDelta())
  })

  it('[RM61] shows a text whose log does not make a text to nobody', async () => {
    const office = await Office.open(1)
    const row = {
      kind: 'update',
      personId: 'office:anna' as PersonId,
      at: 0 as Instant,
      payload: Uint8Array.of(1, 1, 200),
    } as const
    await office.storage.bodyLog.append(bodyId, 1, [row], 'somebody')
    const anna = await office.sitWith('anna', 'edit')
    expect([anna.synced, anna.text, anna.closeCode]).toEqual([false, '', expect.any(Number)])
    expect(office.journal.map(({ facts }) => facts['event'])).toContain('admission-failed')
  })
})
