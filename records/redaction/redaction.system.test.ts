import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  findWords,
  redactVersion,
  removedWords,
  stillThere,
  type CopyPlan,
  type FrozenVersion,
  type Sha256,
} from '@glosa/domain/model'
import { packedZip } from '../formats/storedZip.ts'
import { renderPdf } from '../render/renderPdf.ts'
import * as sample from '../sampleVersion.ts'
import { sha256Of } from '../versionHash.ts'
import { findRemoved } from './findRemoved.ts'
import { pdfWords } from './pdfWords.ts'
import { stripPicture } from './stripPicture.ts'

const run = promisify(execFile)
const { doc, p, text, table, row, th, td, heading } = sample

/** What must not come out, wherever a version can hold it. */
const secrets = [
  'Božena Tichá',
  '850101/1234',
  'ticha@example.cz',
  'podpis paní Tiché',
  'Tichá 12, Lhota',
  'Dědictví',
] as const

const camera = 'tajnapoloha 50.0755N'
const picture = withExif(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCKALXj/9k=',
    'base64',
  ),
  camera,
)
const blob = sha256Of(picture)

const body = doc(
  heading(1, 'Dědictví po Boženě Tiché'),
  p('Žádost podala ', text('Božena Tichá', { type: 'bold' }), ', rodné číslo 850101/1234, bytem Tichá 12, Lhota.'),
  p('Kontakt: ', text('napsat', { type: 'link', attrs: { href: 'mailto:ticha@example.cz' } }), ' do třiceti dnů', {
    type: 'footnote',
    attrs: { text: 'Totožnost paní Tiché ověřena, RČ 850101/1234.' },
  }),
  { type: 'image', attrs: { blob, alt: 'podpis paní Tiché', width: 40 } },
  table(row(th('Žadatel'), th('Částka')), row(td('Božena Tichá'), td('10'))),
  p('Komise doporučuje '.repeat(40), 'BOŽENĚ TICHÉ vyhovět.'),
)
const frozen: FrozenVersion = sample.version({
  title: 'Dědictví po Boženě Tiché',
  parts: [
    sample.bodyPart(body),
    sample.bodyPart(doc(p('Nezveřejněná příloha zprávy.')), 'Příloha', 'q'.repeat(20) as never),
  ],
  comments: [sample.commentOn(body, 'Božena Tichá', 1, { text: 'Připomínka o paní Tiché' })],
})

/** Searches and removes as a person does. */
function planOf(...searched: readonly string[]): CopyPlan {
  const found = searched.flatMap((words) => findWords(frozen.parts, words, { declined: true }))
  const redactions = found.flatMap((place) => (place.at === 'text' ? [{ ...place }] : []))
  return { version: 1, redactions, hiddenTitles: [], leftOut: ['q'.repeat(20) as never], attached: [] }
}
const plan = planOf('Tichá', 'Božena', '850101/1234', 'Dědictví', 'ticha@example.cz')
const words = { removed: '[anonymizováno]', leftOut: '[část není zveřejněna]' }

let folder = ''
let pdf = Buffer.of()
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-redaction-'))
  const copy = redactVersion(frozen, plan, 'Majetková věc', words)
  const asset = async (hash: Sha256) => (hash === blob ? stripPicture(picture) : null)
  const printed = await renderPdf(copy, asset, { locale: 'cs', recordNumber: null, publicCopy: { publisher: 'Kraj' } })
  pdf = Buffer.from(printed.pdf)
  file = path.join(folder, 'copy.pdf')
  await writeFile(file, pdf)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Everything in the file as others see it: its text, its facts, its bookmarks and every stream unpacked. */
async function seenByOthers(of: string): Promise<string> {
  const unpacked = `${of}.qdf`
  await run('qpdf', ['--qdf', '--object-streams=disable', of, unpacked])
  const [shown, facts, bytes] = await Promise.all([
    run('pdftotext', [of, '-'], { maxBuffer: 1e8 }),
    run('pdfinfo', ['-meta', of]),
    readFile(unpacked),
  ])
  const information = await run('pdfinfo', [of])
  const utf16 = Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
  return [shown.stdout, facts.stdout, information.stdout, bytes.toString('utf8'), bytes.toString('latin1'), utf16].join(
    '\n',
  )
}

const plain = (shown: string): string => shown.normalize('NFC').replace(/[\s\u00a0\u00ad]+/g, ' ')

