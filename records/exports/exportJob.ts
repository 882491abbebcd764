import type { SettlementTable, Sha256 } from '@glosa/domain/model'
import type { PrintLocale } from '../render/labels.ts'
import type { UnitLetter } from './unitLetter.ts'

/** Formats of the settlement table. */
export const tableFormats = ['docx', 'pdf', 'xlsx', 'csv'] as const
export type TableFormat = (typeof tableFormats)[number]

/** Formats of the letter of a unit. */
export const letterFormats = ['docx', 'pdf'] as const
export type LetterFormat = (typeof letterFormats)[number]

/** What an export's own process gets, as `job.json` in its folder; it leaves the file as `export`. */
export type ExportJob = { readonly locale: PrintLocale } & (
  | { readonly what: 'table'; readonly table: SettlementTable; readonly hash: Sha256; readonly format: TableFormat }
  | { readonly what: 'letter'; readonly letter: UnitLetter; readonly format: LetterFormat }
)
