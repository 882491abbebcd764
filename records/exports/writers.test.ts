import { describe, expect, it } from 'vitest'
import readXlsxFile from 'read-excel-file/node'
import { unzip } from '../package/unzip.ts'
import { letterSheet } from './letterSheet.ts'
import { sampleLetter, sampleRow, sampleTable } from './sampleTable.ts'
import type { Wording } from './rowWords.ts'
import { tableGrid } from './tableGrid.ts'
import { tableSheet } from './tableSheet.ts'
import { exportWords } from './words/index.ts'
import { columnContents } from './words/exportWords.ts'
import { writeCsv } from './writeCsv.ts'
import { writeDocx } from './writeDocx.ts'
import { writeXlsx } from './writeXlsx.ts'
import type { Sha256 } from '@glosa/domain/model'

const hash = 'a1'.repeat(32) as Sha256
const czech: Wording = { words: exportWords.cs, locale: 'cs' }

/** Reads CSV by the grammar of RFC 4180 and nothing else, with fields apart by the separator. */
function readCsv(text: string, separator: ',' | ';' = ';'): string[][] {
  const rows: string[][] = [[]]
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|$)`, 'gy')
  for (let match = field.exec(text); match; match = field.exec(text)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (field.lastIndex === text.length) return rows
    if (match[3] === '\r\n') rows.push([])
  }
  throw new Error(`not RFC 4180 near ${text.slice(field.lastIndex, field.lastIndex + 40)}`)
}

describe('writeCsv', () => {
  const csvIn = (locale: Wording['locale'], rows: ReturnType<typeof sampleRow>[]) => {
    const wording: Wording = { words: exportWords[locale], locale }
    return Buffer.from(writeCsv(tableGrid(sampleTable(rows), wording), wording)).toString('utf8')
  }
  const csv = (...rows: ReturnType<typeof sampleRow>[]) => csvIn('cs', rows)

  it('[EX7] begins with the mark of UTF-8 and is read back field by field', () => {
    const text = csv(sampleRow({ text: 'Řekl: "ano",\nnebo ne; konec\r\n' }), sampleRow({ number: 2 }))
    expect(text.startsWith('\ufeff')).toBe(true)
    const [head, first, second] = readCsv(text.slice(1))
    expect(head).toEqual(Object.values(exportWords.cs.table.field))
    const at = (name: string) => head?.indexOf(name) ?? -1
    expect(first?.[at('Připomínka')]).toBe('Řekl: "ano",\nnebo ne; konec\n')
    expect(first?.[at('Uplatněno')]).toBe('21. 11. 2026 09:05')
    expect([first?.length, second?.[0]]).toEqual([head?.length, '2'])
  })

  it.each([
    ['cs', ';'],
    ['pl', ';'],
    ['sk', ';'],
    ['en', ','],
  ] as const)('[EX7] in %s has fields apart by "%s", as its spreadsheets expect', (locale, separator) => {
    const words = 'Jedna, dvě; tři'
    const [head, row, ...more] = readCsv(
      csvIn(locale, [sampleRow({ text: words, justification: null })]).slice(1),
      separator,
    )
    expect(head).toEqual(Object.values(exportWords[locale].table.field))
    expect(row?.length).toBe(head?.length)
    expect(row?.[head?.indexOf(exportWords[locale].table.field.text) ?? -1]).toBe(words)
    expect(more).toEqual([])
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('[EX7] does not let %j run as a formula', (text) => {
    const cells = readCsv(csv(sampleRow({ text })).slice(1)).flat()
    expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([])
    expect(cells).toContain(`'${text.replace('\r', '\n')}`)
  })
})

