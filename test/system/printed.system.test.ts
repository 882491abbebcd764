import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isRefused, instant, type FrozenVersion, type JsonObject, type PartId } from '@glosa/domain/model'
import { readSignatures, renderPdf, renewSeal, sealPdf, sha256Of } from '@glosa/records'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draftVersion } from '../../collab-server/commands/draftVersion.ts'
import { judgePdfs, validatorFolder } from '../../records/render/judgePdfs.ts'
import * as sample from '../../records/sampleVersion.ts'
import { startTestAuthorities } from '../../records/seal/testAuthorities.ts'
import { testSealPlan, testSealWords } from '../../records/seal/testSealPlan.ts'
import { openDemoOffice } from '../support/demoOffice.ts'
import { secretary } from '../support/people.ts'

const run = promisify(execFile)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glosa-printed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What veraPDF judges in the end: by 2a and, where it bears no seal, by ua1. */
const written: string[] = []
const isSealed = (file: string) => file.endsWith('-sealed.pdf')

async function keep(name: string, pdf: Uint8Array): Promise<string> {
  const file = join(folder, `${name}.pdf`)
  await writeFile(file, pdf)
  written.push(file)
  return file
}

const textOf = async (file: string, ...pages: readonly string[]): Promise<string> => {
  const { stdout } = await run('pdftotext', ['-layout', ...pages, file, '-'], { maxBuffer: 1e8 })
  return stdout.normalize('NFC').replaceAll('\u200b', '')
}

const longWord = 'nejneobhospodařovávatelnější'.repeat(7_200)

/** Everything that ever broke an export, in one body. */
function hostileBody(): JsonObject {
  let deep: JsonObject = sample.p('nejhlouběji')
  for (let level = 0; level < 100; level += 1) {
    deep = sample.node('bulletList')(sample.node('listItem')(sample.p(`u${level}`), deep))
  }
  const odd = 'a😀🇨🇿👨‍👩‍👧 \u0000\u0007\u001b\ue000\uf8ff\ufeff\u202eb\ud800\uffff x\u0323 \u{10ffff} konec'
  return sample.doc(
    sample.heading(4, odd),
    sample.p(odd),
    sample.p(longWord),
    sample.table(sample.row(sample.td(longWord.slice(0, 1_000)), sample.td(odd))),
    deep,
  )
}

it('[ZZ6] prints every material of the demo office as it stands, and what it locked', async () => {
  const { office, storage, materials, close } = await openDemoOffice(instant(Date.UTC(2026, 10, 21, 12)))
  const locked: FrozenVersion[] = []
  const whole: FrozenVersion[] = []
  for (const material of materials) {
    const drafted = await draftVersion(office, secretary, material)
    if (isRefused(drafted)) throw new Error(drafted.refused)
    whole.push(drafted)
    for (const { hash } of material.versions) {
      locked.push(JSON.parse(Buffer.from((await storage.blobs.get(hash)) ?? []).toString('utf8')))
    }
  }
  await close()
  expect(locked.length).toBeGreaterThan(3)
  expect(whole.length).toBeGreaterThan(15)
  // One print of all of them costs what one costs; of those that left the office each is a file of its own. The
  // budget has tables of a hundred pages, which others of these tests print.
  const short = whole.filter((version) => JSON.stringify(version).length < 200_000)
  expect(short.length).toBeGreaterThan(whole.length - 2)
  const parts = short.flatMap(({ materialNumber, parts: own }, nth) =>
    own.map((part, index) => ({
      ...part,
      title: `${materialNumber} ${part.title}`,
      partId: `p${nth}x${index}`.padEnd(20, '0') as PartId,
    })),
  )
  const all = { ...sample.version({ parts }), title: 'Materiály zkušebního úřadu' }
  const waiting = [all, ...locked]
  const print = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { pdf, missing } = await renderPdf(next, async () => null, { locale: 'cs', recordNumber: null })
      expect(missing, next.title).toEqual([])
      await keep(`${next.materialNumber}-${next.title.length}-${next.version}`, pdf)
    }
  }
  await Promise.all([print(), print()])
  expect(written).toHaveLength(locked.length + 1)
})

it('[ZZ6] prints everything hostile at once', async () => {
  const body = hostileBody()
  const comments = [sample.commentOn(body, 'konec', 1, { text: `😀\u0000\ue000${longWord.slice(0, 2_000)}` })]
  const frozen = sample.version({ title: '\u0007😀 Název', parts: [sample.bodyPart(body)], comments })
  const { pdf, missing } = await renderPdf(frozen, async () => null, { locale: 'cs', recordNumber: null })
  expect(missing.map(({ character }) => character)).toEqual(expect.arrayContaining(['\ue000', '\uf8ff', '\u{10ffff}']))
  const text = (await textOf(await keep('hostile', pdf))).replace(/\s/g, '')
  for (const words of ['nejhlouběji', 'konec', longWord.slice(0, 20)]) expect(text).toContain(words)
})

