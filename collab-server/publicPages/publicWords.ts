import { join } from 'node:path'
import { mailLanguages, type MailLanguage } from '@glosa/domain/model'
import { readWords, type Words } from '../words.ts'

export type PublicLanguage = MailLanguage

const folder = join(import.meta.dirname, 'texts')
const all = new Map<PublicLanguage, Words<PublicLanguage>>()

function written(): ReadonlyMap<PublicLanguage, Words<PublicLanguage>> {
  if (all.size === 0) {
    for (const language of mailLanguages) {
      const words = readWords(folder, language)
      if (words) all.set(language, words)
    }
  }
  return all
}

/** Languages that the public pages are written in; a file in `texts` is a language. */
export const publicLanguages = (): readonly PublicLanguage[] => [...written().keys()]

/** The texts of a language, of the office's own where there are none, English at last. */
export function publicWords(language: string, own: PublicLanguage): Words<PublicLanguage> {
  const words = written().get(language as PublicLanguage) ?? written().get(own) ?? written().get('en')
  if (!words) throw new Error('the texts of public pages are missing')
  return words
}

/** The name of a language in itself. */
export const ownNames: Readonly<Record<PublicLanguage, string>> = {
  cs: 'Čeština',
  en: 'English',
  pl: 'Polski',
  sk: 'Slovenčina',
}
