import { describe, expect, it } from 'vitest'
import { bodySchema, plainText } from '@glosa/domain/body'
import { partTextOf, type FrozenComment, type JsonObject } from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import type { PrintBlock, PrintInline } from './printModel.ts'
import { printVersion } from './printVersion.ts'

const print = (body: JsonObject, comments: readonly FrozenComment[] = []) => {
  const { model } = printVersion(
    sample.version({ parts: [sample.bodyPart(body)], comments }),
    { locale: 'cs', recordNumber: null },
    new Map(),
  )
  const part = model.parts[0]
  if (part?.form !== 'body') throw new Error('the sample has a body')
  return { blocks: part.c, rows: model.rows }
}

const wordsOf = (inlines: readonly PrintInline[]): string =>
  inlines
    .map((inline) => ('s' in inline ? (typeof inline.s === 'string' ? inline.s : `{${inline.s.join('|')}}`) : '/'))
    .join('')

/** The blocks in a line each, as a reader sees them. */
const show = (blocks: readonly PrintBlock[]): string[] =>
  blocks.flatMap((block) => {
    switch (block.t) {
      case 'paragraph':
        return [wordsOf(block.c)]
      case 'heading':
        return [`${'#'.repeat(block.level)} ${wordsOf(block.c)}`]
      case 'article':
        return [`${'#'.repeat(block.level)} ${block.label}: ${wordsOf(block.c)}`]
      case 'bullets':
        return block.c.flatMap((item) => show(item).map((line) => `- ${line}`))
      case 'numbers':
        return block.c.flatMap((item, index) =>
          show(item).map(
            (line) =>
              `${block.numbering.replace(/1|a/, (first) => (first === '1' ? String(block.start + index) : 'abc'.charAt(index)))} ${line}`,
          ),
        )
      case 'table':
        return [...block.head, ...block.body].map((cell) => `${cell.x},${cell.y}: ${show(cell.c).join(' ')}`)
      case 'image':
        return [block.src]
    }
  })

const plain = (lines: readonly string[]): string[] => lines.map((line) => line.replaceAll('\u00a0', ' '))

describe('printVersion', () => {
  it('[RE3] numbers articles through, clauses anew, and keeps a list with its clause', () => {
    expect(plain(show(print(sample.resolution).blocks))).toEqual([
      'Rada Vysokohorského kraje podle § 59 odst. 2 písm. a) zákona č. 129/2000 Sb., o krajích, po projednání',
      '## Článek 1: Schválení dotací',
      '(1) schvaluje poskytnutí dotací z programu v celkové výši 12 450 000 Kč podle přílohy č. 1;',
      '(2) ukládá vedoucímu odboru dopravy uzavřít smlouvy do 31. 3. 2027.',
      '(2) a) s obcemi, které doložily souhlas vlastníka komunikace,',
      '(2) b) s dobrovolnými svazky obcí.',
      '(3) pověřuje hejtmana podpisem smluv.',
      '## Článek 2: Závěrečná ustanovení',
      '(1) Usnesení nabývá účinnosti dnem schválení.',
    ])
  })

  it('[RE1] never skips a heading level', () => {
    const { heading, doc } = sample
    const body = doc(heading(3, 'a'), heading(4, 'b'), heading(1, 'c'), heading(4, 'd'))
    expect(show(print(body).blocks)).toEqual(['## a', '### b', '## c', '### d'])
  })

  it('[RE8] puts the marker after the passage, whatever stands before it', () => {
    const { doc, p, text, node, td } = sample
    const body = doc(
      p(
        '😀 první ',
        text('druhý', { type: 'bold' }),
        node('hardBreak')(),
        'třetí',
        node('footnote', { text: 'pod čarou' })(),
      ),
      { type: 'image', attrs: { blob: '', alt: '', width: null } },
      sample.table(sample.row(td('v buňce'), td('jinde'))),
      p('konec'),
    )
    const comments = ['první', 'druhý\ntřetí', 'v buňce', 'jinde\nkonec'].map((quote, index) =>
      sample.commentOn(body, quote, index + 1),
    )
    expect(plain(show(print(body, comments).blocks))).toEqual([
      '😀 první[1] druhý/třetí[2]{pod čarou}',
      '',
      '0,0: v buňce[3]',
      '1,0: jinde',
      'konec[4]',
    ])
  })

  it('[RE8] shows overlapping comments and those that end at one place', () => {
    const body = sample.doc(sample.p('abcdef'))
    const comments = ['abcd', 'cdef', 'ef', 'b'].map((quote, index) => sample.commentOn(body, quote, index + 1))
    expect(show(print(body, comments).blocks)).toEqual(['ab[4]cd[1]ef[2][3]'])
  })

  it('[RE8] says where a passage is and what has gone', () => {
    const comments = [
      sample.commentOn(sample.resolution, 'Rada', 1),
      sample.commentOn(sample.resolution, 'obcemi', 2),
      sample.commentOn(sample.resolution, 'Závěrečná', 3),
      sample.commentOn(sample.resolution, 'nikde', 4),
    ]
    const { rows } = print(sample.resolution, comments)
    expect(rows.map(({ where, back, gone }) => [where.join(', ').replaceAll('\u00a0', ' '), back, gone])).toEqual([
      ['Návrh usnesení', 'glosa-comment:mark-1', false],
      ['Návrh usnesení, čl. 1 odst. 2', 'glosa-comment:mark-2', false],
      ['Návrh usnesení, čl. 2', 'glosa-comment:mark-3', false],
      ['Návrh usnesení', null, true],
    ])
  })

  it('[RE10] throws for a node it does not know', () => {
    expect(() => print(sample.doc({ type: 'video', attrs: { src: 'x' } }))).toThrow('"video"')
    expect(() => print(sample.doc(sample.p({ type: 'mention' })))).toThrow('"mention"')
  })

  it('[RE5] keeps only addresses that are safe to follow', () => {
    const link = (href: string) => sample.p(sample.text('x', { type: 'link', attrs: { href } }))
    const hrefs = [
      'https://a.cz/ž?b="c"',
      'mailto:a@b.cz',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:,x',
      '//a.cz',
    ]
    const found = print(sample.doc(...hrefs.map(link))).blocks.map((block) =>
      block.t === 'paragraph' && block.c[0]?.t === 'text' ? block.c[0].href : undefined,
    )
    expect(found).toEqual(['https://a.cz/%C5%BE?b=%22c%22', 'mailto:a@b.cz', null, null, null, null])
  })

  it('[RE6] prints what is nested too deep as paragraphs, in order', () => {
    let deep: JsonObject = sample.p('dno')
    for (let level = 0; level < 200; level += 1) {
      deep = sample.node('bulletList')(sample.node('listItem')(sample.p(`u${level}`), deep))
    }
    const lines = show(print(sample.doc(deep)).blocks).map((line) => line.replace(/^(- )+/, ''))
    expect(lines).toEqual([...Array.from({ length: 200 }, (_, level) => `u${199 - level}`), 'dno'])
  })

  it('[RE13] counts in the same plain text as the body', () => {
    for (const body of [sample.resolution, sample.report]) {
      expect(partTextOf(body)).toBe(plainText(bodySchema.nodeFromJSON(body)))
    }
  })
})

