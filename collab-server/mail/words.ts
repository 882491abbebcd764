import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mailLanguages, type MailLanguage } from '@glosa/domain/model'

type Plural = { readonly one: string; readonly few?: string; readonly other: string; readonly none?: string }
interface Words {
  readonly [key: string]: string | Words | Plural
}

/** What stands in a text instead of `{{name}}`. `count` chooses among the forms of a plural. */
export type Values = Readonly<Record<string, string | number>>

/** Texts of mails and calendars in one language. */
export interface MailWords {
  readonly language: MailLanguage
  /**
   * The text of a key such as `line.invited`, with its values.
   * @throws RangeError for a key without a text
   */
  say(key: string, values?: Values): string
  has(key: string): boolean
}

const fileOf = (language: MailLanguage) => join(import.meta.dirname, 'texts', `${language}.json`)
const read = new Map<MailLanguage, MailWords>()

/** The texts of a language; read once. English stands in for one that has no texts. */
export function mailWords(language: MailLanguage): MailWords {
  const known = read.get(language)
  if (known) return known
  const words = open(language) ?? open('en')
  if (!words) throw new Error('the texts of mails are missing')
  read.set(language, words)
  return words
}

/** Languages that have texts of their own. */
export const writtenLanguages = (): readonly MailLanguage[] =>
  mailLanguages.filter((language) => mailWords(language).language === language)

function open(language: MailLanguage): MailWords | null {
  let texts: Words
  try {
    texts = JSON.parse(readFileSync(fileOf(language), 'utf8')) as Words
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const rules = new Intl.PluralRules(language)
  const find = (key: string) => {
    let found: string | Words | Plural | undefined = texts
    for (const step of key.split('.')) found = typeof found === 'object' ? (found as Words)[step] : undefined
    return found
  }
  return {
    language,
    has: (key) => find(key) !== undefined,
    say(key, values = {}) {
      const found = find(key)
      const text = typeof found === 'object' ? formOf(found as Words, Number(values['count'] ?? 0), rules) : found
      if (text === undefined) throw new RangeError(`no text for ${key} in ${language}`)
      return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''))
    },
  }
}

function formOf(forms: Words, count: number, rules: Intl.PluralRules): string | undefined {
  const form = (count === 0 ? forms['none'] : undefined) ?? forms[rules.select(count)] ?? forms['other']
  return typeof form === 'string' ? form : undefined
}
