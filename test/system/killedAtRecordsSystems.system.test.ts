import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Of, type TargetSettings } from '@glosa/records'
import { openSqliteStorage } from '@glosa/storage'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { browserBinding } from '../../records/cmis/browserBinding.ts'
import { outgoingHttp } from '../../records/http/outgoing.ts'
import * as sample from '../../records/sampleVersion.ts'
import { startCmisServer } from '../counterparts/cmisServer.ts'
import { startEsslSimulator } from '../counterparts/esslSimulator.ts'
import { ezdAccess, startEzdSimulator } from '../counterparts/ezdSimulator.ts'
import { startS3Server } from '../counterparts/s3Server.ts'
import { startSftpServer } from '../counterparts/sftpServer.ts'
import { newFolder, removeFolder } from './glosaProcess.ts'

const program = join(import.meta.dirname, 'deliverUntilKilled.ts')
const deliveryId: string = sha256Of('delivery')

let folder = ''
beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

/** Runs the worker of the server until it is killed or done. @returns the exit code, or the signal that ended it */
const deliver = (
  killAt: string,
  target: object,
  env: Readonly<Record<string, string>>,
): Promise<number | string | null> =>
  new Promise((resolve, reject) => {
    const args = ['--no-warnings', program, folder, killAt, JSON.stringify({ target })]
    const stdio: 'inherit'[] = ['inherit', 'inherit', 'inherit']
    const child = spawn(process.execPath, args, { stdio, env: { ...process.env, ...env } })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code))
  })

/** Kills at each moment in turn, each run resuming what the one before left, and lets the last one finish. */
async function killAtEach(
  moments: readonly string[],
  target: Partial<TargetSettings> & object,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  for (const moment of moments) expect(await deliver(moment, target, env), moment).toBe('SIGKILL')
  expect(await deliver('', target, env)).toBe(0)
  const storage = await openSqliteStorage({ dataDir: join(folder, 'data') })
  try {
    const records = await storage.materialLog.read(sample.version().materialId, 0)
    const events = records.flatMap((record) => record.events)
    const registered = events.findLast((event) => event.type === 'delivery-registered')
    if (registered?.type !== 'delivery-registered') throw new Error('not registered')
    expect(await storage.blobs.get(registered.receipt.raw)).not.toBeNull()
    return events.map(({ type }) => type)
  } finally {
    await storage.close()
  }
}

const http = { timeoutMs: 20_000 }

it('[NS18] is killed between any two steps with a Czech records system: one document, each event once', async () => {
  const simulator = await startEsslSimulator('2024', 'GLOSA')
  try {
    const events = await killAtEach(
      [
        'reserving',
        'opened DokumentZalozeni',
        'answered DokumentZalozeni',
        'document-created',
        'reserved',
        'before-delivery-reserved',
        'after-delivery-reserved',
        'after-delivery-prepared',
        'opened Udalosti',
        'answered Udalosti',
        'file-attached',
        'before-delivery-accepted',
        'after-delivery-accepted',
        'verifying',
        'answered SouborZadost',
        'read-back',
        'handed-over',
        'finished',
        'before-delivery-registered',
      ],
      {
        ...{ kind: 'essl', name: 'essl', url: `${simulator.origin}/ermsAPI`, ...http },
        ...{ profile: '2024', source: 'GLOSA', destination: 'ESSL', originator: 'MMB', user: 'glosa' },
        ...{ mode: 'synchronous', documentKinds: {}, handOver: 'settle-and-return' },
        ...{ settledBy: 'zaznamemNaDokumentu', attach: 'all' },
      },
    )
    expect(events).toEqual([
      'material-locked',
      'delivery-reserved',
      'delivery-prepared',
      'delivery-accepted',
      'delivery-registered',
    ])
    expect(simulator.documents.size).toBe(1)
    expect(simulator.violations).toEqual([])
    expect([...simulator.documents.values()]).toMatchObject([{ state: 'vyrizen', controlledBy: null }])
    expect([...simulator.documents.values()][0]?.files).toHaveLength(4)
  } finally {
    await simulator.close()
  }
})

/** Of a deposit, wherever it goes. */
const deposit = ['sip-written', 'sip-noted', 'sip-deposited', 'sip-receipt-written', 'answered', 'receipt-stored']
const afterDeposit = ['before-delivery-accepted', 'after-delivery-accepted', 'read-back', 'before-delivery-registered']
const sip = {
  ...({ kind: 'sip', name: 'sip', receipt: 'self' } as const),
  submitter: { name: 'Podhorský kraj', id: '70890000' },
}

it('[SP15] is killed between any two steps of a deposit in a folder: one package', async () => {
  const drop = join(folder, 'drop')
  await killAtEach(['sending', ...deposit, ...afterDeposit], { ...sip, place: { type: 'folder', folder: drop } })
  await expectOnePackage(drop)
})

