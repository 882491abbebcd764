import { bodySchema } from '@glosa/domain/body'
import { partTextOf, type JsonObject, type PartId } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { placeMarks } from '../material/frozenMarks.ts'
import { codePointsBefore, passageBetween } from './passages.ts'

const partId = 'part0000000000000000' as PartId
const doc = bodySchema.nodeFromJSON({
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Výdaje' }] },
    { type: 'paragraph' },
    { type: 'paragraph', content: [{ type: 'text', text: 'Sraz 🏛 u radnice v pět.' }] },
  ],
})
const text = [...partTextOf(doc.toJSON() as JsonObject)]

it('[UM3] selected words become a passage that stands in the version at its place, and back', () => {
  for (const words of ['Výdaje', '🏛 u', 'v pět', 'Výdaje\n\nSraz']) {
    const before = text.join('').indexOf(words)
    const start = [...text.join('').slice(0, before)].length
    const [mark] = placeMarks(doc, [{ id: 'a', start, end: start + [...words].length }])
    expect(mark).toBeDefined()
    if (!mark) continue
    const passage = passageBetween(doc, partId, mark.from, mark.to)
    expect(passage).toEqual({ partId, quote: words, start, end: start + [...words].length })
    expect(text.slice(passage?.start, passage?.end).join('')).toBe(words)
  }
})

it('[UM3] blanks at the edges of a selection stay outside, and nothing selected is no passage', () => {
  const start = text.indexOf('🏛') - 1
  const [blanks] = placeMarks(doc, [{ id: 'a', start, end: start + 3 }])
  expect(blanks && passageBetween(doc, partId, blanks.from, blanks.to)?.quote).toBe('🏛')
  expect(passageBetween(doc, partId, 0, doc.content.size)?.quote).toBe(text.join(''))
  expect(passageBetween(doc, partId, 3, 3)).toBeNull()
})

it('[UM4] how far somebody has read is counted in code points of the plain text', () => {
  expect(codePointsBefore(doc, 0)).toBe(0)
  expect(codePointsBefore(doc, doc.content.size)).toBe(text.length)
  expect(codePointsBefore(doc, doc.child(0).nodeSize)).toBe('Výdaje'.length)
})
