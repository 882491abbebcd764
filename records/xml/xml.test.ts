import fc from 'fast-check'
import { expect, it } from 'vitest'
import { childOf, NotXml, readXml, textAt, type XmlElement } from './readXml.ts'
import { xml, xmlDocument, type Markup } from './writeXml.ts'

const bytes = (text: string) => Buffer.from(text, 'utf8')

it('[DE20] reads what it wrote, whatever people write', () => {
  const tree = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => {
    const fields = {
      name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/),
      text: fc.string({ unit: 'grapheme', maxLength: 20 }),
      attribute: fc.string({ unit: 'grapheme', maxLength: 20 }),
    }
    return {
      leaf: fc.record({ ...fields, children: fc.constant([]) }),
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        tie('leaf'),
        fc.record({ ...fields, children: fc.array(tie('tree'), { maxLength: 3 }) }),
      ),
    }
  }).tree
  type Tree = { name: string; text: string; attribute: string; children: Tree[] }
  const write = ({ name, text, attribute, children }: Tree): Markup =>
    xml(name, { a: attribute }, children.map(write), text)
  const same = ({ name, text, attribute, children }: Tree, read: XmlElement): void => {
    expect(read.name).toBe(name)
    expect(read.text).toBe(text)
    expect(read.attributes['a']).toBe(attribute)
    expect(read.children).toHaveLength(children.length)
    for (const [index, child] of children.entries()) {
      const there = read.children[index]
      if (there) same(child, there)
    }
  }
  fc.assert(
    fc.property(tree, (made) => same(made as Tree, readXml(xmlDocument(write(made as Tree))))),
    { seed: 20_261_121, numRuns: 200 },
  )
})

it('[DE20] drops what XML cannot carry, and never lets text be markup', () => {
  const written = Buffer.from(xmlDocument(xml('a', { b: '"<&' }, '<c>\u0000\u001f\ud800&</c>'))).toString()
  expect(written).toContain('<a b="&quot;&lt;&amp;">&lt;c&gt;')
  expect(readXml(bytes(written)).children).toEqual([])
})

it('[DE20] reads prefixes, sections, comments, instructions and entities', () => {
  const read = readXml(
    bytes('<?xml version="1.0"?><!-- x --><s:a xmlns:s="u"><s:b c=\'1>2\'><![CDATA[<&]]>&#353;&#x159;</s:b></s:a>'),
  )
  expect(read.name).toBe('a')
  expect(childOf(read, 'b')?.attributes).toEqual({ c: '1>2' })
  expect(textAt(read, 'b')).toBe('<&šř')
})

it.each([
  ['nothing', ''],
  ['text', 'Service unavailable'],
  ['a page', '<html><body><br></html>'],
  ['two documents', '<a/><b/>'],
  ['text beside', '<a/>x'],
  ['no end', '<a><b></b>'],
  ['ends crosswise', '<a><b></a></b>'],
  ['an end too many', '<a></a></b>'],
  ['a bare ampersand', '<a>x & y</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['a growing entity', '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'],
  ['an unquoted attribute', '<a b=c/>'],
  ['an open section', '<a><![CDATA[x</a>'],
  ['deep nesting', '<a>'.repeat(500) + '</a>'.repeat(500)],
  ['an impossible character', '<a>&#x110000;</a>'],
])('[DE20] takes %s for no XML', (_what, text) => {
  expect(() => readXml(bytes(text))).toThrow(NotXml)
})

it('[DE20] takes bytes that are not UTF-8 for no XML', () => {
  expect(() => readXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow(NotXml)
})
