import type { PrintLabels, PrintLocale } from './labels.ts'
import { breakLongTokens, type ShowableText } from './showableText.ts'
import { bindSpaces } from './typography.ts'

/** What is needed to print a text. */
export interface Printing {
  readonly text: ShowableText
  readonly locale: PrintLocale
  readonly labels: PrintLabels
  /** Path of an image within the typesetter's folder by its hash; missing when it cannot be shown. */
  readonly images: ReadonlyMap<string, string>
}

/**
 * The words of one run, ready to print.
 * @param before the letters right before, when they stand in another run of the same line
 */
export const printedWords = (words: string, before: string, { text, locale }: Printing): string =>
  breakLongTokens(bindSpaces(text.of(words), locale, before))

/** Plain text of a person, ready to print, line by line. */
export function printedLines(text: string, { text: showable, locale }: Printing): readonly string[] {
  return showable
    .of(text)
    .split('\n')
    .map((line) => breakLongTokens(bindSpaces(line, locale)))
}
