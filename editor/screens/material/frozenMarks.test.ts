import { bodySchema } from '@glosa/domain/body'
import { partTextOf, type JsonObject } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { placeMarks } from './frozenMarks.ts'

const doc = bodySchema.nodeFromJSON({
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Výdaje' }] },
    { type: 'paragraph' },
    { type: 'image', attrs: { blob: '', alt: 'graf', width: null } },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Sraz 🏛 ' },
        { type: 'hardBreak' },
        { type: 'text', text: 'u radnice', marks: [{ type: 'bold' }] },
        { type: 'footnote', attrs: { text: 'pozn.' } },
        { type: 'text', text: ' v pět' },
      ],
    },
  ],
})

it('[MP16] marks of a locked version stand at the words their offsets name', () => {
  const plain = [...partTextOf(doc.toJSON() as JsonObject)]
  for (const words of ['Výdaje', 'u radnice', 'v pět', '🏛', 'daje', 'Sraz 🏛 \nu']) {
    const start = plain.join('').indexOf(words)
    const before = [...plain.join('').slice(0, start)].length
    const [mark] = placeMarks(doc, [{ id: 'a', start: before, end: before + [...words].length }])
    expect(
      mark && doc.textBetween(mark.from, mark.to, '\n', (leaf) => (leaf.type.name === 'hardBreak' ? '\n' : '\u{fffc}')),
    ).toBe(words)
  }
})

it('[MP16] a mark outside the text is left out', () => {
  expect(placeMarks(doc, [{ id: 'a', start: 0, end: 10_000 }])).toEqual([])
})