it('[SP15] is killed between any two steps of a deposit by SFTP: one package', async () => {
  const server = await startSftpServer()
  try {
    const { port, user, hostKey } = server
    const access = { host: '127.0.0.1', port, user, hostKeys: [hostKey], timeoutMs: 20_000 }
    const drop = join(server.folder, 'in')
    await killAtEach(
      ['sending', ...deposit, ...afterDeposit],
      { ...sip, place: { type: 'sftp', ...access, folder: drop, privateKey: { env: 'SFTP_KEY' } } },
      { SFTP_KEY: server.privateKey },
    )
    await expectOnePackage(drop)
  } finally {
    await server.close()
  }
})

it('[SP15] is killed between any two requests of a deposit in S3: one package', async () => {
  const server = await startS3Server()
  try {
    const { origin: url, bucket, accessKey, secretKey } = server
    const secrets = { accessKey: { env: 'S3_KEY' }, secretKey: { env: 'S3_SECRET' } }
    await killAtEach(
      [
        ...['opened PutObject', 'answered PutObject', 'sip-written', 'sip-noted'],
        ...['opened CopyObject', 'answered CopyObject', 'answered DeleteObject'],
        ...[...deposit.slice(2), ...afterDeposit],
      ],
      { ...sip, place: { type: 's3', url, bucket, region: 'us-east-1', prefix: 'glosa/', ...secrets, ...http } },
      { S3_KEY: accessKey, S3_SECRET: secretKey },
    )
    const keys = await server.keys()
    expect(keys.filter((key) => key.startsWith('glosa/outgoing/'))).toHaveLength(1)
    expect(keys.filter((key) => !key.startsWith('glosa/outgoing/'))).toEqual([
      `glosa/deposited/${deliveryId}`,
      `glosa/receipts/${deliveryId}.json`,
    ])
  } finally {
    await server.close()
  }
})

async function expectOnePackage(drop: string): Promise<void> {
  expect(await readdir(join(drop, 'outgoing'))).toHaveLength(1)
  expect(await readdir(join(drop, 'incomplete'))).toEqual([])
  expect(await readdir(join(drop, 'deposited'))).toEqual([deliveryId])
  expect(await readdir(join(drop, 'receipts'))).toEqual([`${deliveryId}.json`])
}

it('[CI11] is killed between any two steps with a CMIS repository: one folder, each file once', async () => {
  const server = await startCmisServer()
  try {
    const url = `${server.origin}${server.path}`
    const headers = { Authorization: `Basic ${Buffer.from('dummyuser:dummysecret').toString('base64')}` }
    await killAtEach(
      [
        'opened createFolder',
        'answered createFolder',
        'opened createDocument',
        'answered createDocument',
        'file-created',
        'before-delivery-accepted',
        'answered getContentStream',
        'before-delivery-registered',
      ],
      {
        ...{ kind: 'cmis', name: 'cmis', url, ...http, folder: '/', documentType: 'cmis:document' },
        folderType: 'cmis:folder',
        auth: { type: 'basic', user: 'dummyuser', password: { env: 'CMIS_PASSWORD' } },
      },
      { CMIS_PASSWORD: 'dummysecret' },
    )
    const binding = browserBinding({ url, headers, repository: 'A1', send: outgoingHttp(http) })
    const root = await binding.find({ path: '/' }, null)
    const [home, ...others] = [...(await binding.children(root?.id ?? '', 'test'))]
    expect(others).toEqual([])
    expect([...(await binding.children(home?.[1] ?? '', 'test')).keys()].toSorted()).toEqual([
      'MAT-2026-0412-v1.pdf',
      'comments.jsonld',
      'glosa-version.json',
      'manifest.json',
    ])
  } finally {
    await server.close()
  }
})

it('[EZ12] is killed between any two steps with EZD RP: one case, each document once', async () => {
  const simulator = await startEzdSimulator()
  try {
    const { webHost, entity, keyId, apiKey, position } = ezdAccess
    await killAtEach(
      [
        'opened token',
        'opened POST /sprawy',
        'answered POST /sprawy',
        'opened POST /sprawy/{idSprawa}/dokumenty',
        'answered POST /sprawy/{idSprawa}/dokumenty',
        'document-added',
        'answered PUT /dokumenty/{id}/metadane',
        'attributes-set',
        'before-delivery-accepted',
        'answered download',
        'before-delivery-registered',
      ],
      {
        ...{ kind: 'ezd', name: 'ezd', url: simulator.origin, ...http, tokenUrl: `${simulator.origin}/connect/token` },
        ...{ webHost, entity, keyId, apiKey: { env: 'EZD_KEY' }, position, downloadOrigins: [], attach: 'all' },
        ...{ newCase: { planId: 'jrwa-0022', category: 'A' }, settleMinutes: 30 },
        attributes: { deliveryId: { key: 'GLOSA.ID', name: 'Identyfikator' } },
      },
      { EZD_KEY: apiKey },
    )
    expect(simulator.cases.size).toBe(1)
    const names = [...simulator.documents.values()].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toHaveLength(4)
    const pdf = [...simulator.documents.values()].find(({ name }) => name.endsWith('.pdf'))
    expect(
      createHash('sha256')
        .update(pdf?.bytes ?? '')
        .digest('hex'),
    ).toBe(sha256Of(Buffer.from('%PDF-1.7 ')))
    expect(simulator.violations).toEqual([])
  } finally {
    await simulator.close()
  }
})
