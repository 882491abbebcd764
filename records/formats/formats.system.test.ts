import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Instant, MaterialEvent, MaterialRecord, VersionSeal } from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import { startTestAuthorities, type TestAuthorities } from '../seal/testAuthorities.ts'
import { requestTimestamp } from '../seal/timestampAuthority.ts'
import { documentLayer } from './documentLayer.ts'
import { evidenceContainer, evidenceMediaType } from './evidenceContainer.ts'
import { storedZip } from './storedZip.ts'
import { transactionLogOf } from './transactionLog.ts'

const run = promisify(execFile)
const schema = path.join(import.meta.dirname, 'schema', 'nsesss-TrP.xsd')

let folder = ''
let authorities: TestAuthorities
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-formats-'))
  authorities = await startTestAuthorities()
})
afterAll(async () => {
  await authorities.close()
  await rm(folder, { recursive: true, force: true })
})

async function kept(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, bytes)
  return file
}

const id = <T extends string>(text: string): T => text.padEnd(20, '0') as T
const hash = <T extends string>(letter: string): T => letter.repeat(64) as T
const at = Date.UTC(2026, 10, 20, 13, 5) as Instant
const hostile = '<Udalost>&"\u0000\u0008\ud800\uffff]]>😀 řádek\nřádek'

const seal: VersionSeal = {
  pdf: hash('a'),
  original: hash('b'),
  recordNumber: 'KUPK 1/2026',
  level: 'B-LTA',
  certificate: {
    subject: 'CN=Pečeť',
    issuer: 'CN=CA',
    serial: '01',
    fingerprint: 'c'.repeat(64),
    notBefore: at,
    notAfter: at,
  },
  isTrial: false,
  timestampedAt: at,
}

const records = (by = sample.person('Jan Novák', 'Odbor')): readonly MaterialRecord[] => {
  const events: readonly MaterialEvent[] = [
    { type: 'material-renamed', title: hostile },
    { type: 'comment-withdrawn', commentId: id('c1') },
    { type: 'version-sealed', version: 1, seal },
    {
      type: 'delivery-rejected',
      deliveryId: hash('d'),
      reason: 'text',
    },
    { type: 'seal-ordered', version: 1 },
  ]
  return events.map((event, index) => ({
    materialId: id('m1'),
    sequence: index + 1,
    at,
    by,
    events: [event],
    previous: null,
    hash: hash('0'),
  }))
}
const facts = {
  material: { id: id<MaterialRecord['materialId']>('m1'), number: 'MAT-1', title: 'x' },
  source: 'GLOSA',
  createdAt: at,
  softwareVersion: '0.1.0',
}

describe('transactionLogOf', () => {
  it('[FM1] validates against the schema of the standard, whatever people wrote', async () => {
    const logs = [
      transactionLogOf(records(), facts),
      transactionLogOf([], facts),
      transactionLogOf(records(sample.person(hostile.repeat(20), hostile)), facts),
      transactionLogOf(records(sample.person('', null)), facts),
    ]
    for (const [index, log] of logs.entries()) {
      const file = await kept(`log-${index}.xml`, log)
      const { stderr } = await run('xmllint', ['--noout', '--nonet', '--schema', schema, file])
      expect(stderr).toContain('validates')
    }
    const text = Buffer.from(logs[0] ?? []).toString('utf8')
    expect(text).toContain('<TypUdalostiId>PripojeniRazitka</TypUdalostiId>')
    expect(text).toContain('<HodnotaParametru>B-LTA</HodnotaParametru>')
  })

  it('[FM1] says who, when and what of every event, in order', () => {
    const text = Buffer.from(transactionLogOf(records(), facts)).toString('utf8')
    expect([...text.matchAll(/<Poradi>(\d+)<\/Poradi>/g)].map(([, order]) => order)).toEqual(['1', '2', '3', '4', '5'])
    expect(text.match(/<provedlKdo>Jan Novák, Odbor<\/provedlKdo>/g)?.length).toBe(5)
    for (const [, name = ''] of text.matchAll(/<NazevParametru>(.*?)<\/NazevParametru>/g)) {
      expect(name).toMatch(/^[!-~]{1,32}$/)
    }
  })
})

describe('evidenceContainer', () => {
  const files = [
    { name: 'MAT-1-v1.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 …') },
    { name: 'příloha & další.txt', mediaType: 'text/plain', bytes: Buffer.from('text') },
  ]

  it('[FM4] proves with a timestamp what was there together', async () => {
    const container = await evidenceContainer(files, (bytes) =>
      requestTimestamp(bytes, { url: authorities.timestampUrl }),
    )
    // The type can be read at a fixed place.
    expect(container.toString('latin1', 30, 38 + evidenceMediaType.length)).toBe(`mimetype${evidenceMediaType}`)
    expect(container.readUInt16LE(8)).toBe(0)
    const file = await kept('evidence.asice', container)
    const list = await run('python3', ['-m', 'zipfile', '-l', file])
    for (const name of ['mimetype', 'MAT-1-v1.pdf', 'META-INF/ASiCManifest.xml', 'META-INF/timestamp.tst']) {
      expect(list.stdout).toContain(name)
    }
    await run('python3', ['-m', 'zipfile', '-t', file])
    const target = path.join(folder, 'unpacked')
    await run('python3', ['-m', 'zipfile', '-e', file, target])
    const manifest = path.join(target, 'META-INF', 'ASiCManifest.xml')
    const { stdout } = await run('xmllint', ['--format', manifest])
    for (const { bytes } of files) expect(stdout).toContain(createHash('sha256').update(bytes).digest('base64'))
    const token = path.join(target, 'META-INF', 'timestamp.tst')
    const trust = ['-CAfile', path.join(authorities.folder, 'root.crt')]
    const untrusted = ['-untrusted', path.join(authorities.folder, 'chain.crt')]
    const verify = ['ts', '-verify', '-data', manifest, '-in', token, '-token_in', ...trust, ...untrusted]
    expect((await run('openssl', verify)).stdout).toContain('Verification: OK')
  })

  it('[FM5] is the same archive for the same files', () => {
    expect(storedZip(files)).toEqual(storedZip(files))
    expect(storedZip([]).length).toBe(22)
  })
})

describe('documentLayer', () => {
  it('[PF8] names the document, its numbers and the office in the order of the schema', async () => {
    const office = { name: `Kraj ${hostile}`, id: '00000001', dataBox: 'abcdef1', address: 'Náměstí 1' }
    const reference = {
      recordId: 'r',
      jid: 'KUPK-1',
      referenceNumber: 'KUPK 1/2026',
      fileNumber: 'S 1',
      registerNumber: '7',
    }
    const { name, xml } = documentLayer(reference, 'own', office, hostile, 'cs')
    expect(name).toBe('metadata-dokumentu-veřejnoprávního-původce.xml')
    await run('xmllint', ['--noout', '--nonet', await kept('layer.xml', Buffer.from(xml))])
    const order = [...xml.matchAll(/<(?!\/)([\p{L}_:]+)/gu)].map(([, element]) => element)
    expect(order).toEqual([
      'dokument',
      'jid',
      'evidenční_číslo',
      'číslo_jednací',
      'spisová_značka',
      'odesílatel',
      'osoby:právnická_osoba',
      'osoby:obchodní_firma',
      'osoby:ičo',
      'osoby:datová_schránka',
      'osoby:sídlo',
      'místa:adresa_neevidovaná_v_rúian',
      'místa:text_adresy',
      'věc',
    ])
    expect(documentLayer(null, 'own', office, 'x', 'cs').xml).toContain('<jid>own</jid>')
  })
})
