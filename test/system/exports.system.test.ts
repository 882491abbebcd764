import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { UnitId } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unzip } from '../../records/package/unzip.ts'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, viewOf, type Clerk, type Founded } from './office.ts'

const run = promisify(execFile)

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let head: Clerk
let author: Clerk
let other: Clerk
let own: Founded
let legal: UnitId
let letterPath = ''

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  ;[drafter, head, author, other] = await Promise.all([
    clerk(glosa, 'svobodova'),
    clerk(glosa, 'stastny'),
    clerk(glosa, 'sedlackova'),
    clerk(glosa, 'havlickova'),
  ])
  own = await found(drafter, 'Materiál k vypořádání')
  const { units } = (await drafter.call('GET', '/directory')) as { units: { id: UnitId; name: string }[] }
  const unitLike = (words: RegExp) => units.find(({ name }) => words.test(name))?.id ?? ('' as UnitId)
  legal = unitLike(/práv/i)
  await drafter.call('POST', `/materials/${own.materialId}/round`, {
    closesAt: Date.now() + 3_600_000,
    terms: {
      invited: [{ unitId: legal }, { unitId: unitLike(/majet/i) }],
      consolidation: 'by-head',
      disclosure: 'after-deadline',
    },
  })
  await author.call('POST', `/materials/${own.materialId}/comments`, {
    commentId: 'zqxdraft'.padEnd(20, '0'),
    kind: 'essential',
    place: { at: 'material' },
    text: '=zqxdraft zásadní',
    justification: 'Podle zqxlaw.',
  })
  const roundId = (await viewOf(drafter, own.materialId)).rounds[0]?.id ?? ''
  letterPath = `/materials/${own.materialId}/rounds/${roundId}/units/${encodeURIComponent(legal)}/letter/docx`
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

async function download(who: Clerk, path: string) {
  const answer = await fetch(`${glosa.url}/api/v1${path}`, { headers: { cookie: who.cookie } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, bytes, hash: answer.headers.get('glosa-table-hash'), headers: answer.headers }
}

const table = (who: Clerk, format: string) => download(who, `/materials/${own.materialId}/settlement-table/${format}`)

/** The words of an office document. */
const wordsOf = (bytes: Buffer): string =>
  [...(unzip(bytes) ?? [])].map(([, part]) => Buffer.from(part).toString('utf8')).join('\n')

describe('exports of a review', () => {
  it('[EX12] give the letter of a unit as a draft to its people only, until it is sent', async () => {
    const draft = await download(author, letterPath)
    expect(wordsOf(draft.bytes)).toMatch(
      /Koncept – dosud neodesláno[\s\S]*=zqxdraft zásadní[\s\S]*Tato připomínka je zásadní/,
    )
    for (const who of [drafter, other]) {
      const refused = await download(who, letterPath)
      expect([refused.status, refused.bytes.includes('zqx')]).toEqual([403, false])
    }
    await head.call('POST', `/materials/${own.materialId}/units/${encodeURIComponent(legal)}/answer`, {})
    const sent = wordsOf((await download(drafter, letterPath)).bytes)
    expect(sent).toContain('=zqxdraft zásadní')
    expect(sent).not.toContain('Koncept')
    // Others are not told yet: half of a set, or none of it, would say something else.
    expect((await download(other, letterPath)).status).toBe(403)
  })

  it('[EX2] [EX11] show each person their own table, under the hash of its canonical JSON in every format', async () => {
    const [json, csv, xlsx, docx] = await Promise.all(
      ['json', 'csv', 'xlsx?locale=pl', 'docx?locale=sk'].map((format) => table(drafter, format)),
    )
    const hash = createHash('sha256')
      .update(json?.bytes ?? '')
      .digest('hex')
    expect([json, csv, xlsx, docx].map((one) => one?.hash)).toEqual([hash, hash, hash, hash])
    expect(csv?.bytes.toString('utf8')).toContain("'=zqxdraft zásadní")
    expect(csv?.headers.get('content-disposition')).toContain("filename*=UTF-8''")
    expect(wordsOf(xlsx?.bytes ?? Buffer.alloc(0))).toMatch(
      /=zqxdraft zásadní[\s\S]*Tabela uwag|Tabela uwag[\s\S]*=zqxdraft/,
    )
    expect(wordsOf(docx?.bytes ?? Buffer.alloc(0))).toContain(hash)

    const hidden = await Promise.all(['json', 'csv', 'xlsx', 'docx'].map((format) => table(other, format)))
    for (const { status, bytes, hash: theirs } of hidden) {
      expect(status).toBe(200)
      expect(bytes.toString('utf8') + (unzip(bytes) ? wordsOf(bytes) : '')).not.toContain('zqx')
      expect(theirs).not.toBe(hash)
    }
    const statistics = await other.call('GET', `/materials/${own.materialId}/statistics`)
    expect((statistics['units'] as { id: string; answer: string }[]).find(({ id }) => id === legal)).toMatchObject({
      answer: 'answered',
      lodged: { all: 0, essential: 0 },
    })
  })

  it('[EX13] [EX2] print the text with the comments that the person may see', async () => {
    const printed = async (who: Clerk, query = '') => {
      const { status, bytes, headers } = await download(who, `/materials/${own.materialId}/print${query}`)
      expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
      const file = join(folder, 'print.pdf')
      await writeFile(file, bytes)
      return (await run('pdftotext', ['-layout', file, '-'])).stdout
    }
    expect(await printed(drafter)).toMatch(/zqxdraft[\s\S]*zqxlaw/)
    expect(await printed(other)).not.toContain('zqx')
    expect(await printed(drafter, '?comments=without&locale=sk')).toMatch(/^(?![\s\S]*zqx)[\s\S]*Pracovná verzia/)
  })
})
