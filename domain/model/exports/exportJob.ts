import type { Sha256 } from '../ids.ts'
import type { PrintedMinutes } from './printedMinutes.ts'
import type { SettlementTable } from './settlementTable.ts'
import type { UnitLetter } from './unitLetter.ts'

/** Languages of exports; each brings the layout of its country. */
export const exportLocales = ['cs', 'en', 'pl', 'sk'] as const
export type ExportLocale = (typeof exportLocales)[number]

/** Formats of the settlement table. */
export const tableFormats = ['docx', 'pdf', 'xlsx', 'csv'] as const
export type TableFormat = (typeof tableFormats)[number]

/** Formats of the letter of a unit. */
export const letterFormats = ['docx', 'pdf'] as const
export type LetterFormat = (typeof letterFormats)[number]

/** Formats of the record of a meeting. */
export const minutesFormats = ['docx', 'pdf'] as const
export type MinutesFormat = (typeof minutesFormats)[number]

/** A file to be made. */
export type ExportJob = { readonly locale: ExportLocale } & (
  | { readonly what: 'table'; readonly table: SettlementTable; readonly hash: Sha256; readonly format: TableFormat }
  | { readonly what: 'letter'; readonly letter: UnitLetter; readonly format: LetterFormat }
  | { readonly what: 'minutes'; readonly minutes: PrintedMinutes; readonly format: MinutesFormat }
)