describe('writeXlsx', () => {
  it('[EX8] is read by another reader: text as text, numbers and times as such, statistics and facts beside', async () => {
    const rows = [sampleRow({ text: '=1+1 <&> _x0041_ \u0001konec' }), sampleRow({ number: 0, at: 0 as never })]
    const file = Buffer.from(writeXlsx(sampleTable(rows), hash, czech))
    const sheets = await readXlsxFile(file)
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Vypořádání připomínek',
      'Přehled podle připomínkových mí',
      'Údaje',
    ])
    const [head, first, second] = sheets[0]?.data ?? []
    expect(head).toEqual(Object.values(exportWords.cs.table.field))
    const cell = (row: typeof first, name: string) => row?.[head?.indexOf(name) ?? -1]
    expect(cell(first, 'Č.')).toBe(1)
    expect(cell(second, 'Č.')).toBe('–')
    expect(cell(first, 'Připomínka')).toContain('=1+1 <&>')
    expect(cell(first, 'Připomínka')).not.toContain('\u0001')
    // Fractions of days are no whole milliseconds.
    const lodged = cell(first, 'Uplatněno')
    expect(lodged instanceof Date && Math.round(lodged.getTime() / 1000)).toBe(Date.UTC(2026, 10, 21, 9, 5) / 1000)
    expect(cell(first, 'Rozpor')).toContain('Rozpor č. 1: trvá (úroveň: sekretariát)')
    const counts = sheets[1]?.data ?? []
    expect(counts.map((row) => [row[0], row[1], row[2]])).toEqual([
      ['Připomínkové místo', 'Uplatněno', 'Z toho zásadní'],
      ['Odbor právní', 2, 1],
      ['Odbor interního auditu', 0, 0],
      ['Celkem', 2, 1],
    ])
    const facts = new Map((sheets[2]?.data ?? []).map(([name, value]) => [name, value]))
    expect(facts.get('Otisk tabulky (SHA-256)')).toBe(hash)
  })
})

describe('exports', () => {
  it('[EX3] give the same bytes for the same table', () => {
    const table = sampleTable()
    const sheet = () => tableSheet(table, hash, czech)
    expect(writeDocx(sheet())).toEqual(writeDocx(sheet()))
    expect(writeXlsx(table, hash, czech)).toEqual(writeXlsx(table, hash, czech))
  })

  it.each(['cs', 'en', 'pl', 'sk'] as const)('[EX9] have every column and field in the layout of %s', (locale) => {
    const words = exportWords[locale]
    expect(words.table.columns.map(({ content }) => content).toSorted()).toEqual([...columnContents].sort())
    const { blocks } = tableSheet(sampleTable(), hash, { words, locale })
    const kinds = blocks.flatMap((block) => (block.t === 'table' ? [block.hasTotal] : []))
    expect(kinds).toEqual(locale === 'sk' ? [true, false] : [false, true])
    const text = JSON.stringify(blocks)
    for (const said of [
      'Částka neodpovídá rozpočtu.',
      'schvaluje dotaci 12 500 000 Kč',
      words.verdict['accepted-in-part'],
    ])
      expect(text).toContain(said)
    expect(text).not.toMatch(/undefined|\[object/)
  })

  it('[EX12] put essential comments of a letter first, each with the sentence that makes it one', () => {
    const text = (own = {}) => JSON.stringify(letterSheet(sampleLetter(own), czech).blocks)
    const sent = text()
    expect(sent.indexOf('Částka neodpovídá')).toBeLessThan(sent.indexOf('Doplnit přílohu'))
    expect(sent.split('Tato připomínka je zásadní.')).toHaveLength(2)
    expect(sent).toContain('v zastoupení JUDr. Petr Šťastný')
    // What became of them is not in it.
    expect(sent).not.toMatch(/upřesněna|Prověříme|Koncept/)
    expect(text({ isDraft: true, signedBy: null })).toContain('Koncept – dosud neodesláno')
    expect(text({ rows: [] })).toContain('neuplatňujeme připomínky')
  })

  it('[PL3] quote as the language of the letter does', () => {
    const polish: Wording = { words: exportWords.pl, locale: 'pl' }
    const title = sampleLetter({}).title
    expect(JSON.stringify(letterSheet(sampleLetter({}), polish).blocks)).toContain(
      JSON.stringify(`„${title}”`).slice(1, -1),
    )
    expect(JSON.stringify(letterSheet(sampleLetter({}), czech).blocks)).toContain(
      JSON.stringify(`„${title}“`).slice(1, -1),
    )
  })

  it('[EX9] are packages whose every part is well-formed whatever people wrote', () => {
    const nasty = sampleRow({ text: '<w:p>&amp;]]>\u0000\ud800 \u000b"\'', unit: '<&>', author: '\uffff"' })
    const parts = unzip(writeDocx(tableSheet(sampleTable([nasty]), hash, czech)))
    const xml = Buffer.from(parts?.get('word/document.xml') ?? []).toString('utf8')
    expect(xml).toContain('&lt;w:p&gt;&amp;amp;]]&gt;')
    for (const unfit of ['\u0000', '\u000b', '\ud800', '\uffff']) expect(xml).not.toContain(unfit)
  })
})
