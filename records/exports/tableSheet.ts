import type { SettlementTable, Sha256, TableRow } from '@glosa/domain/model'
import { localTime } from '../render/localTime.ts'
import { countRows } from './countRows.ts'
import { citationOf, disputeLines, numberOf, quoted, reactionWords, tableFacts, type Wording } from './rowWords.ts'
import { plain, type Cell, type Paragraph, type Run, type Sheet, type SheetBlock } from './sheet.ts'
import type { ColumnContent } from './words/exportWords.ts'

/** Lays the settlement table out for print in the manner of a country. */
export function tableSheet(table: SettlementTable, hash: Sha256, wording: Wording): Sheet {
  const { words } = wording
  const figures = figureBlocks(table, wording)
  const comments = commentBlocks(table, wording)
  return {
    language: words.language,
    title: `${words.table.title} – ${table.title}`,
    author: table.drafter,
    isLandscape: true,
    header: table.documentReference ?? table.number,
    footer: `SHA-256 ${hash}`,
    page: words.page,
    of: words.of,
    date: table.asOf,
    blocks: [
      { t: 'heading', level: 1, s: words.table.title },
      { t: 'facts', rows: tableFacts(table, wording).map(([name, value]) => ({ name, value, isMono: false })) },
      ...(words.table.figuresFirst ? [...figures, ...comments] : [...comments, ...figures]),
      { t: 'facts', rows: [{ name: words.facts.hash, value: hash, isMono: true }] },
      { t: 'paragraph', c: [{ s: words.facts.hashExplained, quiet: true }] },
    ],
  }
}

function commentBlocks(table: SettlementTable, wording: Wording): readonly SheetBlock[] {
  const { words } = wording
  if (table.rows.length === 0) return [{ t: 'paragraph', c: plain(words.table.none) }]
  const { columns } = words.table
  return [
    {
      t: 'table',
      columns: columns.map(({ title, width }) => ({ title, width })),
      rows: table.rows.map((row) => columns.map(({ content }) => cellOf(content, row, wording))),
      hasTotal: false,
    },
  ]
}

function figureBlocks(table: SettlementTable, { words }: Wording): readonly SheetBlock[] {
  const { head, body, total } = countRows(table, words)
  if (body.length === 0) return []
  const cells = (row: readonly (string | number)[]): readonly Cell[] => row.map((value) => [plain(String(value))])
  return [
    { t: 'heading', level: 2, s: words.counts.title },
    {
      t: 'table',
      columns: head.map((title, index) => ({ title, width: index === 0 ? 3 : index === head.length - 1 ? 2 : 1.5 })),
      rows: [...body, total].map(cells),
      hasTotal: true,
    },
  ]
}

function cellOf(content: ColumnContent, row: TableRow, wording: Wording): Cell {
  const { words, locale } = wording
  switch (content) {
    case 'number':
      return [[{ s: numberOf(row), bold: true }]]
    case 'place':
      return [plain(row.place.part ?? ''), plain(citationOf(row.place, wording))].filter(hasWords)
    case 'body': {
      const time = `${localTime(row.at, locale)}${row.isLate ? `, ${words.late}` : ''}`
      const sent: Paragraph = row.sentBy ? [{ s: `${words.sentBy} ${row.sentBy}`, quiet: true }] : []
      return [
        [{ s: row.unit ?? '', bold: true } as Run],
        plain(row.author),
        sent,
        [{ s: time, quiet: true } as Run],
      ].filter(hasWords)
    }
    case 'kind':
      return [plain(words.kind[row.kind])]
    case 'comment':
      return commentCell(row, wording)
    case 'settlement':
      return settlementCell(row, wording)
    case 'reason':
      return row.reason ? [plain(row.reason)] : []
    case 'outcome':
      return [
        plain(reactionWords(row, wording)),
        ...(row.dispute ? disputeLines(row.dispute, wording).map(plain) : []),
      ].filter(hasWords)
  }
}

function commentCell(row: TableRow, wording: Wording): Cell {
  const { words } = wording
  const cell: Paragraph[] = []
  if (row.quote) cell.push(named(words.quote, [{ s: quoted(row.quote, wording), italic: true }]))
  if (row.isGone) cell.push([{ s: `(${words.gone})`, quiet: true }])
  cell.push(plain(row.text))
  if (row.wording !== null) cell.push(named(words.wording, plain(row.wording || words.proposesDeletion)))
  if (row.justification) cell.push(named(words.justification, plain(row.justification)))
  for (const { by, text } of row.replies) cell.push(named(`${words.reply} – ${by}`, plain(text)))
  return cell
}

function settlementCell(row: TableRow, { words, locale }: Wording): Cell {
  if (row.verdict === null) return [[{ s: words.notSettled, quiet: true }]]
  const cell: Paragraph[] = [[{ s: words.verdict[row.verdict], bold: true }]]
  if (row.isPrepared) cell.push([{ s: `(${words.prepared})`, quiet: true }])
  if (row.isWordingApplied) cell.push(plain(words.wordingApplied))
  if (row.result !== null) cell.push(named(words.result, plain(row.result || words.deleted)))
  else if (row.isGone) cell.push(named(words.result, plain(words.deleted)))
  if (row.duplicateOf !== null) cell.push(plain(`${words.sameAs} ${row.duplicateOf}`))
  if (row.settledBy && row.settledAt !== null) {
    cell.push([{ s: `${words.settledBy}: ${row.settledBy}, ${localTime(row.settledAt, locale)}`, quiet: true }])
  }
  return cell
}

const named = (name: string, words: Paragraph): Paragraph => [{ s: `${name}: `, bold: true }, ...words]
const hasWords = (paragraph: Paragraph): boolean => paragraph.some(({ s }) => s !== '')
