import { cs } from './labels/cs.ts'
import { en } from './labels/en.ts'
import { pl } from './labels/pl.ts'
import type { PrintLabels } from './labels/printLabels.ts'
import { sk } from './labels/sk.ts'

/** Languages a version can be printed in. */
export const printLocales = ['cs', 'en', 'pl', 'sk'] as const
export type PrintLocale = (typeof printLocales)[number]

export type { PrintLabels }

/** The words by language. */
export const printLabels: Readonly<Record<PrintLocale, PrintLabels>> = { cs, en, pl, sk }
