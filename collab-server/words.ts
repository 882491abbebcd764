import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Plural = { readonly one: string; readonly few?: string; readonly other: string; readonly none?: string }
interface Texts {
  readonly [key: string]: string | Texts | Plural
}

/** What stands in a text instead of `{{name}}`. `count` chooses among the forms of a plural. */
export type Values = Readonly<Record<string, string | number>>

/** Texts of the server in one language. */
export interface Words<Language extends string = string> {
  readonly language: Language
  /**
   * The text of a key such as `line.invited`, with its values.
   * @throws RangeError for a key without a text
   */
  say(key: string, values?: Values): string
  has(key: string): boolean
}

/**
 * Reads the texts of a language from `<language>.json`.
 * @returns `null` when the folder has none in this language
 */
export function readWords<Language extends string>(folder: string, language: Language): Words<Language> | null {
  let texts: Texts
  try {
    texts = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Texts
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const rules = new Intl.PluralRules(language)
  const find = (key: string) => {
    let found: string | Texts | Plural | undefined = texts
    for (const step of key.split('.')) found = typeof found === 'object' ? (found as Texts)[step] : undefined
    return found
  }
  return {
    language,
    has: (key) => find(key) !== undefined,
    say(key, values = {}) {
      const found = find(key)
      const text = typeof found === 'object' ? formOf(found as Texts, Number(values['count'] ?? 0), rules) : found
      if (text === undefined) throw new RangeError(`no text for ${key} in ${language}`)
      return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''))
    },
  }
}

function formOf(forms: Texts, count: number, rules: Intl.PluralRules): string | undefined {
  const form = (count === 0 ? forms['none'] : undefined) ?? forms[rules.select(count)] ?? forms['other']
  return typeof form === 'string' ? form : undefined
}
