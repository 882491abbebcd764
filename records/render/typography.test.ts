import { describe, expect, it } from 'vitest'
import { bindSpaces } from './typography.ts'

/** Shows a non-breaking space as a tilde. */
const bound = (text: string, locale: 'cs' | 'en' | 'pl' | 'sk' = 'cs', before = '') =>
  bindSpaces(text, locale, before).replaceAll('\u00a0', '~')

describe('bindSpaces', () => {
  it.each([
    ['[RE9] binds a one-letter preposition', 'v Brně a v Praze', 'v~Brně a~v~Praze'],
    ['[RE9] binds at the start of a sentence', 'K návrhu. V textu', 'K~návrhu. V~textu'],
    ['[RE9] leaves letters of longer words', 'slovo ves kov', 'slovo ves kov'],
    ['[RE9] leaves the last letter of a word with a diacritic', 'dvě já ů x', 'dvě já ů x'],
    ['[RE9] binds groups of digits and the currency', 've výši 12 450 000 Kč.', 've výši 12~450~000~Kč.'],
    ['[RE9] binds a date', 'do 31. 3. 2027 nebo 12. ledna 2026', 'do 31.~3.~2027 nebo 12.~ledna 2026'],
    [
      '[RE9] binds a reference',
      'podle § 59 odst. 2 písm. a) zákona č. 129',
      'podle §~59 odst.~2 písm.~a) zákona č.~129',
    ],
  ])('%s', (_rule, text, expected) => {
    expect(bound(text)).toBe(expected)
  })

  it('[RE9] knows the words of each language', () => {
    expect(bound('w domu i z nami', 'pl')).toBe('w~domu i~z~nami')
    expect(bound('k domu', 'pl')).toBe('k domu')
    expect(bound('a house', 'en')).toBe('a house')
  })

  it('[RE9] sees that a word began in the run before', () => {
    expect(bound('v Brně', 'cs', 'slo')).toBe('v Brně')
    expect(bound('v Brně', 'cs', 'slovo ')).toBe('v~Brně')
  })
})
