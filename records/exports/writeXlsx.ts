import type { SettlementTable, Sha256 } from '@glosa/domain/model'
import { countRows } from './countRows.ts'
import { officePackage, relationshipsXml, type OfficePart } from './officePackage.ts'
import { tableFacts, type Wording } from './rowWords.ts'
import { serialDay } from './serialDay.ts'
import { tableGrid, type GridValue } from './tableGrid.ts'
import { tableFields, type TableField } from './words/exportWords.ts'
import { escaped } from '../xml/writeXml.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Indices into `cellXfs` of the styles below. */
const style = { plain: 0, head: 1, wrapped: 2, time: 3, total: 4 } as const

/** Widths of columns in letters; the rest is as wide as usual. */
const widths: Readonly<Partial<Record<TableField, number>>> = {
  number: 6,
  round: 6,
  version: 7,
  part: 22,
  place: 16,
  quote: 36,
  unit: 24,
  author: 20,
  at: 17,
  text: 60,
  wording: 40,
  justification: 40,
  replies: 40,
  verdict: 20,
  reason: 50,
  settledAt: 17,
  result: 40,
  reaction: 24,
  dispute: 50,
}

/**
 * The table as a workbook (ECMA-376 part 1, SpreadsheetML): comments, statistics and facts on a sheet each.
 * Words stand as text and never as formulas.
 */
export function writeXlsx(table: SettlementTable, hash: Sha256, wording: Wording): Uint8Array {
  const { words } = wording
  const { head, rows } = tableGrid(table, wording)
  const counts = countRows(table, words)
  const facts = [...tableFacts(table, wording), [words.facts.hash, hash] as const]
  const sheets = [
    {
      name: words.table.sheetName,
      xml: sheetXml([head, ...rows], {
        widths: tableFields.map((field) => widths[field] ?? 14),
        isFiltered: true,
        isWrapped: true,
        wording,
      }),
    },
    {
      name: words.counts.title,
      xml: sheetXml([counts.head, ...counts.body, counts.total], {
        widths: [36, ...Array<number>(counts.head.length - 2).fill(16), 20],
        hasTotal: true,
        wording,
      }),
    },
    { name: words.facts.sheetName, xml: sheetXml(facts, { widths: [28, 80], hasHead: false, wording }) },
  ].map((sheet) => ({ ...sheet, name: sheetName(sheet.name) }))
  const parts: readonly OfficePart[] = [
    {
      name: 'xl/workbook.xml',
      contentType: `${type}.sheet.main+xml`,
      xml: workbookXml(
        sheets.map(({ name }) => name),
        head.length,
        rows.length,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      contentType: '',
      xml: relationshipsXml([
        ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', contentType: `${type}.styles+xml`, xml: stylesXml },
    ...sheets.map(({ xml }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      contentType: `${type}.worksheet+xml`,
      xml,
    })),
  ]
  return officePackage('xl/workbook.xml', parts, {
    title: `${words.table.title} – ${table.title}`,
    author: table.drafter,
    language: words.language,
    date: table.asOf,
  })
}

/** Sheets are called by at most 31 letters, and without some marks. */
const sheetName = (name: string): string => name.replaceAll(/[[\]*?:/\\]/g, ' ').slice(0, 31)

function workbookXml(names: readonly string[], columns: number, rows: number): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const first = `'${(names[0] ?? '').replaceAll("'", "''")}'`
  const last = `$${columnName(columns)}$${rows + 1}`
  return (
    `<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<sheets>${sheets.join('')}</sheets><definedNames>` +
    `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escaped(first)}!$A$1:${last}</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">${escaped(first)}!$1:$1</definedName>` +
    '</definedNames></workbook>'
  )
}

interface SheetLook {
  readonly widths: readonly number[]
  readonly hasHead?: false
  readonly isFiltered?: true
  readonly isWrapped?: true
  readonly hasTotal?: true
  readonly wording: Wording
}

function sheetXml(rows: readonly (readonly GridValue[])[], look: SheetLook): string {
  const { widths: wide, hasHead = true, isFiltered, isWrapped, hasTotal } = look
  const columns = wide.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const usual = isWrapped ? style.wrapped : style.plain
  const lines = rows.map((row, index) => {
    const isHead = hasHead && index === 0
    const looks = isHead ? style.head : hasTotal && index === rows.length - 1 ? style.total : usual
    const cells = row.map((value, column) =>
      cellXml(`${columnName(column + 1)}${index + 1}`, value, looks, look.wording),
    )
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  return (
    `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0">${hasHead ? pane : ''}</sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData>` +
    (isFiltered ? `<autoFilter ref="A1:${columnName(wide.length)}${rows.length}"/>` : '') +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
  )
}

function cellXml(place: string, value: GridValue, looks: number, { locale }: Wording): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${place}" s="${looks}"><v>${value}</v></c>`
  if (typeof value === 'object') return `<c r="${place}" s="${style.time}"><v>${serialDay(value.at, locale)}</v></c>`
  return `<c r="${place}" s="${looks}" t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
}

/** What Excel takes at most in one cell. */
const mostLetters = 32_767

function cellText(text: string): string {
  const cut = text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text
  // `_x0041_` in a cell is read as the letter A (ECMA-376 part 1, 22.9.2.19).
  return escaped(cut.toWellFormed()).replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
}

/** A, B … Z, AA, AB … by number from 1. */
function columnName(number: number): string {
  const letter = String.fromCodePoint(65 + ((number - 1) % 26))
  return number > 26 ? columnName(Math.floor((number - 1) / 26)) + letter : letter
}

const align = (wrap: string) => `<alignment vertical="top"${wrap}/>`
const xf = (font: number, fill: number, numberFormat: number, wrap: boolean) =>
  `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">${align(wrap ? ' wrapText="1"' : '')}</xf>`
const stylesXml =
  `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="d/m/yyyy\\ hh:mm"/></numFmts>` +
  '<fonts count="2"><font><sz val="10"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F5"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="5">${xf(0, 0, 0, false)}${xf(1, 2, 0, true)}${xf(0, 0, 0, true)}${xf(0, 0, 164, false)}${xf(1, 0, 0, false)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
