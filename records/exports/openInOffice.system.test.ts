import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Sha256 } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { renderExport } from './renderExport.ts'
import { sampleLetter, sampleMinutes, sampleRow, sampleTable } from './sampleTable.ts'
import { convertInOffice, readInOffice, tablesOf } from './tablesInOffice.ts'

const run = promisify(execFile)
const hash = 'a1'.repeat(32) as Sha256

it('[EX9] [MZ1] opens in LibreOffice with every row and word, the heading repeated on each page', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'glosa-docx-'))
  try {
    const rows = [
      ...Array.from({ length: 60 }, (_, index) => sampleRow({ number: index + 1, text: `Věta číslo ${index + 1}` })),
      sampleRow({ number: 61, text: '<b>ne</b> &amp; "tučně" 😀' }),
    ]
    const table = sampleTable(rows)
    const files = await Promise.all([
      renderExport({ what: 'table', table, hash, format: 'docx', locale: 'cs' }),
      renderExport({ what: 'table', table, hash, format: 'docx', locale: 'pl' }),
      renderExport({ what: 'letter', letter: sampleLetter(), format: 'docx', locale: 'sk' }),
      renderExport({ what: 'minutes', minutes: sampleMinutes(), format: 'docx', locale: 'cs' }),
    ])
    const names = ['cs', 'pl', 'letter', 'minutes']
    await Promise.all(names.map((name, index) => writeFile(path.join(folder, `${name}.docx`), files[index] ?? '')))
    const documents = names.map((name) => path.join(folder, `${name}.docx`))
    const [czech = '', polish = '', letter = '', minutes = ''] = await readInOffice(folder, documents)

    const [, comments, counts] = tablesOf(czech)
    expect(comments?.map(([number]) => number)).toEqual(['Č.', ...rows.map(({ number }) => String(number))])
    expect(comments?.[60]?.join(' | ')).toMatch(
      /Odbor právní.*zásadní.*Věta číslo 60.*Akceptováno částečně.*Rozpor č\. 1/,
    )
    expect(comments?.[61]?.join(' ')).toContain('<b>ne</b> &amp; "tučně" 😀')
    expect(counts?.at(-1)?.slice(0, 3)).toEqual(['Celkem', '2', '1'])
    expect(tablesOf(polish)[1]?.[0]).toEqual(expect.arrayContaining(['Lp.', 'Jednostka redakcyjna', 'Treść uwagi']))
    expect(polish).toContain(hash)
    expect(letter).toContain('Táto pripomienka je zásadná.')

    expect(tablesOf(minutes)[1]?.[1]).toEqual([
      '1',
      'Dotace z programu',
      'Mgr. Růžena Veselá',
      'přijato, usnesení č. R/3/2026',
    ])
    expect(minutes).toContain('Pozměňovací návrh č. 1')

    await convertInOffice(folder, 'pdf', documents.slice(0, 1))
    const { stdout } = await run('pdftotext', ['-layout', path.join(folder, 'cs.pdf'), '-'])
    const pages = stdout.split('\f').filter((page) => page.includes('Věta číslo'))
    expect(pages.length).toBeGreaterThan(5)
    for (const page of pages) expect(page).toContain('Odůvodnění vypořádání')
    expect(stdout).toMatch(/Strana 2 z \d+/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
