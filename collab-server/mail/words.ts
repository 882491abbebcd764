import { join } from 'node:path'
import { mailLanguages, type MailLanguage } from '@glosa/domain/model'
import { readWords, type Words } from '../words.ts'

/** Texts of mails and calendars in one language. */
export type MailWords = Words<MailLanguage>

const folder = join(import.meta.dirname, 'texts')
const read = new Map<MailLanguage, MailWords>()

/** The texts of a language; read once. English stands in for one that has no texts. */
export function mailWords(language: MailLanguage): MailWords {
  const known = read.get(language)
  if (known) return known
  const words = readWords(folder, language) ?? readWords<MailLanguage>(folder, 'en')
  if (!words) throw new Error('the texts of mails are missing')
  read.set(language, words)
  return words
}

/** Languages that have texts of their own. */
export const writtenLanguages = (): readonly MailLanguage[] =>
  mailLanguages.filter((language) => mailWords(language).language === language)
