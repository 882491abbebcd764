import { refusalCodes } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { czech } from './czech.ts'
import { english } from './english.ts'
import { languages, type Language } from './languages.ts'
import { polish } from './polish.ts'
import { slovak } from './slovak.ts'

const words: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  cs: new Map(flat(czech)),
  en: new Map(flat(english)),
  pl: new Map(flat(polish)),
  sk: new Map(flat(slovak)),
}

function flat(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node !== 'object' || node === null) throw new TypeError(`${path} is not a text`)
  return Object.entries(node).flatMap(([key, value]) => flat(value, path === '' ? key : `${path}.${key}`))
}

const pluralForm = /_(zero|one|two|few|many|other)$/
const basesOf = (language: Language) => new Set([...words[language].keys()].map((key) => key.replace(pluralForm, '')))
const known = { cs: basesOf('cs'), en: basesOf('en'), pl: basesOf('pl'), sk: basesOf('sk') }
const bases = (language: Language) => known[language]

describe('the words of the application', () => {
  it('[UI1] say the same things in every language', () => {
    const [source] = languages
    for (const language of languages) {
      expect([...bases(language)].filter((key) => !bases(source).has(key))).toEqual([])
      expect([...bases(source)].filter((key) => !bases(language).has(key))).toEqual([])
    }
  })

  it('[UI1] have every plural form of their language, and no other', () => {
    for (const language of languages) {
      const forms = new Set(new Intl.PluralRules(language).resolvedOptions().pluralCategories)
      const own = new Map<string, Set<string | undefined>>()
      for (const key of words[language].keys()) {
        if (!pluralForm.test(key)) continue
        const base = key.replace(pluralForm, '')
        own.set(base, (own.get(base) ?? new Set()).add(key.split('_').at(-1)))
      }
      for (const [base, has] of own) expect(has, `${language} ${base}`).toEqual(forms)
    }
  })

  it('[UI1] fill in the same values in every language', () => {
    const valuesOf = (language: Language) => {
      const values = new Map<string, Set<string | undefined>>()
      for (const [key, text] of words[language]) {
        const base = key.replace(pluralForm, '')
        const known = values.get(base) ?? new Set()
        for (const [, name] of text.matchAll(/\{\{(\w+)\}\}/g)) known.add(name)
        values.set(base, known)
      }
      return values
    }
    const source = valuesOf('cs')
    for (const language of languages) {
      const own = valuesOf(language)
      for (const base of bases('cs')) expect(own.get(base), `${language} ${base}`).toEqual(source.get(base))
    }
  })

  it('[UI1] are never empty', () => {
    for (const language of languages) {
      expect([...words[language]].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
    }
  })

  it('[UI1] are quoted as their language does', () => {
    const quoted = { cs: /„[^“]*“/g, sk: /„[^“]*“/g, pl: /„[^”]*”/g, en: /“[^”]*”/g } as const
    for (const language of languages) {
      for (const [key, text] of words[language]) {
        expect(text.replaceAll(quoted[language], ''), `${language} ${key}`).not.toMatch(/[„“”"]/)
      }
    }
  })

  it('[UI2] explain every refusal in whole sentences, and no refusal that does not exist', () => {
    for (const language of languages) {
      const explained = [...words[language]].filter(([key]) => key.startsWith('refusal.'))
      expect(new Set(explained.map(([key]) => key.slice('refusal.'.length)))).toEqual(new Set(refusalCodes))
      for (const [key, text] of explained) expect(text, key).toMatch(/^\p{Lu}.*\.$/u)
    }
  })
})
