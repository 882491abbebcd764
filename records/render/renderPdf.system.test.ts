import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  partTextOf,
  type FrozenComment,
  type FrozenVersion,
  type Instant,
  type JsonObject,
  type PartId,
  type Sha256,
} from '@glosa/domain/model'
import { renderExport } from '../exports/renderExport.ts'
import { sampleLetter, sampleRow, sampleTable } from '../exports/sampleTable.ts'
import { documentLayer } from '../formats/documentLayer.ts'
import * as sample from '../sampleVersion.ts'
import { sealPdf } from '../seal/sealPdf.ts'
import { startTestAuthorities } from '../seal/testAuthorities.ts'
import { testSealPlan, testSealWords } from '../seal/testSealPlan.ts'
import { sha256Of, versionHashOf } from '../versionHash.ts'
import { printLocales } from './labels.ts'
import { judgePdfs, validatorFolder } from './judgePdfs.ts'
import type { PrintOptions } from './printVersion.ts'
import { renderPdf } from './renderPdf.ts'

const run = promisify(execFile)
const options: PrintOptions = { locale: 'cs', recordNumber: null }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-pdf-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Files that veraPDF judges in the end, by the flavour of PDF/A they claim; of several with the same bytes the first. */
const written: { file: string; flavour: '2a' | '3a'; hash: Sha256; bytes: number }[] = []

/** Renders to a file that veraPDF judges in the end with all others. */
async function render(
  name: string,
  frozen: FrozenVersion,
  assets: ReadonlyMap<string, Uint8Array> = new Map(),
  own: PrintOptions = options,
) {
  const rendered = await renderPdf(frozen, async (blob) => assets.get(blob) ?? null, own)
  return { ...rendered, file: await keep(name, rendered.pdf, own.layer ? '3a' : '2a') }
}

async function keep(name: string, pdf: Uint8Array, flavour: '2a' | '3a' = '2a'): Promise<string> {
  const file = path.join(folder, `${name}.pdf`)
  await writeFile(file, pdf)
  const hash = sha256Of(pdf)
  if (!written.some((one) => one.hash === hash && one.flavour === flavour)) {
    written.push({ file, flavour, hash, bytes: pdf.length })
  }
  return file
}

