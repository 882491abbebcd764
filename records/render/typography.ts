import type { PrintLocale } from './labels.ts'

const nbsp = '\u00a0'

/** One-letter words that must not end a line. */
const shortWords: Readonly<Record<PrintLocale, string>> = { cs: 'ksvzouai', sk: 'ksvzouai', pl: 'aiouwz', en: '' }

const afterShortWord = new Map(
  Object.entries(shortWords).flatMap(([locale, letters]) =>
    letters ? [[locale, new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])([${letters}]) (?=\\S)`, 'giu')]] : [],
  ),
)

/** Marks that belong to the number after them, digit groups, ordinal dates, and amounts with their unit. */
const bound: readonly RegExp[] = [
  /(?<=(?<!\p{L})(?:§{1,2}|čl\.|č\.|odst\.|ods\.|písm\.|str\.|Sb\.|art\.|ust\.|nr|ul\.)) (?=[\p{L}\p{N}])/giu,
  /(?<=(?<!\d)\d{1,3}(?:[ \u00a0]\d{3})*) (?=\d{3}(?!\d))/gu,
  /(?<=(?<!\d)\d{1,2}\.) (?=\d{1,2}\.(?:\s|$)|\d{4}(?!\d)|\p{Ll})/gu,
  /(?<=\d) (?=(?:Kč|zł|EUR|€|%|tis\.|mil\.|mld\.|km|m|ha|kg|t)(?![\p{L}\p{N}]))/gu,
]

/**
 * Puts non-breaking spaces where a line must not end: after one-letter words, inside numbers,
 * dates and references.
 * @param before the letters right before `text`, when it continues a word that began in another run
 */
export function bindSpaces(text: string, locale: PrintLocale, before = ''): string {
  const pattern = afterShortWord.get(locale)
  if (!pattern) return text
  const whole = before + text
  // Twice, because matches cannot overlap: "a v Brně".
  const words = whole.replace(pattern, `$1${nbsp}`).replace(pattern, `$1${nbsp}`)
  return bound.reduce((result, rule) => result.replace(rule, nbsp), words).slice(before.length)
}
