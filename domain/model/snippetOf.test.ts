import { describe, expect, it } from 'vitest'
import { searchTokens, searchWords } from './search.ts'
import { snippetOf } from './snippetOf.ts'

const marked = (text: string, query: string): string =>
  snippetOf(text, searchWords(query))
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('')

describe('words of a search', () => {
  it('[SR1] are folded, each once, single letters only when there is nothing else', () => {
    expect(searchWords('  Rozpočet v ROZPOČET č.j. ZK-03/2027 ')).toEqual(['rozpocet', 'zk', '03', '2027'])
    expect(searchWords('k')).toEqual(['k'])
    expect(searchWords('§ – !')).toEqual([])
    expect(searchTokens('Łódź, łódź; Žďár')).toEqual(['lodz', 'zdar'])
    expect(searchWords('a'.repeat(100))).toEqual(['a'.repeat(40)])
  })
})

describe('snippets', () => {
  it('[SR6] mark the words that match, as they are written', () => {
    expect(marked('Rozpočtové provizorium Žďáru', 'zdar rozpoc')).toBe('[Rozpočtové] provizorium [Žďáru]')
  })

  it('[SR6] show the place where the most of the words stand together', () => {
    const text = `${'Smlouva o pronájmu. '.repeat(30)}Dále smlouva o dílo na opravu chodníku.${' Konec textu.'.repeat(40)}`
    const snippet = marked(text, 'smlouva chodnik')
    expect(snippet).toContain('[smlouva] o dílo na opravu [chodníku]')
    expect(snippet.startsWith('… ')).toBe(true)
    expect(snippet.endsWith(' …')).toBe(true)
    expect(snippet.length).toBeLessThan(400)
  })

  it('[SR6] begin with the text when nothing in it matches any more', () => {
    expect(marked('Krátký text', 'jiny')).toBe('Krátký text')
    expect(marked('', 'jiny')).toBe('')
  })

  it('[SR6] hold the text together, whatever is in it', () => {
    const text = 'Před\u0301 <b>&amp; 😀 ﬁ ǆ İstanbul — „uvozovky“\nnový řádek'
    expect(
      snippetOf(text, ['uvozovky', 'pred'])
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})
