import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant, type PublicMaterial } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { boardJson } from './boardJson.ts'
import { listPage } from './listPage.ts'
import { html } from './markup.ts'
import { materialPage } from './materialPage.ts'
import { publicLanguages, publicWords } from './publicWords.ts'

const office = { name: 'Kraj & spol.', url: 'https://kraj.example', id: '70890000' }
const parts = (language: string) => ({ office, words: publicWords(language, 'cs'), path: '/public' })
const material = (number: number, wish: Partial<PublicMaterial> = {}): PublicMaterial => ({
  id: String(number).padStart(20, 'm') as PublicMaterial['id'],
  number: `MAT-2026-${number}`,
  title: `Materiál ${number}`,
  state: 'locked',
  leadUnitName: null,
  dates: null,
  meeting: null,
  resolution: null,
  copy: null,
  since: instant(Date.UTC(2026, 10, 20, 23, 30)),
  publishedAt: instant(Date.UTC(2026, 10, 20, 23, 30)),
  relevantUntil: null,
  ...wish,
})
const zone = 'Europe/Prague'
const texts = (language: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'texts', `${language}.json`), 'utf8'))
/** Keys of texts; the forms of a plural are one text. */
const keysIn = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null || 'other' in value
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) => keysIn(inner, `${path}.${key}`))

describe('public pages', () => {
  it('[PU12] say the same things in every language', () => {
    expect(publicLanguages()).toEqual(expect.arrayContaining(['cs', 'en']))
    for (const language of publicLanguages()) expect(keysIn(texts(language)), language).toEqual(keysIn(texts('cs')))
  })

  it('[PU12] show what people wrote as text, whatever it is', () => {
    const hostile = '"><script>alert(1)</script>\u0000\ud800\''
    const page = materialPage(
      parts('cs'),
      material(1, { title: hostile, resolution: { outcome: 'adopted', number: hostile, text: hostile } }),
      zone,
    )
    expect(page).not.toContain('<script')
    expect(page).not.toContain('\u0000')
    expect(page.isWellFormed()).toBe(true)
    expect(html`<p title="${hostile}">${[1, null, false, html`<b>x</b>`]}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\ufffd&#39;">1<b>x</b></p>',
    )
  })

  it('[PU12] turn pages of a long list, and keep the words that were searched', () => {
    const many = Array.from({ length: 60 }, (_, index) => material(index + 1))
    const page = (number: number, words = '') => listPage(parts('en'), many, { words, page: number }, zone)
    expect(page(1).match(/<li>\s*<h2>/g)).toHaveLength(25)
    expect(page(3).match(/<li>\s*<h2>/g)).toHaveLength(10)
    expect(page(99)).toContain('Page 3 of 3')
    expect(page(2, 'materiál')).toContain('/public?q=materi%C3%A1l&amp;page=3&amp;lang=en')
    expect(page(1, 'nic takového')).toContain('No published paper matches the search.')
  })

  it('[PU11] date announcements by the office’s own day', () => {
    const board = boardJson(
      office,
      office.id,
      [material(1, { relevantUntil: instant(Date.UTC(2026, 11, 31, 22)) })],
      zone,
    )
    expect(board).toMatchObject({
      iri: 'https://kraj.example/public/board',
      informace: [{ vyvěšení: { datum: '2026-11-21' }, relevantní_do: { datum: '2026-12-31' } }],
    })
  })
})
