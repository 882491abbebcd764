import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  partTextOf,
  type DeliveryId,
  type FrozenComment,
  type JsonObject,
  type JsonValue,
  type Sha256,
} from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import { sha256Of, versionBytesOf, versionHashOf } from '../versionHash.ts'
import { buildPackage } from './buildPackage.ts'
import { safeFileName } from './fileName.ts'
import { readManifest } from './manifest.ts'
import { webAnnotationsOf } from './webAnnotations.ts'

const deliveryId = sha256Of('delivery') as string as DeliveryId
const pdf = Buffer.from('%PDF')
const attached = Buffer.from('spreadsheet')
const assets = new Map<Sha256, Uint8Array>([['ab'.repeat(32) as Sha256, attached]])
const build = (frozen = sample.wholeVersion()) =>
  buildPackage(frozen, pdf, deliveryId, async (blob) => assets.get(blob) ?? null)

describe('buildPackage', () => {
  it('[RE15] describes every file by size and hash', async () => {
    const frozen = sample.wholeVersion()
    const parcel = await build(frozen)
    const manifest = readManifest(parcel.files.at(-1)?.bytes ?? Buffer.of())
    expect(manifest.files.map(({ name, role }) => [role, name])).toEqual([
      ['rendition', 'MAT-2026-0412-v1.pdf'],
      ['version', 'glosa-version.json'],
      ['comments', 'comments.jsonld'],
      ['attachment', 'attachment-03-seznam-prijemcu.xlsx'],
    ])
    expect(parcel.files.at(-1)?.name).toBe('manifest.json')
    for (const [index, file] of manifest.files.entries()) {
      const bytes = parcel.files[index]?.bytes ?? Buffer.of()
      expect([file.bytes, file.sha256]).toEqual([bytes.length, sha256Of(bytes)])
    }
    expect(manifest.versionHash).toBe(versionHashOf(frozen))
    expect(manifest.versionHash).toBe(manifest.files[1]?.sha256)
  })

  it('[RE15] is the same for the same version', async () => {
    expect(await build()).toEqual(await build())
  })

  it('[RE15] keeps the version whole', async () => {
    const parcel = await build()
    const bytes = parcel.files.find(({ name }) => name === 'glosa-version.json')?.bytes ?? Buffer.of()
    expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toEqual(
      JSON.parse(Buffer.from(versionBytesOf(sample.wholeVersion())).toString('utf8')),
    )
  })

  it('[RE16] is not made without an attached file', async () => {
    await expect(buildPackage(sample.wholeVersion(), pdf, deliveryId, async () => null)).rejects.toThrow('missing')
  })

  it.each([
    ['seznam příjemců.xlsx', 'seznam-prijemcu.xlsx'],
    ['../../etc/passwd', 'etc-passwd'],
    ['.htaccess', 'htaccess'],
    ['Źdźbło łąki.pdf', 'Zdzblo-laki.pdf'],
    ['漢字', 'file'],
    [`${'a'.repeat(300)}.docx`, `${'a'.repeat(75)}.docx`],
    ['a\u0000b/c\\d:e', 'a-b-c-d-e'],
  ])('[RE17] names %j safely', (name, expected) => {
    expect(safeFileName(name)).toBe(expected)
  })
})

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null) : []
const object = (value: JsonValue | undefined): JsonObject => (value ?? {}) as JsonObject

describe('webAnnotationsOf', () => {
  const collection = webAnnotationsOf(sample.wholeVersion())
  const items = objects(object(collection['first'])['items'])

  it('[RE14] is a collection with one page', () => {
    expect(collection['type']).toBe('AnnotationCollection')
    expect(object(collection['first'])['type']).toBe('AnnotationPage')
    expect(collection['total']).toBe(items.length)
    expect(objects(collection['@context']).length + 1).toBe(2)
    expect(items.map((item) => item['motivation'])).toEqual([
      ['commenting', 'editing'],
      'replying',
      ['commenting', 'editing'],
      ['commenting', 'editing'],
      'commenting',
    ])
    expect(new Set(items.map((item) => item['id'])).size).toBe(items.length)
  })

  it('[RE14] quotes exactly the code points it points at', () => {
    const body = sample.doc(sample.p('😀 úvod'), sample.p('😀😀 zde je místo, konec'))
    const frozen = sample.version({ parts: [sample.bodyPart(body)], comments: [sample.commentOn(body, 'místo', 1)] })
    const [item] = objects(object(webAnnotationsOf(frozen)['first'])['items'])
    const target = object(item?.['target'])
    const [position, quote] = objects(target['selector'])
    const letters = [...partTextOf(body)]
    expect(letters.slice(Number(position?.['start']), Number(position?.['end'])).join('')).toBe('místo')
    expect(quote).toEqual({
      type: 'TextQuoteSelector',
      exact: 'místo',
      prefix: '😀 úvod\n😀😀 zde je ',
      suffix: ', konec',
    })
    expect(object(target['source'])['glosa:plainTextSha256']).toBe(sha256Of(partTextOf(body)))
  })

  it('[RE14] keeps the quote of a comment whose words are gone', () => {
    const target = object(items[3]?.['target'])
    expect(target['glosa:wordsGone']).toBe(true)
    expect(objects(target['selector']).map(({ type, exact }) => [type, exact])).toEqual([
      ['TextQuoteSelector', 'slova, která už v textu nejsou'],
    ])
  })

  it('[RE14] tells how each comment was settled', () => {
    expect(items.map((item) => object(item['glosa:settlement'])['glosa:verdict'])).toEqual([
      'accepted-in-part',
      undefined,
      'not-accepted',
      'accepted',
      'noted',
    ])
  })

  it('[FM6] selects tables by their words, pictures by themselves and pages by their number', () => {
    const body = sample.doc(sample.table(sample.row(sample.td('buňka'))))
    const partId = sample.bodyPart(body).partId
    const on = (number: number, place: FrozenComment['place']) => sample.commentOn(body, 'buňka', number, { place })
    const words = { partId, quote: 'buňka', prefix: '', suffix: '', start: 0, end: 5 }
    const comments = [
      on(1, { at: 'table', ...words }),
      on(2, { at: 'image', partId, blob: 'a'.repeat(64) as Sha256, caption: 'Graf' }),
      on(3, { at: 'page', partId, page: 12 }),
    ]
    const collection = JSON.parse(
      canonicalJson(webAnnotationsOf(sample.version({ parts: [sample.bodyPart(body)], comments }))),
    )
    const [table, picture, page] = collection.first.items.map((item: { target: unknown }) => item.target)
    expect(table.selector).toEqual([
      { type: 'TextPositionSelector', start: 0, end: 5 },
      { type: 'TextQuoteSelector', exact: 'buňka', prefix: '', suffix: '' },
    ])
    expect(picture.source).toMatchObject({ type: 'Image', id: `urn:glosa:blob:sha256:${'a'.repeat(64)}` })
    expect(page.selector).toMatchObject({ type: 'FragmentSelector', value: 'page=12' })
  })
})
