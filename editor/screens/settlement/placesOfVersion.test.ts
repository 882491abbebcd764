import { bodySchema, citationAt, numberBlocks } from '@glosa/domain/body'
import { partTextOf, type JsonObject } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { placesOfVersion } from './placesOfVersion.ts'

const text = (words: string) => ({ type: 'text', text: words })
const line = (type: string, words: string) => ({ type, content: [text(words)] })
const doc = {
  type: 'doc',
  content: [
    line('paragraph', 'Úvodem'),
    line('article', 'Předmět'),
    line('clause', 'Kraj pronajímá prostory.'),
    line('clause', 'Nájem trvá rok 🏛 a déle.'),
  ],
}

it('[UD11] cites the places of comments from the texts of a locked version', () => {
  const plain = [...partTextOf(doc as JsonObject)]
  const at = (words: string) => {
    const start = [...plain.join('').slice(0, plain.join('').indexOf(words))].length
    return { start, end: start + [...words].length }
  }
  const passage = (id: string, place: object) => ({
    id,
    place: { at: 'passage' as const, partId: 'a', start: null, end: null, ...place },
  })
  const places = placesOfVersion({
    format: 'glosa-version',
    parts: [
      { form: 'body', partId: 'a', doc },
      { form: 'file', partId: 'f' },
    ],
    comments: [
      passage('first', at('Úvodem')),
      passage('second', at('pronajímá')),
      passage('third', at('déle')),
      passage('without-words', {}),
      passage('elsewhere', { partId: 'f', ...at('Kraj') }),
      { id: 'whole', place: { at: 'part' } },
    ],
  })
  const node = bodySchema.nodeFromJSON(doc)
  expect(citationAt(numberBlocks(node), node.content.size)).toBe('čl. 1 odst. 2')
  expect([...places]).toEqual([
    ['first', ''],
    ['second', 'čl. 1 odst. 1'],
    ['third', 'čl. 1 odst. 2'],
    ['without-words', 'gone'],
  ])
})
