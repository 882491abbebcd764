import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isRefused } from '../model/refusals.ts'
import { inspectUpdate, knownBody } from './inspectUpdate.ts'
import { bodyFragment } from './bodyMapping.ts'
import { deepestNesting, deepestValue } from './nesting.ts'
import { readBody } from './readBody.ts'

/** A text of lists in each other, so many elements deep. */
function nested(levels: number): Y.Doc {
  const ydoc = new Y.Doc()
  ydoc.transact(() => {
    let into: Y.XmlFragment = bodyFragment(ydoc)
    for (let level = 0; level < levels; level += 1) {
      const element = new Y.XmlElement(level === levels - 1 ? 'paragraph' : level % 2 === 0 ? 'bulletList' : 'listItem')
      into.insert(0, [element])
      into = element
    }
  })
  return ydoc
}

const inspected = (levels: number) => {
  const answer = inspectUpdate(knownBody(new Y.Doc()), Y.encodeStateAsUpdate(nested(levels)))
  return isRefused(answer) ? answer.refused : 'fine'
}

describe('nesting', () => {
  it('[PF11] is admitted up to the limit and refused beyond it', () => {
    expect([1, 20, deepestNesting].map(inspected)).toEqual(['fine', 'fine', 'fine'])
    expect([deepestNesting + 1, 2_000, 20_000].map(inspected)).toEqual(Array(3).fill('text-too-deep'))
  })

  it('[PF11] counts what is there already', () => {
    const there = nested(deepestNesting)
    const writer = new Y.Doc()
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(there))
    const before = Y.encodeStateVector(writer)
    let deepest: Y.XmlElement | null = null
    let at: unknown = bodyFragment(writer).get(0)
    while (at instanceof Y.XmlElement) {
      deepest = at
      at = at.length > 0 ? at.get(0) : null
    }
    deepest?.insert(0, [new Y.XmlElement('paragraph')])
    const answer = inspectUpdate(knownBody(there), Y.encodeStateAsUpdate(writer, before))
    expect(isRefused(answer) && answer.refused).toBe('text-too-deep')
  })

  it('[PF11] looks at ten thousand neighbours in one update', () => {
    const ydoc = new Y.Doc()
    bodyFragment(ydoc).insert(
      0,
      Array.from({ length: 10_000 }, () => new Y.XmlElement('paragraph')),
    )
    expect(isRefused(inspectUpdate(knownBody(new Y.Doc()), Y.encodeStateAsUpdate(ydoc)))).toBe(false)
  })

  describe('of values', () => {
    const list = (levels: number): unknown => {
      let value: unknown = 1
      for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { inner: value }
      return value
    }
    const writers: Record<string, (text: Y.XmlText, value: unknown) => void> = {
      'an attribute': (text, value) => {
        const { parent } = text
        if (parent instanceof Y.XmlElement) parent.setAttribute('level', Object(value))
      },
      'a mark': (text, value) => text.insert(0, 'slova', { link: Object(value) }),
      'an embedded thing': (text, value) => text.insertEmbed(0, Object(value)),
    }
    it.each(Object.keys(writers))('[PF11] is admitted in %s up to the limit and refused beyond it', (where) => {
      const answers = [1, deepestValue, deepestValue + 1, 2_000].map((levels) => {
        const ydoc = new Y.Doc()
        const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()]
        bodyFragment(ydoc).insert(0, [paragraph])
        paragraph.insert(0, [text])
        writers[where]?.(text, list(levels))
        const answer = inspectUpdate(knownBody(new Y.Doc()), Y.encodeStateAsUpdate(ydoc))
        return isRefused(answer) ? answer.refused : 'fine'
      })
      expect(answers).toEqual(['fine', 'fine', 'text-too-deep', 'text-too-deep'])
    })
  })

  it('[PF11] of a text that has it is a refusal, never a fault', () => {
    for (const levels of [400, 2_000, 20_000]) {
      const read = readBody(nested(levels))
      expect(isRefused(read) && read.refused).toBe('text-too-deep')
    }
  })
})