it('[ZZ7] lists the contents, turns the settlement table, and keeps approvals apart', async () => {
  const approval = {
    by: sample.person('JUDr. Alžběta Ďurišová', 'Odbor právní'),
    at: instant(Date.UTC(2026, 10, 19, 8)),
    textHash: sha256Of('text'),
    step: 'Právní kontrola',
    standingFor: null,
    approver: { by: 'role', role: 'secretary' },
  } as const
  const whole = { ...sample.wholeVersion(), approvals: [approval] }
  const { pdf, pages } = await renderPdf(whole, async () => null, { locale: 'cs', recordNumber: 'KUPK 7/2026' })
  const file = await keep('layout', pdf)
  const sizes = (await run('pdfinfo', ['-f', '1', '-l', String(pages), file])).stdout
    .split('\n')
    .flatMap((line) => /Page +\d+ size: +([\d.]+) x ([\d.]+)/.exec(line)?.slice(1).map(Number) ?? [])
  const isWide = Array.from({ length: pages }, (_, page) => (sizes[page * 2] ?? 0) > (sizes[page * 2 + 1] ?? 0))
  const texts = await Promise.all(isWide.map((_, page) => textOf(file, '-f', String(page + 1), '-l', String(page + 1))))
  const pageWith = (words: RegExp) => texts.findIndex((text, page) => page > 0 && words.test(text))
  // Contents: each part with its page, before the first of them.
  const [first = ''] = texts
  expect(first.indexOf('Obsah')).toBeGreaterThan(0)
  for (const { title } of whole.parts) expect(first.slice(first.indexOf('Obsah'))).toMatch(new RegExp(`${title}.*\\d`))
  expect(first).toMatch(/Příloha – Vypořádání připomínek.*\d/)
  // The table lies on its side, all else stands.
  const annex = pageWith(/^ *Příloha – Vypořádání připomínek/m)
  const approvals = pageWith(/^ *Schválení/m)
  expect(annex).toBeGreaterThan(0)
  expect(approvals).toBeGreaterThan(annex)
  expect(isWide).toEqual(isWide.map((_, page) => page >= annex && page < approvals))
  // Approvals share their page with no part and no comment.
  expect(texts[approvals]).toContain('Právní kontrola')
  expect(texts[approvals]).not.toMatch(/Navržené znění|Článek/)
  for (const text of texts) expect(text).toMatch(/KUPK\s7\/2026/)
})

it('[ZZ7] hyphenates Polish and Slovak by their own rules', async () => {
  for (const [locale, words] of [
    ['pl', 'przeprowadzającego odpowiedzialności nieruchomościami '],
    ['sk', 'najneuveriteľnejšieho obhospodarovania zodpovednosťami '],
  ] as const) {
    const frozen = sample.version({ parts: [sample.bodyPart(sample.doc(sample.p(words.repeat(40))))] })
    const { pdf } = await renderPdf(frozen, async () => null, { locale, recordNumber: null })
    const text = await textOf(await keep(`hyphens-${locale}`, pdf))
    expect(text.match(/\u00ad$/gm)?.length ?? 0, locale).toBeGreaterThan(2)
  }
})

it('[ZZ8] prints 300 pages in less than 600 MiB', async () => {
  const sentence = 'Rada kraje bere na vědomí zprávu o plnění rozpočtu a ukládá odboru předložit přehled. '
  const lines = Array.from({ length: 1_320 }, (_, line) => sample.p(sentence.repeat(line % 2 ? 14 : 8)))
  const frozen = sample.version({ parts: [sample.bodyPart(sample.doc(...lines))] })
  // How long it takes is for the benchmarks to say.
  const limits = { timeMs: 200_000, memoryMiB: 600 }
  const { pages } = await renderPdf(frozen, async () => null, { locale: 'cs', recordNumber: null }, limits)
  expect(pages).toBeGreaterThan(300)
})

// Last: judges everything the tests above wrote, and what a seal and its renewals make of it.
it.runIf(existsSync(validatorFolder))(
  '[ZZ6] [SL5] veraPDF passes all of it, before the seal and after, and with each renewed timestamp',
  async () => {
    expect(written.length).toBeGreaterThan(8)
    const authorities = await startTestAuthorities()
    try {
      const plan = (await testSealPlan(authorities))('B-LTA')
      const { pdf } = await renderPdf(sample.wholeVersion(), async () => null, { locale: 'cs', recordNumber: null })
      let sealed = (await sealPdf(pdf, plan, testSealWords())).pdf
      for (const nth of [2, 3]) {
        const last = readSignatures(sealed, null).at(-1)
        sealed = await renewSeal(sealed, plan, last?.cms ?? Buffer.alloc(0), nth)
        await keep(`renewed-${nth}-sealed`, sealed)
      }
      expect(readSignatures(sealed, null).map(({ kind }) => kind)).toEqual(['signature', ...Array(3).fill('timestamp')])
    } finally {
      await authorities.close()
    }
    const open = written.filter((file) => !isSealed(file))
    const [judged, accessible] = await Promise.all([judgePdfs(written, '2a'), judgePdfs(open, 'ua1')])
    expect(judged).toEqual(written.map((file) => `PASS ${file} 2a`))
    expect(accessible).toEqual(open.map((file) => `PASS ${file} ua1`))
  },
)
