import { describe, expect, it } from 'vitest'
import * as sample from '../sampleVersion.ts'
import { findUnshowable } from './findUnshowable.ts'
import { breakLongTokens, ShowableText } from './showableText.ts'

describe('ShowableText', () => {
  it('[RE4] keeps what offices write', () => {
    const text = new ShowableText()
    const words = 'Příliš žluťoučký kůň úpěl ďábelské ódy; zażółć gęślą jaźń; ≤ ≥ ≈ § € ½ → ☑ ✓ „“ – … № µ 😀'
    expect(text.of(words)).toBe(words)
    expect(text.missing()).toEqual([])
  })

  it('[RE4] leaves out what has no shape', () => {
    const text = new ShowableText()
    expect(text.of('a\u0000b\u0007c\u202ed\ufeffe\u200df\u00adg')).toBe('abcdefg')
    expect(text.missing()).toEqual([])
  })

  it('[RE4] counts what it replaces, most frequent first', () => {
    const text = new ShowableText()
    expect(text.of('漢字漢 \ue000 \ud800')).toBe('\ufffd\ufffd\ufffd \ufffd \ufffd')
    expect(text.missing()).toEqual([
      { character: '漢', count: 2 },
      { character: '字', count: 1 },
      { character: '\ue000', count: 1 },
      { character: '\ufffd', count: 1 },
    ])
  })

  it('[RE4] puts together what was typed in pieces', () => {
    expect(new ShowableText().of('Z\u030ca\u0301r')).toBe('Žár')
  })

  it('[RE6] lets long words break, but not before a combining mark', () => {
    expect(breakLongTokens('nejneobhospodařovávatelnějšímu')).not.toContain('\u200b')
    expect(breakLongTokens('a'.repeat(60))).toBe(`${'a'.repeat(24)}\u200b${'a'.repeat(24)}\u200b${'a'.repeat(12)}`)
    expect(breakLongTokens(`${'a'.repeat(24)}\u0323${'b'.repeat(30)}`)).not.toContain('\u200b\u0323')
  })
})

describe('findUnshowable', () => {
  it('[RE4] looks into texts, footnotes, comments, replies and names', () => {
    const body = sample.doc(sample.p('漢', sample.node('footnote', { text: '字' })()))
    const comment = sample.commentOn(body, '漢', 1, {
      text: 'か',
      justification: 'き',
      proposedWording: 'く',
      by: sample.person('け', null),
    })
    const found = findUnshowable(sample.version({ parts: [sample.bodyPart(body, 'こ')], comments: [comment] }))
    expect(found.map(({ character }) => character).sort()).toEqual(['か', 'き', 'く', 'け', 'こ', '字', '漢'])
  })

  it('[RE4] finds nothing in a usual material', () => {
    expect(findUnshowable(sample.wholeVersion())).toEqual([])
  })
})
