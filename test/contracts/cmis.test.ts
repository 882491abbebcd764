import { createHash } from 'node:crypto'
import { instant } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserBinding } from '../../records/cmis/browserBinding.ts'
import { cmisRecordsSystem, type CmisSystemOptions } from '../../records/cmis/cmisRecordsSystem.ts'
import { outgoingHttp } from '../../records/http/outgoing.ts'
import { startCmisServer, type CmisServer } from '../counterparts/cmisServer.ts'
import { beginJourney, memoryBlobs, travel, type Journey } from '../counterparts/deliverWith.ts'
import { startFaultProxy, type FaultProxy } from '../counterparts/faultProxy.ts'
import { describeRecordsSystem, type Counterpart } from './recordsSystem.ts'

const headers = { Authorization: `Basic ${Buffer.from('dummyuser:dummysecret').toString('base64')}` }
const base = { target: 'cmis', headers, repository: 'A1', documentType: 'cmis:document', folderType: 'cmis:folder' }
const none = { relationshipType: null, idProperty: null, numberProperty: null }
const folderNameOf = ({ frozen, delivery }: Journey) =>
  `${frozen.materialNumber}-v${frozen.version}-${delivery.id.slice(0, 16)}`

let server: CmisServer
let proxy: FaultProxy
beforeAll(async () => {
  server = await startCmisServer()
  proxy = await startFaultProxy(server.origin)
})
afterAll(async () => {
  await proxy.close()
  await server.close()
})

const direct = () =>
  browserBinding({
    url: `${server.origin}${server.path}`,
    headers,
    repository: 'A1',
    send: outgoingHttp({ timeoutMs: 20_000 }),
  })

/** What the repository has in the folder of a version. */
async function holdingsIn(journey: Journey, home = '/glosa') {
  const binding = direct()
  const folder = await binding.find({ path: `${home}/${folderNameOf(journey)}` }, null)
  const files = new Map<string, string>()
  if (!folder) return { records: 0, files }
  for (const [name, id] of await binding.children(folder.id, 'test')) {
    files.set(
      name,
      createHash('sha256')
        .update(await binding.content(id, 'test'))
        .digest('hex'),
    )
  }
  return { records: 1, files, id: folder.id }
}

const systemOf = (timeoutMs: number, more: Partial<CmisSystemOptions> = {}) =>
  cmisRecordsSystem({
    ...base,
    ...none,
    url: `${proxy.url}${server.path}`,
    folder: '/glosa',
    send: outgoingHttp({ timeoutMs }),
    ...more,
  })

async function makeHome(): Promise<void> {
  const binding = direct()
  const root = await binding.find({ path: '/' }, null)
  if (await binding.find({ path: '/glosa' }, null)) return
  await binding.createFolder(root?.id ?? '', { 'cmis:objectTypeId': 'cmis:folder', 'cmis:name': 'glosa' }, 'test')
}

/** Removes the folder of the office with everything in it, and makes another in its place. */
async function replaceHome(): Promise<void> {
  const home = await direct().find({ path: '/glosa' }, null)
  const form = new FormData()
  form.set('cmisaction', 'deleteTree')
  form.set('objectId', home?.id ?? '')
  const answer = await fetch(`${server.origin}${server.path}/A1/root`, { method: 'POST', headers, body: form })
  expect(answer.status).toBeLessThan(300)
  await makeHome()
}

async function start(): Promise<Counterpart> {
  await makeHome()
  return {
    open: ({ exchanges }, timeoutMs) => systemOf(timeoutMs, { send: outgoingHttp({ timeoutMs, exchanges }) }),
    disturb: (fault) => {
      proxy.onRequest = fault
    },
    seen: () => proxy.seen,
    holdings: (journey) => holdingsIn(journey),
    // It goes through all objects it has for each path and each name.
    empty: replaceHome,
    async close() {
      proxy.onRequest = () => 'none'
    },
  }
}

const ids = {
  arrives: '[CI1]',
  once: '[CI2]',
  nothing: '[CI3]',
  refused: '[CI4]',
  fixity: '[CI5]',
  thousand: '[CI6]',
  rules: '',
}
describeRecordsSystem('CMIS repository', ids, { target: 'cmis', start, arrives: () => true })