describe('printed tables', () => {
  const cell = (colspan: number, rowspan: number, words: string, type = 'tableCell') =>
    sample.node(type, { colspan, rowspan, colwidth: null })(sample.p(words))

  it('[RE11] never lets cells overlap or reach out', () => {
    const body = sample.doc(
      sample.table(
        sample.row(cell(2, 3, 'A', 'tableHeader'), cell(1, 1, 'B', 'tableHeader')),
        sample.row(cell(5, 1, 'C'), cell(1, 99, 'D')),
        sample.row(cell(1, 1, 'E'), cell(100_000, 1, 'F')),
        sample.row(cell(0, -1, 'G')),
      ),
    )
    const [table] = print(body).blocks
    if (table?.t !== 'table') throw new Error('the sample is a table')
    const taken = new Set<string>()
    for (const { x, y, colspan, rowspan } of [...table.head, ...table.body]) {
      for (let row = y; row < y + rowspan; row += 1) {
        for (let column = x; column < x + colspan; column += 1) {
          expect(taken).not.toContain(`${column},${row}`)
          taken.add(`${column},${row}`)
          expect(column).toBeLessThan(table.columns.length)
          expect(row).toBeLessThan(4)
        }
      }
    }
    expect(table.head).toEqual([])
    expect(
      show([table])
        .map((line) => line.slice(-1))
        .join(''),
    ).toBe('ABCDEFG')
  })

  it('[RE11] repeats leading rows of header cells', () => {
    const [, , , table] = print(sample.report).blocks
    expect(table?.t === 'table' && table.head.length).toBe(4)
  })
})

it('[UE4] breaks lines with a view to the whole paragraph in documents up to some forty pages only', () => {
  const printed = (letters: number) => {
    const body = sample.doc(...Array.from({ length: letters / 1_000 }, () => sample.p('a'.repeat(1_000))))
    const version = sample.version({ parts: [sample.bodyPart(body)] })
    return printVersion(version, { locale: 'cs', recordNumber: null }, new Map()).model.lineBreaks
  }
  expect([printed(90_000), printed(110_000)]).toEqual(['optimized', 'simple'])
})
