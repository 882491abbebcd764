import { inspectUpdate, knownBody } from '@glosa/domain/body'
import { isRefused } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { TextDocument, type DurableUpdate } from './textDocument.ts'

/** Somebody who types; each change gives the update it makes. */
function writer(clientId: number) {
  const ydoc = new Y.Doc()
  ydoc.clientID = clientId
  const text = ydoc.getText('t')
  return {
    ydoc,
    change(run: (text: Y.Text) => void): Uint8Array {
      const before = Y.encodeStateVector(ydoc)
      run(text)
      return Y.encodeStateAsUpdate(ydoc, before)
    },
  }
}

function openText() {
  const news: Uint8Array[] = []
  let past = 0
  const text = new TextDocument({ news: (update) => news.push(update), writtenPast: () => (past += 1) })
  const durable = (payload: Uint8Array): DurableUpdate => {
    const facts = inspectUpdate(text, payload)
    if (isRefused(facts)) throw new Error(facts.refused)
    return { payload, stretches: facts.repeats ? null : facts.stretches, by: null }
  }
  const read = () => text.whole().getText('t').toString()
  const heard = () => {
    const listener = new Y.Doc()
    for (const update of news) Y.applyUpdate(listener, update)
    return listener.getText('t').toString()
  }
  return { text, news, durable, read, heard, past: () => past }
}

describe('the document of a text', () => {
  it('[RM47] passes keystrokes on as they came, and has them for whoever looks', () => {
    const { text, news, durable, read } = openText()
    const anna = writer(1)
    const first = anna.change((t) => t.insert(0, 'ab'))
    text.add([durable(first)])
    expect(text.clockOf(1)).toBe(2)
    const second = anna.change((t) => t.insert(2, 'c'))
    const third = anna.change((t) => t.delete(0, 1))
    text.add([durable(second)])
    text.add([durable(third)])
    expect(news).toEqual([first, second, third])
    expect([read(), text.clockOf(1)]).toEqual(['bc', 3])
    const fourth = anna.change((t) => t.insert(2, 'd'))
    expect(inspectUpdate(text, fourth)).toEqual({
      stretches: [{ clientId: 1, from: 3, to: 4 }],
      empty: false,
      repeats: false,
    })
  })

  it('[RM47] takes a long run of keystrokes in by itself', () => {
    const { text, durable, read } = openText()
    const anna = writer(1)
    for (let key = 0; key < 250; key += 1) text.add([durable(anna.change((t) => t.insert(key, 'x')))])
    expect(read()).toBe('x'.repeat(250))
  })

  it('[RM48] tells of the same words under another wording only what is new', () => {
    const { text, durable, read, heard, news } = openText()
    const anna = writer(1)
    text.add([durable(anna.change((t) => t.insert(0, 'honest')))])
    // The same id and clock, other words, and something new behind them.
    const forger = writer(1)
    const forged = forger.change((t) => t.insert(0, 'FORGED and more'))
    expect(inspectUpdate(text, forged)).toMatchObject({ repeats: true })
    text.add([durable(forged)])
    expect(news.some((update) => Buffer.from(update).includes('FORGED'))).toBe(false)
    expect([heard(), read()]).toEqual(['honest and more', 'honest and more'])
  })

  it('[RM48] does so when the first wording came by another socket meanwhile', () => {
    const { text, durable, read, heard, news } = openText()
    const honest = durable(writer(1).change((t) => t.insert(0, 'honest')))
    const forged = durable(writer(1).change((t) => t.insert(0, 'FORGED')))
    text.add([honest, forged])
    expect(news).toEqual([honest.payload])
    expect([heard(), read()]).toEqual(['honest', 'honest'])
  })

  it('[RM48] does not pass on every deletion there ever was with a late word', () => {
    const { text, durable, read, news } = openText()
    const anna = writer(1)
    for (let key = 0; key < 1_500; key += 1) {
      text.add([durable(anna.change((t) => t.insert(0, 'x')))])
      text.add([durable(anna.change((t) => t.insert(0, 'y')))])
    }
    text.add([durable(anna.change((t) => Array.from({ length: 1_500 }, (_, at) => t.delete(at, 1))))])
    const late = writer(2)
    Y.applyUpdate(late.ydoc, Y.encodeStateAsUpdate(text.whole()))
    late.ydoc.getText('t').insert(0, 'late')
    // What a client that comes back answers: the structs that are lacking, and all deletions.
    const answer = Y.encodeStateAsUpdate(late.ydoc, Y.encodeStateVector(text.whole()))
    expect(answer.length).toBeGreaterThan(4_096)
    news.length = 0
    text.add([durable(answer)])
    expect(read()).toBe(`late${'x'.repeat(1_500)}`)
    expect(news.map(({ length }) => length)).toEqual([expect.toSatisfy((bytes: number) => bytes < 100)])
  })

  it('[RM49] [RM38] clears twice made marks away itself, and knows a change of somebody else', () => {
    const { text, durable, past } = openText()
    const anna = writer(1)
    const boris = writer(2)
    const words = anna.change((t) => t.insert(0, 'abcdef'))
    Y.applyUpdate(boris.ydoc, words)
    text.add([durable(words)])
    const bold = [anna, boris].map(({ change }) => change((t) => t.format(1, 3, { bold: true })))
    text.add(bold.map(durable))
    expect(text.whole().getText('t').toDelta()).toEqual([
      { insert: 'a' },
      { insert: 'bcd', attributes: { bold: true } },
      { insert: 'ef' },
    ])
    expect(past()).toBe(0)
    text.whole().getText('t').insert(0, 'past the log')
    expect(past()).toBe(1)
  })

  it('[RM61] never gives out a document that lacks something', () => {
    const { text, durable } = openText()
    const anna = writer(1)
    text.add([durable(anna.change((t) => t.insert(0, 'whole')))])
    const torn = { payload: Uint8Array.of(1, 1, 200), stretches: null, by: null }
    expect(() => text.add([torn])).toThrow()
    expect(() => text.whole()).toThrow()
    expect(() => text.whole()).toThrow()
  })

  it('[RM47] holds updates against what it has, taken in or not, as a plain document does', () => {
    const { text, durable } = openText()
    const plain = new Y.Doc()
    const anna = writer(1)
    const boris = writer(2)
    for (let key = 0; key < 60; key += 1) {
      const [one, other] = key % 2 ? [anna, boris] : [boris, anna]
      const update = one.change((t) => (key % 7 === 6 ? t.delete(0, 1) : t.insert(key % 3 ? 0 : t.length, 'k')))
      expect(inspectUpdate(text, update)).toEqual(inspectUpdate(knownBody(plain), update))
      text.add([durable(update)])
      Y.applyUpdate(plain, update)
      expect(inspectUpdate(text, update)).toEqual(inspectUpdate(knownBody(plain), update))
      Y.applyUpdate(other.ydoc, update)
    }
    expect(text.whole().getText('t').toString()).toBe(plain.getText('t').toString())
  })
})