const textOf = async (file: string): Promise<string> => {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'], { maxBuffer: 1e8 })
  return stdout
    .normalize('NFC')
    .replaceAll('\u200b', '')
    .replace(/\u00ad\s*/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
}

const only = (body: JsonObject): FrozenVersion => sample.version({ parts: [sample.bodyPart(body)] })

describe('renderPdf', () => {
  it('[PU8] prints the copy for the public without comments, approvals and people', async () => {
    const frozen = sample.wholeVersion()
    const publicCopy = { publisher: 'Podhorský kraj' }
    const { file } = await render('public', { ...frozen, comments: [] }, new Map(), { ...options, publicCopy })
    const shown = await textOf(file)
    expect(shown).toContain('Veřejná kopie')
    expect(shown).not.toMatch(/Vypořádání připomínek|Uzamkl|SHA-256\)|Schválení\s+Níže/)
    const { stdout: info } = await run('pdfinfo', [file])
    expect(info).toMatch(/Author:\s+Podhorský kraj/)
  })

  it('[RE1] writes a tagged PDF/A-2a and PDF/UA-1 with all its fonts', async () => {
    const { file, pdf } = await render('whole', sample.wholeVersion())
    await run('qpdf', ['--check', file])
    const { stdout: info } = await run('pdfinfo', [file])
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/Title:\s+Poskytnutí dotací/)
    const xmp = Buffer.from(pdf).toString('utf8')
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
    const { stdout: fonts } = await run('pdffonts', [file])
    const rows = fonts.trim().split('\n').slice(2)
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) expect(row).toMatch(/ yes yes yes +\d+ +\d+$/)
  })

  it('[RE2] gives the same bytes for the same version', async () => {
    const first = await render('same', sample.wholeVersion())
    const second = await renderPdf(sample.wholeVersion(), async () => null, options)
    expect(sha256Of(second.pdf)).toBe(sha256Of(first.pdf))
  })

  it('[RE3] prints every part, comment, settlement and the hash', async () => {
    const frozen = sample.wholeVersion()
    const text = await textOf((await render('text', frozen)).file)
    for (const words of [
      'Poskytnutí dotací z programu „Bezpečné',
      'MAT-2026-0412',
      'Ing. Ondřej Šťastný, Odbor dopravy',
      'JUDr. Alžběta Ďurišová',
      'Článek 1 – Schválení dotací',
      '12 450 000 Kč[1]',
      'Usnesení rady kraje č. 45/2026',
      'Žďárec nad Úslavou 27 15 3 950 000',
      'seznam příjemců.xlsx',
      'Příloha – Vypořádání připomínek',
      'Navržené znění: 12 540 000 Kč',
      'navrhuje se vypustit',
      'text byl vypuštěn',
      'Neakceptováno',
      'Vzato na vědomí',
      versionHashOf(frozen),
    ]) {
      expect(text).toContain(words)
    }
  })

  it('[RE3] speaks every language', async () => {
    for (const locale of printLocales) {
      const { pdf, missing } = await renderPdf(sample.wholeVersion(), async () => null, {
        locale,
        recordNumber: 'MMB/5/2026',
      })
      const file = await keep(locale, pdf)
      expect(missing).toEqual([])
      expect(await textOf(file)).toContain('MMB/5/2026')
    }
  })

  it('[RE4] prints hostile characters and reports what it cannot show', async () => {
    const { missing, file } = await render(
      'characters',
      only(sample.doc(sample.p('a😀🇨🇿👨‍👩‍👧 漢 \u0000\u0007\ue000\ufeff\u202eb\ud800\uffff x\u0323 ﷽ \u{10ffff} konec'))),
    )
    expect(missing.map(({ character }) => character).sort()).toEqual(
      ['漢', '\ue000', '﷽', '\ufffd', '\uffff', '\u{10ffff}'].sort(),
    )
    expect(await textOf(file)).toContain('konec')
  })

  it('[RE5] prints markup of every kind as the letters it is', async () => {
    const hostile =
      '#import "@preview/x:1.0.0": * #read("/etc/passwd") $x^2$ *b* _i_ @ref <lab> #panic() `raw` \\u{41} // c /* d */ = N [x] ]] }} "'
    const frozen = sample.version({
      title: '#panic("t")',
      parts: [sample.bodyPart(sample.doc(sample.p(hostile), sample.heading(1, hostile)), hostile)],
      comments: [sample.commentOn(sample.doc(), hostile, 1, { text: hostile, justification: hostile })],
    })
    const text = await textOf((await render('markup', frozen)).file)
    for (const piece of ['#read("/etc/passwd") $x^2$ *b* _i_ @ref <lab> #panic() `raw`', '#panic("t")'])
      expect(text).toContain(piece)
    expect(text).not.toContain('root:')
  })

  it('[RE6] prints words of 200,000 letters, deep nesting and impossible tables', async () => {
    let deep: JsonObject = sample.p('nejhlouběji')
    for (let level = 0; level < 300; level += 1) {
      deep = sample.node('orderedList', { start: 0, style: 'lower-roman' })(
        sample.node('listItem')(sample.p(`u${level}`), deep),
      )
    }
    let tables: JsonObject = sample.p('uvnitř')
    for (let level = 0; level < 30; level += 1) {
      tables = sample.table(sample.row(sample.node('tableCell')(sample.p(`t${level}`), tables)))
    }
    const cell = (colspan: number, rowspan: number, words: string) =>
      sample.node('tableHeader', { colspan, rowspan, colwidth: [120, 0] })(sample.p(words))
    const { file } = await render(
      'shapes',
      only(
        sample.doc(
          sample.p('a'.repeat(200_000)),
          sample.p(sample.text('č'.repeat(70_000), { type: 'bold' })),
          sample.table(sample.row(sample.td('x'.repeat(3_000)), sample.td('b'))),
          sample.clause('klauzule'),
          deep,
          tables,
          sample.table(
            sample.row(cell(2, 3, 'A'), cell(1, 1, 'B')),
            sample.row(cell(5, 1, 'C'), cell(1, 99, 'D')),
            sample.row(),
          ),
          sample.table(sample.row(...Array.from({ length: 150 }, (_, column) => sample.td(`s${column}`)))),
          sample.table(),
          { type: 'bulletList' },
          sample.p(),
          sample.article(),
        ),
      ),
    )
    const text = await textOf(file)
    for (const words of ['nejhlouběji', 'uvnitř', 'klauzule', 's149']) expect(text.replaceAll(' ', '')).toContain(words)
  })

  it('[RE6] prints a table of 400 rows and a comment of 40,000 letters', async () => {
    const rows = Array.from({ length: 400 }, (_, y) => sample.row(...[1, 2, 3, 4].map((x) => sample.td(`ř${y}s${x}`))))
    const body = sample.doc(sample.table(sample.row(...['a', 'b', 'c', 'd'].map((name) => sample.th(name))), ...rows))
    const { file } = await render(
      'long',
      sample.version({
        parts: [sample.bodyPart(body)],
        comments: [sample.commentOn(body, 'ř7s2', 1, { text: `${'Dlouhá připomínka. '.repeat(2_000)}KONEC` })],
      }),
    )
    const text = await textOf(file)
    expect(text).toContain('ř399s4')
    expect(text).toContain('KONEC')
    expect(text).toContain('ř7s2[1]')
  })

  it('[RE6] prints images, and says where one cannot be shown', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const image = (letter: string, width: number | null): JsonObject => ({
      type: 'image',
      attrs: { blob: letter && letter.repeat(64), alt: 'Graf vývoje', width },
    })
    const assets = new Map<string, Uint8Array>([
      ['a'.repeat(64), png],
      ['b'.repeat(64), png.subarray(0, 50)],
      ['c'.repeat(64), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ])
    const body = sample.doc(
      image('a', 4_000),
      ...['b', 'c', 'd'].map((letter) => image(letter, 100)),
      image('', null),
      sample.table(sample.row(sample.node('tableCell')(image('a', 3_000)), sample.td('x'))),
    )
    const { file } = await render('images', only(body), assets)
    expect((await textOf(file)).match(/Obrázek nelze v PDF zobrazit/g)?.length).toBe(3)
    const { stdout } = await run('pdfimages', ['-list', file])
    expect(stdout.trim().split('\n').length).toBeGreaterThan(2)
  })

  it('[RE1] prints a version whose names are empty', async () => {
    await render('empty', sample.version({ title: '', materialNumber: '', drafter: sample.person('', null) }))
  })

  it('[RE7] stops a render that takes too long or too much', async () => {
    const frozen = only(
      sample.doc(...Array.from({ length: 3_000 }, (_, line) => sample.p(`řádek ${line} `.repeat(40)))),
    )
    const limited = (limits: { timeMs: number; memoryMiB: number }) =>
      renderPdf(frozen, async () => null, options, limits)
    await expect(limited({ timeMs: 50, memoryMiB: 1_000 })).rejects.toThrow('longer than 50 ms')
    await expect(limited({ timeMs: 60_000, memoryMiB: 40 })).rejects.toThrow('more than 40 MiB')
  })

  it('[RE10] fails for a node it does not know', async () => {
    await expect(render('unknown', only(sample.doc({ type: 'video' })))).rejects.toThrow('video')
  })

  it('[PF1] prints who approved the text, in whose name, when and what', async () => {
    const approval = {
      by: sample.person('JUDr. Alžběta Ďurišová', 'Odbor právní'),
      standingFor: sample.person('Mgr. Karel Nepřítomný', 'Odbor právní'),
      at: Date.UTC(2026, 10, 19, 8) as Instant,
      textHash: 'ab'.repeat(32) as Sha256,
      step: 'Právní kontrola',
      approver: { by: 'role', role: 'secretary' },
    } as const
    const text = await textOf((await render('approved', { ...sample.wholeVersion(), approvals: [approval] })).file)
    for (const words of [
      'Schválení',
      'Právní kontrola',
      'Ďurišová',
      'v zastoupení',
      '19. 11. 2026 09:00',
      'ab'.repeat(16),
    ]) {
      expect(text).toContain(words)
    }
  })

  it('[PF2] has the number and the page on every page', async () => {
    const numbered = { locale: 'cs', recordNumber: 'KUPK 12345/2026' } as const
    const { file, pages } = await render('numbered', sample.wholeVersion(), new Map(), numbered)
    const before = await render('unnumbered', sample.wholeVersion())
    for (let page = 1; page <= pages; page += 1) {
      const [own, other] = await Promise.all([onPage(file, page), onPage(before.file, page)])
      expect(own).toContain('č. j. KUPK 12345/2026')
      expect(own).toContain(`Strana ${page} z ${pages}`)
      expect(other).toContain('MAT-2026-0412')
    }
  })

  it('[PF6] hyphenates text by its language, and neither names nor headings', async () => {
    const body = sample.doc(
      sample.heading(1, 'Obhospodařovávání nemovitostí '.repeat(6)),
      sample.p('zemědělské pozemky nejneuvěřitelnější rozpracovanosti '.repeat(30)),
    )
    const { file } = await render('hyphens', sample.version({ parts: [sample.bodyPart(body)] }))
    const { stdout } = await run('pdftotext', ['-layout', file, '-'])
    expect(stdout.match(/\u00ad$/gm)?.length).toBeGreaterThan(2)
    // The words of the heading stand nowhere else.
    expect(stdout.normalize('NFC')).not.toMatch(/(Obhosp|nemovit)\p{L}*\u00ad/u)
    expect(stdout.normalize('NFC')).toContain('Obhospodařovávání')
  })

  it('[PF7] leads from the marker to the row and back', async () => {
    const { pdf } = await render('links', sample.wholeVersion())
    const text = Buffer.from(pdf).toString('latin1')
    expect(text).not.toContain('glosa-comment')
    const words = (said: string) => Buffer.from(`\ufeff${said}`, 'utf16le').swap16().toString('hex').toUpperCase()
    for (const said of ['Připomínka 1', 'Text, ke kterému se vztahuje připomínka 1']) {
      expect(text).toContain(`/Contents <${words(said)}>`)
    }
    const pageOf = (said: string) =>
      new RegExp(`/D \\[(\\d+) 0 R[^]*?${words(said)}`).exec(linkWith(text, words(said)))?.[1]
    expect(pageOf('Připomínka 1')).toBeDefined()
    expect(pageOf('Připomínka 1')).not.toBe(pageOf('Text, ke kterému se vztahuje připomínka 1'))
  })

  it('[PF8] carries the layer for machines in PDF/A-3a', async () => {
    const office = { name: 'Podhorský kraj', id: '00000001', dataBox: 'abcdef1', address: 'Náměstí 1, Podhoří' }
    const layer = documentLayer({ recordId: 'r', jid: 'KUPK-1' }, 'own', office, 'Dotace', 'cs')
    const layered = { ...options, layer }
    const { file, pdf } = await render('layer', sample.wholeVersion(), new Map(), layered)
    expect(Buffer.from(pdf).toString('utf8')).toContain('<pdfaid:part>3</pdfaid:part>')
    const target = path.join(folder, 'layer.xml')
    await run('pdfdetach', ['-save', '1', '-o', target, file])
    expect(await readFile(target, 'utf8')).toBe(layer.xml)
    const again = await renderPdf(sample.wholeVersion(), async () => null, layered)
    expect(sha256Of(again.pdf)).toBe(sha256Of(pdf))
  })

  it('[PF10] prints comments on tables, pictures and pages, and what the body said', async () => {
    const partId = sample.commentOn(sample.doc(), 'x', 1).place
    const place = (more: object) => ({ ...more, partId: 'partId' in partId ? partId.partId : '' })
    const body = sample.doc(sample.table(sample.row(sample.td('buňka'))))
    const on = (number: number, at: object) =>
      sample.commentOn(body, 'buňka', number, {
        place: place(at) as never,
        settled: {
          settlement: { verdict: 'not-accepted', reason: 'Ne.' },
          by: sample.person('Jan', null),
          at: 0 as Instant,
          wordingApplied: false,
          reaction: { kind: 'insisted', by: sample.person('Eva', null), at: 0 as Instant, reason: 'Trváme.' },
        },
      })
    const comments = [
      on(1, { at: 'table', quote: 'buňka', prefix: '', suffix: '', start: 0, end: 5 }),
      on(2, { at: 'image', blob: 'a'.repeat(64), caption: 'Graf výdajů' }),
      on(3, { at: 'page', page: 12 }),
    ]
    const text = await textOf(
      (await render('places', sample.version({ parts: [sample.bodyPart(body)], comments }))).file,
    )
    for (const words of ['buňka[1]', 'obrázek', 'Graf výdajů', 'strana 12', 'na připomínce trvá', 'Trváme.']) {
      expect(text).toContain(words)
    }
  })

  it('[PF9] prints 300 pages and 1,000 comments within the limits', async () => {
    const sentence = 'Rada kraje bere na vědomí zprávu o plnění rozpočtu a ukládá odboru předložit přehled. '
    const lines = Array.from({ length: 1_000 }, (_, line) =>
      sample.p(`${sentence.repeat(line % 2 ? 12 : 6)} pasáž${line}x.`),
    )
    const body = sample.doc(...lines)
    // All letters are of one UTF-16 unit, so offsets are code points; looking each one up anew takes long.
    const whole = partTextOf(body)
    const first = sample.commentOn(sample.doc(sample.p('x')), 'x', 1, { text: sentence.repeat(2) })
    const comments = lines.map((_, index): FrozenComment => {
      const quote = `pasáž${index}x`
      const start = whole.indexOf(quote)
      const place = { ...first.place, quote, start, end: start + quote.length } as FrozenComment['place']
      return { ...first, number: index + 1, place }
    })
    const limits = { timeMs: 60_000, memoryMiB: 1_000 }
    const frozen = sample.version({ parts: [sample.bodyPart(body)], comments })
    const { pdf, pages } = await renderPdf(frozen, async () => null, options, limits)
    expect(pages).toBeGreaterThan(300)
    const text = Buffer.from(pdf).toString('latin1')
    expect(text.match(/\/S \/GoTo/g)?.length).toBe(2_000)
  })

  it('[RE1] prints 300 parts, each on a page of its own', async () => {
    const parts = Array.from({ length: 300 }, (_, index) => {
      const body = sample.doc(sample.p(`Text části ${index + 1}.`))
      return sample.bodyPart(body, `Část ${index + 1}`, `part${index}`.padEnd(20, '0') as PartId)
    })
    expect((await render('pages', sample.version({ parts }))).pages).toBeGreaterThan(300)
  })

  // Last: judges everything the tests above wrote, and what a seal makes of it, in few starts of the Java machine.
  it('[EX10] [EX3] prints settlement tables and letters of every country, always in the same bytes', async () => {
    const hash = 'a1'.repeat(32) as Sha256
    const rows = Array.from({ length: 30 }, (_, index) =>
      sampleRow({ number: index + 1, text: `Věta ${index + 1}. ☃` }),
    )
    const table = sampleTable([...rows, sampleRow({ number: 31, text: `\u0007${'x'.repeat(300)}😀 =1+1 #panic()` })])
    for (const locale of printLocales) {
      const job = { what: 'table', table, hash, format: 'pdf', locale } as const
      const pdf = await renderExport(job)
      const text = await textOf(await keep(`table-${locale}`, pdf))
      for (const words of ['Věta 1.', 'Věta 30.', '#panic()', 'KUPK/1234/2026', hash]) expect(text).toContain(words)
      if (locale === 'cs') expect(await renderExport(job)).toEqual(pdf)
    }
    const letter = await renderExport({ what: 'letter', letter: sampleLetter(), format: 'pdf', locale: 'cs' })
    expect(await textOf(await keep('letter', letter))).toContain('Tato připomínka je zásadní.')
  })

  it('[EX13] prints a text in work as what it is: no version, no hash', async () => {
    const own = { ...options, ownCopy: 'working' } as const
    const text = await textOf((await render('working', sample.wholeVersion(), new Map(), own)).file)
    expect(text).toContain('Pracovní verze')
    expect(text).toContain('[1]')
    expect(text).not.toMatch(/Uzamčeno|Otisk verze|Údaje o verzi/)
  })

  it.runIf(existsSync(validatorFolder))(
    '[RE1] [SL1] is valid by veraPDF in every sample, before the seal and after',
    async () => {
      expect(written.length).toBeGreaterThan(10)
      const authorities = await startTestAuthorities()
      try {
        const plan = await testSealPlan(authorities)
        for (const [name, level] of [
          ['whole', 'B-B'],
          ['shapes', 'B-T'],
          ['pages', 'B-LT'],
          ['characters', 'B-LTA'],
          ['layer', 'B-LTA'],
        ] as const) {
          const own = written.find(({ file }) => path.basename(file) === `${name}.pdf`)
          if (!own) throw new Error(`the sample ${name} was not written`)
          const sealed = await sealPdf(await readFile(own.file), plan(level), testSealWords())
          await keep(`${name}-sealed`, sealed.pdf, own.flavour)
        }
      } finally {
        await authorities.close()
      }
      const passed = async (ones: typeof written) => {
        const judged = await judgePdfs(
          ones.map(({ file }) => file),
          'claimed',
        )
        const isSealed = (file: string) => file.endsWith('-sealed.pdf')
        // A seal need not be accessible beyond what the file was: PDF/UA is judged before it.
        const counted = judged.filter((line) => !line.endsWith('-sealed.pdf ua1'))
        expect(counted.toSorted()).toEqual(
          ones
            .flatMap(({ file, flavour }) =>
              (isSealed(file) ? [flavour] : [flavour, 'ua1']).map((as) => `${file} ${as}`),
            )
            .map((line) => `PASS ${line}`)
            .toSorted(),
        )
      }
      // Two machines at once, the longest files shared out.
      const bySize = written.toSorted((one, other) => other.bytes - one.bytes)
      await Promise.all([0, 1].map((half) => passed(bySize.filter((_, index) => index % 2 === half))))
    },
    300_000,
  )
})

/** The link annotation that has these words. */
const linkWith = (text: string, words: string): string => {
  const at = text.indexOf(words)
  return text.slice(text.lastIndexOf(' obj', at), at + words.length)
}

const onPage = async (file: string, page: number): Promise<string> => {
  const { stdout } = await run('pdftotext', ['-layout', '-f', String(page), '-l', String(page), file, '-'])
  return stdout.normalize('NFC').replace(/[\s\u00a0]+/g, ' ')
}
