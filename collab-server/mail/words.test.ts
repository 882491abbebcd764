import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticeKinds } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { mailWords, writtenLanguages } from './words.ts'

/** Keys of texts; the forms of a plural are one text. */
const keysIn = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null || 'other' in value
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) => keysIn(inner, path ? `${path}.${key}` : key))

const fileOf = (language: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'texts', `${language}.json`), 'utf8'))

describe('texts of mails', () => {
  it('[NO20] say the same things in every language', () => {
    expect(writtenLanguages()).toEqual(expect.arrayContaining(['cs', 'en']))
    for (const language of writtenLanguages()) {
      expect(keysIn(fileOf(language)).toSorted(), language).toEqual(keysIn(fileOf('cs')).toSorted())
    }
  })

  it('[NO20] have a line for every kind of notice, and every value that the Czech one has', () => {
    const values = { count: 2, numbers: '<numbers>', due: '<due>' }
    for (const language of writtenLanguages()) {
      for (const kind of noticeKinds) {
        const line = mailWords(language).say(`line.${kind}`, values)
        expect(line, `${language} ${kind}`).not.toContain('{{')
        const names = (text: string) => [...text.matchAll(/<\w+>/g)].map(([name]) => name).toSorted()
        expect(names(line), `${language} ${kind}`).toEqual(names(mailWords('cs').say(`line.${kind}`, values)))
      }
    }
  })

  it('[NO20] decline by the rules of the language', () => {
    const said = (count: number) => mailWords('cs').say('line.comment-lodged', { count, numbers: '' })
    expect([0, 1, 3, 5].map(said)).toEqual([
      'Útvar se vyjádřil bez připomínek.',
      'Přišla připomínka.',
      'Přišly 3 připomínky.',
      'Přišlo 5 připomínek.',
    ])
    expect(mailWords('en').say('subject.digest', { count: 1 })).toBe('Daily summary: 1 material')
    expect(() => mailWords('cs').say('line.unknown')).toThrow(RangeError)
  })
})