describe('CMIS repository', () => {
  const run = async (number: number, more: Partial<CmisSystemOptions> = {}, versionOf: object = {}) => {
    await start()
    const blobs = memoryBlobs()
    const clock = { now: instant(Date.UTC(2026, 10, 20, 13, 5)) }
    const journey = await beginJourney(blobs, 'cmis', number, clock, versionOf)
    return { journey, blobs, clock, system: () => systemOf(20_000, more) }
  }

  it('[CI4] a refusal waits for a person; mended, the version arrives', async () => {
    const { journey, ...ports } = await run(90_001, { folderType: 'cmis:noSuchType' })
    expect(await travel(journey, ports)).toMatchObject({ state: 'rejected' })
    expect((await holdingsIn(journey)).records).toBe(0)
    journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
    expect(await travel(journey, { ...ports, system: () => systemOf(20_000) })).toMatchObject({ state: 'registered' })
  })

  it('[CI5] finds a file that is not there any more or has other bytes', async () => {
    const { journey, ...ports } = await run(90_002)
    await travel(journey, ports)
    const { id } = await holdingsIn(journey)
    const [name, documentId = ''] = [...(await direct().children(id ?? '', 'test'))][0] ?? []
    const form = new FormData()
    form.set('cmisaction', 'setContent')
    form.set('objectId', documentId)
    form.set('overwriteFlag', 'true')
    form.set('content', new Blob(['other']), name)
    const root = `${server.origin}${server.path}/A1/root`
    expect((await fetch(root, { method: 'POST', headers, body: form })).status).toBeLessThan(300)
    journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
    expect(await travel(journey, ports)).toMatchObject({
      state: 'rejected',
      reason: `reads back differently: ${name}`,
    })
  })

  it('[CI8] a new version is a new folder with a relation to the one before', async () => {
    const relationshipType = 'CrossReferenceType'
    const first = await run(90_003, { relationshipType })
    const before = await travel(first.journey, first)
    if (before.state !== 'registered') throw new Error('not registered')
    const second = await run(90_003, { relationshipType }, { version: 2 })
    const supersedes = { deliveryId: before.id, version: 1, reference: before.receipt.reference ?? null }
    const after = await travel(second.journey, { ...second, supersedes })
    if (after.state !== 'registered') throw new Error('not registered')
    expect(after.receipt.reference?.recordId).not.toBe(before.receipt.reference?.recordId)
    const from = after.receipt.reference?.recordId ?? ''
    expect(await direct().relatedTo(from, relationshipType, 'test')).toEqual([before.receipt.reference?.recordId])
    second.journey.append({ type: 'delivery-requeued', deliveryId: after.id })
    await travel(second.journey, { ...second, supersedes })
    expect(await direct().relatedTo(from, relationshipType, 'test')).toHaveLength(1)
  })

  it('[CI9] follows no address at another host, where it would show its password', async () => {
    const { journey, ...ports } = await run(90_004)
    const asked: string[] = []
    const send: CmisSystemOptions['send'] = async ({ url }) => {
      asked.push(url)
      return {
        status: 200,
        headers: {},
        body: Buffer.from(
          JSON.stringify({ A1: { repositoryUrl: 'http://evil.example/r', rootFolderUrl: 'http://evil.example/f' } }),
        ),
        certificate: null,
        endpoint: proxy.url,
      }
    }
    await expect(travel(journey, { ...ports, system: () => systemOf(1_000, { send }) }, 3)).rejects.toThrow(
      'another host',
    )
    expect(asked.filter((url) => url.includes('evil'))).toEqual([])
  })

  it('[CI12] goes on in a folder that was put in the place of the one it knew', async () => {
    const known = systemOf(20_000)
    const first = await run(90_005)
    await travel(first.journey, { ...first, system: () => known })
    await replaceHome()
    const second = await run(90_006)
    expect(await travel(second.journey, { ...second, system: () => known })).toMatchObject({ state: 'registered' })
    expect((await holdingsIn(second.journey)).records).toBe(1)
  })

  it('[CI10] says whether the repository can be worked with', async () => {
    await start()
    expect(await systemOf(20_000).check?.()).toMatchObject({ isUsable: true })
    expect(await systemOf(20_000, { folder: '/nowhere' }).check?.()).toMatchObject({ isUsable: false })
  })
})
