import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { officeLanguages, type OfficeLanguage } from '@glosa/domain/model'
import { exportWords, printLabels } from '@glosa/records'
import { describe, expect, it } from 'vitest'
import { mailWords, writtenLanguages } from './mail/words.ts'
import { publicLanguages } from './publicPages/publicWords.ts'

type Forms = Readonly<Record<string, string>>

/** Every text of a file; one without a plural has one form, without a name. */
const textsOf = (value: unknown, path = ''): [string, Forms][] => {
  if (typeof value === 'string') return [[path, { '': value }]]
  if (typeof value !== 'object' || value === null) throw new TypeError(`${path} is not a text`)
  if ('other' in value) return [[path, value as Forms]]
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path ? `${path}.${key}` : key))
}
const read = (folder: string, language: OfficeLanguage) =>
  new Map(textsOf(JSON.parse(readFileSync(join(import.meta.dirname, folder, 'texts', `${language}.json`), 'utf8'))))
const valuesIn = (forms: Forms) =>
  [...new Set(Object.values(forms).flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? []))]
    .filter((name) => name !== '{{count}}')
    .toSorted()
/** The forms that whole numbers need. */
const formsOf = (language: OfficeLanguage) => {
  const rules = new Intl.PluralRules(language)
  return [...new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)))]
}

describe.each(['mail', 'publicPages'])('the texts of %s', (folder) => {
  it('[PL1] exist in every language', () => {
    expect(writtenLanguages()).toEqual(officeLanguages)
    expect(publicLanguages()).toEqual(officeLanguages)
  })

  it.each(officeLanguages)(
    '[PL1] fill in the same values in %s, in every plural form, and are not empty',
    (language) => {
      const source = read(folder, 'cs')
      const own = read(folder, language)
      expect([...own.keys()]).toEqual([...source.keys()])
      for (const [key, forms] of own) {
        expect(valuesIn(forms), key).toEqual(valuesIn(source.get(key) ?? {}))
        for (const text of Object.values(forms)) expect(text.trim(), key).not.toBe('')
        if ('other' in forms) expect(Object.keys(forms), key).toEqual(expect.arrayContaining(formsOf(language)))
      }
    },
  )
})

describe('the words of each country', () => {
  const said = (language: OfficeLanguage, key: string, count = 5) => mailWords(language).say(key, { count })

  it('[PL3] call comments and their settlement by their names', () => {
    expect([1, 3, 5, 22].map((count) => said('pl', 'line.comment-lodged', count))).toEqual([
      'Wpłynęła uwaga.',
      'Wpłynęły 3 uwagi.',
      'Wpłynęło 5 uwag.',
      'Wpłynęły 22 uwagi.',
    ])
    expect([1, 3, 5].map((count) => said('sk', 'line.comment-settled', count))).toEqual([
      'Pripomienka je vyhodnotená.',
      '3 pripomienky sú vyhodnotené.',
      '5 pripomienok je vyhodnotených.',
    ])
  })

  it.each([
    ['pl', /komentarz|rozstrzygnięt[aey] uwag|dyrektyw|sygnatur|starost/iu],
    ['sk', /komentár|vyriešen|připomín|vysporiad/iu],
    ['cs', /komentář|vyřešen/iu],
  ] as const)('[PL3] avoid the false friends of %s', (language, wrong) => {
    for (const folder of ['mail', 'publicPages']) {
      for (const [key, forms] of read(folder, language)) expect(Object.values(forms).join(' '), key).not.toMatch(wrong)
    }
  })

  it.each(officeLanguages)(
    '[PL3] name the kinds of comments in %s alike in the application and on paper',
    (language) => {
      const path = join(import.meta.dirname, '..', 'editor', 'i18n', `${language}.json`)
      const { kind } = JSON.parse(readFileSync(path, 'utf8')) as { readonly kind: Forms }
      const inLowerCase = Object.fromEntries(Object.entries(kind).map(([code, name]) => [code, name.toLowerCase()]))
      expect(exportWords[language].kind).toEqual(inLowerCase)
      expect(printLabels[language].kind).toEqual(inLowerCase)
    },
  )
})
