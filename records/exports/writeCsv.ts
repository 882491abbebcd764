import { localTime } from '../render/localTime.ts'
import type { Wording } from './rowWords.ts'
import type { Grid, GridValue } from './tableGrid.ts'

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n]/

/**
 * What stands between fields. Excel opens CSV with the list separator of Windows: a semicolon where, as in Czech, Polish
 * and Slovak, the comma is the decimal sign; with commas everything would stand in one column.
 */
const separators: Readonly<Record<Wording['locale'], ',' | ';'>> = { cs: ';', en: ',', pl: ';', sk: ';' }

/**
 * A table as CSV (RFC 4180 but for the separator of the language): quotes where needed, CR LF; in UTF-8 with the mark
 * that Excel knows it by. Words that a spreadsheet would run as a formula begin with an apostrophe.
 */
export function writeCsv({ head, rows }: Grid, { locale }: Wording): Uint8Array {
  const separator = separators[locale]
  const line = (values: readonly GridValue[]) => values.map((value) => field(wordsOf(value, locale))).join(separator)
  return Buffer.from(`\ufeff${[head, ...rows].map(line).join('\r\n')}\r\n`, 'utf8')
}

function wordsOf(value: GridValue, locale: Wording['locale']): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return localTime(value.at, locale).replaceAll('\u00a0', ' ')
  const text = value.replaceAll(/\r\n?/g, '\n')
  return formula.test(text) ? `'${text}` : text
}

const field = (text: string): string => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