describe('the public copy', () => {
  it('[PU8] holds what was removed neither in its text nor in its facts nor in any of its bytes', async () => {
    expect(stillThere(frozen, plan, 'Majetková věc')).toEqual([])
    await run('qpdf', ['--check', file])
    const seen = plain(await seenByOthers(file))
    expect(seen).toContain('[anonymizováno]')
    expect(seen).toContain('třiceti dnů')
    for (const secret of [
      ...secrets,
      'Tich',
      'Božen',
      'BOŽEN',
      'Nezveřejněná',
      'Připomínka o',
      'Šťastný',
      'Vaňková',
      'tajnapoloha',
    ]) {
      expect(seen, secret).not.toContain(secret)
    }
    const all = [...removedWords(frozen, plan), ...secrets]
    expect(all.length).toBeGreaterThan(8)
    expect(findRemoved(pdf, all, [])).toEqual([])
  })

  it('[PU8] has its pictures without what the camera wrote into them', async () => {
    expect(picture.includes(camera)).toBe(true)
    const stripped = Buffer.from(stripPicture(picture))
    expect(stripped.includes(camera)).toBe(false)
    expect(stripped.subarray(0, 2)).toEqual(picture.subarray(0, 2))
    const png = Buffer.from('89504e470d0a1a0a', 'hex')
    expect(stripPicture(png)).toBe(png)
    expect(stripPicture(picture.subarray(0, 30))).toEqual(picture.subarray(0, 30))
  })
})

describe('the check of finished files', () => {
  it('[PU9] finds every word in a copy from which it was not removed', async () => {
    const leaky = await renderPdf(frozen, async () => picture, { locale: 'cs', recordNumber: null })
    const wanted = [
      ...secrets,
      'Komise doporučuje Komise',
      'Připomínka o paní Tiché',
      'Šťastný',
      '12, L',
      'tajnapoloha',
    ]
    // A mail address is in a link only, the description of a picture in the tags only.
    expect(findRemoved(leaky.pdf, wanted, [])).toEqual(wanted)
    expect(pdfWords(Buffer.from(leaky.pdf)).texts.join('\n')).toContain('Dědictví')
  })

  it('[PU9] finds words in packed streams, strings of either encoding and in older revisions', () => {
    const utf16 = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Tajné jméno', 'utf16le').swap16()])
    const packed = deflateSync(Buffer.from('3 0 4 20 << /A (utajeno uvnitr) >> << /B 1 >>'))
    const pdfOf = (...pieces: (string | Buffer)[]) =>
      Buffer.concat(['%PDF-1.7\n', ...pieces].map((piece) => Buffer.from(piece)))
    const written = pdfOf(
      '1 0 obj << /Title <',
      utf16.toString('hex'),
      '> >> endobj\n',
      '1 0 obj << /Title (novejsi) >> endobj\n',
      `2 0 obj << /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
      packed,
      '\nendstream endobj\n',
      '5 0 obj << /Note (\\163kryt\\351 slovo) >> endobj\n',
    )
    const wanted = ['Tajné jméno', 'novejsi', 'utajeno uvnitr', 'skryté slovo']
    expect(findRemoved(written, [...wanted, 'něco jiného'], [])).toEqual(wanted)
  })

  it('[PU9] looks into office documents, through tags in the middle of words', () => {
    const xml = '<w:t>Bož</w:t><w:r/><w:t>ena T&amp;T</w:t><dc:creator>Karel Psavec</dc:creator>'
    const docx = packedZip([{ name: 'word/document.xml', bytes: Buffer.from(xml) }])
    expect(findRemoved(docx, ['Božena T&T', 'Karel Psavec', 'nikdo takový'], [])).toEqual([
      'Božena T&T',
      'Karel Psavec',
    ])
  })

  it('[PU9] blames no file for words that rightly stand in it, nor for digits', () => {
    const file = Buffer.from('Smlouva o dílo, strana 10, paní Nová')
    expect(findRemoved(file, ['Smlouva o dílo', '10', 'Nov', 'díl'], ['smlouva o dílo'])).toEqual([])
    expect(findRemoved(file, ['Nová'], ['Nováková'])).toEqual(['Nová'])
  })
})

/** The JPEG with a segment as cameras write it. */
function withExif(jpeg: Buffer, words: string): Buffer {
  const content = Buffer.from(`Exif\0\0${words}`, 'latin1')
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}
