import type { PrintLocale } from '../../render/labels.ts'
import { cs } from './cs.ts'
import { en } from './en.ts'
import type { ExportWords } from './exportWords.ts'
import { pl } from './pl.ts'
import { sk } from './sk.ts'

/** The words of exports by language. */
export const exportWords: Readonly<Record<PrintLocale, ExportWords>> = { cs, en, pl, sk }
