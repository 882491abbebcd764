import { expect, it } from 'vitest'
import { minutesSheet } from './minutesSheet.ts'
import { sampleMinutes } from './sampleTable.ts'
import type { SheetBlock } from './sheet.ts'
import { exportWords } from './words/index.ts'

/** The words of a block, a line for each paragraph and cell. */
const linesOf = (block: SheetBlock): readonly string[] => {
  switch (block.t) {
    case 'heading':
      return [block.s]
    case 'paragraph':
      return [block.c.map(({ s }) => s).join('')]
    case 'facts':
      return block.rows.map(({ name, value }) => `${name}: ${value}`)
    case 'table':
      return block.rows.map((row) =>
        row.map((cell) => cell.map((runs) => runs.map(({ s }) => s).join('')).join()).join(' | '),
      )
  }
}
const czech = { words: exportWords.cs, locale: 'cs' } as const
const printed = (own = {}) => minutesSheet(sampleMinutes(own), czech).blocks.flatMap(linesOf)

it('[MZ1] tells who was there, the agenda with its results, then each item with amendments, votes and corrections', () => {
  const lines = printed()
  expect(lines.slice(0, 7)).toEqual([
    'Podhorský kraj',
    'Zápis z jednání: 24. schůze rady',
    'Orgán: rada',
    'Čas jednání: 21.\u00a011.\u00a02026\u00a009:05 – 21.\u00a011.\u00a02026\u00a010:05',
    'Místo: Sál 214',
    'Přítomni (2 z 3): Bohumil Kučera, Karel Tichý',
    'Nepřítomni: Růžena Veselá',
  ])
  expect(lines.slice(7, 13)).toEqual([
    'Program a výsledky',
    '1 | Dotace z programu | Mgr. Růžena Veselá | přijato, usnesení č. R/3/2026',
    ' | Oběd (30 min) |  | ',
    '2 | Pronájem (na stůl) | Mgr. Růžena Veselá | staženo z programu',
    '3 | Jmenování | Mgr. Růžena Veselá | odročeno',
    '4 | Různé |  | ',
  ])
  const first = lines.slice(lines.indexOf('1. Dotace z programu'), lines.indexOf('2. Pronájem (na stůl)'))
  expect(first.slice(5)).toEqual([
    'Pozměňovací návrh č. 1 (Karel Tichý): přijat',
    'Namísto slov: „200 000 Kč“',
    'Nové znění: „300 000 Kč“',
    'Odůvodnění: Ceny stromů vzrostly.',
    'Hlasování: pro 5, proti 1, zdrželo se 0',
    'Pozměňovací návrh č. 2 (Karel Tichý): vzat zpět',
    'Odložit.',
    'Přijato, usnesení č. R/3/2026',
    'Rada schvaluje\nposkytnutí dotací.',
    'Hlasování: pro 5, proti 1, zdrželo se 0',
    'Opraveno po uzavření zápisu: 21.\u00a011.\u00a02026\u00a009:05, Marie Pokorná: Chyba v psaní',
    'Původní znění:',
    'Přijato, usnesení č. R/3/2026',
    'Rada schvaluje poskytnutí dotaci.',
    'Hlasování: pro 5, proti 1, zdrželo se 0',
  ])
  expect(lines).toContain('Staženo z programu: Chybí posudek.')
  expect(lines).toContain(`Otisk zápisu (SHA-256): ${'b2'.repeat(32)}`)
})

it('[MZ1] says of a draft that it is one, on every page, and gives it nothing to sign', () => {
  const draft = minutesSheet(sampleMinutes({ closed: null }), czech)
  expect(draft.header).toBe('Koncept – zápis dosud není uzavřen')
  expect(draft.blocks.flatMap(linesOf)).toContain('Koncept – zápis dosud není uzavřen')
  expect(draft.blocks.flatMap(linesOf).join('\n')).not.toMatch(/Otisk|Předsedající/)
})

it.each(['cs', 'en', 'pl', 'sk'] as const)('[MZ1] has all its words in %s', (locale) => {
  const words = exportWords[locale]
  const text = minutesSheet(sampleMinutes(), { words, locale }).blocks.flatMap(linesOf).join('\n')
  expect(text).not.toMatch(/undefined|\[object/)
  for (const said of [words.minutes.amendmentResult.accepted, words.minutes.tabled, words.minutes.outcome.postponed]) {
    expect(text).toContain(said)
  }
})
