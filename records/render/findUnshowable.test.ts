import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as sample from '../sampleVersion.ts'
import { findUnshowable, findUnshowableImages } from './findUnshowable.ts'
import { printVersion } from './printVersion.ts'
import { ShowableText, unshowableIn } from './showableText.ts'

describe('findUnshowable', () => {
  it('[PF3] finds nothing in what offices write', () => {
    expect(findUnshowable(sample.wholeVersion())).toEqual([])
  })

  it('[PF3] tells part, line, comment and the letters around', () => {
    const body = sample.doc(sample.p('první řádek'), sample.p('před \ue000\ue000 za'))
    const frozen = sample.version({
      parts: [sample.bodyPart(body)],
      comments: [sample.commentOn(body, 'první', 7, { text: 'Připomínka se znakem 漢.' })],
    })
    expect(findUnshowable(frozen)).toMatchObject([
      {
        in: 'text',
        partTitle: 'Návrh usnesení',
        line: 2,
        codePoint: 'U+E000',
        count: 2,
        before: 'před ',
        after: '\ue000 za',
        commentNumber: null,
      },
      { in: 'comment', commentNumber: 7, codePoint: 'U+6F22', character: '漢', before: 'řipomínka se znakem ' },
    ])
  })

  it('[PF3] never differs from the printer', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '漢',
        '\ue000',
        '\ud800',
        'x\u0323',
        'e\u0301',
        '\u212b',
        '😀',
        '\ufffd',
        '\u200b',
        '\u2011',
        'č',
      ),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const printed = new ShowableText()
        printed.of(text)
        expect([...unshowableIn(text)].length > 0).toBe(printed.missing().length > 0)
      }),
      { seed: 20_261_121 },
    )
  })

  it('[PF3] looks wherever the printer does', () => {
    const odd = '\ue001'
    const frozen = sample.version({
      title: odd,
      drafter: sample.person(odd, null),
      parts: [
        sample.bodyPart(
          sample.doc(sample.p({ type: 'footnote', attrs: { text: odd } }), sample.table(sample.row(sample.td(odd)))),
          odd,
        ),
      ],
    })
    const found = findUnshowable(frozen)
    expect(found.map((finding) => finding.in)).toEqual(['title', 'name', 'part-title', 'text', 'text'])
    const { missing } = printVersion(frozen, { locale: 'cs', recordNumber: null }, new Map())
    expect(missing.map(({ character }) => character)).toEqual([odd])
  })

  it('[PF4] tells where a picture is that cannot be shown, and why', () => {
    const image = (letter: string) => ({ type: 'image', attrs: { blob: letter.repeat(64), alt: `Obrázek ${letter}` } })
    const frozen = sample.version({
      parts: [sample.bodyPart(sample.doc(sample.p('a'), image('a'), image('b'), sample.p(image('c'))))],
    })
    const reasons: Record<string, 'missing' | 'unreadable' | null> = { a: null, b: 'unreadable', c: 'missing' }
    const found = findUnshowableImages(frozen, (blob) => reasons[blob[0] ?? ''] ?? null)
    expect(found.map(({ line, reason, before }) => [line, reason, before])).toEqual([
      [3, 'unreadable', 'Obrázek b'],
      [4, 'missing', 'Obrázek c'],
    ])
  })
})
