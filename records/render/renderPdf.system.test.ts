import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FrozenVersion, JsonObject } from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import { sha256Of, versionHashOf } from '../versionHash.ts'
import { imageExtensionOf } from './imageFormat.ts'
import { printLocales } from './labels.ts'
import type { PrintOptions } from './printVersion.ts'
import { renderPdf } from './renderPdf.ts'

const run = promisify(execFile)
const options: PrintOptions = { locale: 'cs', recordNumber: null }
const validator = path.join(import.meta.dirname, '..', '..', '.cache', 'verapdf')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-pdf-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written: string[] = []

/** Renders to a file that veraPDF judges in the end with all others. */
async function render(name: string, frozen: FrozenVersion, assets: ReadonlyMap<string, Uint8Array> = new Map()) {
  const rendered = await renderPdf(frozen, async (blob) => assets.get(blob) ?? null, options)
  const file = path.join(folder, `${name}.pdf`)
  await writeFile(file, rendered.pdf)
  written.push(file)
  return { ...rendered, file }
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
      const file = path.join(folder, `${locale}.pdf`)
      await writeFile(file, pdf)
      written.push(file)
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

  // Last: judges everything the tests above wrote, in one start of the Java machine.
  it.runIf(existsSync(validator))(
    '[RE1] is valid by veraPDF in every sample',
    async () => {
      expect(written.length).toBeGreaterThan(10)
      for (const flavour of ['2a', 'ua1']) {
        const { stdout } = await run(
          'java',
          [
            '-XX:+UseSerialGC',
            '-cp',
            path.join(validator, '*'),
            'org.verapdf.apps.GreenfieldCliWrapper',
            '--format',
            'text',
            '--flavour',
            flavour,
            ...written,
          ],
          { maxBuffer: 1e7, timeout: 280_000 },
        )
        const verdicts = stdout.split('\n').filter((line) => /^(PASS|FAIL)/.test(line))
        expect(verdicts).toEqual(written.map((file) => `PASS ${file} ${flavour}`))
      }
    },
    300_000,
  )
})

describe('imageExtensionOf', () => {
  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['jpg', [0xff, 0xd8, 0xff, 0xe0]],
    [null, [...Buffer.from('<svg ')]],
    [null, [...Buffer.from('%PDF-1.7')]],
    [null, []],
  ])('[RE6] tells %s by its first bytes', (extension, bytes) => {
    expect(imageExtensionOf(Uint8Array.from(bytes))).toBe(extension)
  })
})
