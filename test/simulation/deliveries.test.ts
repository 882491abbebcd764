import {
  awaitsSeal,
  instant,
  isRefused,
  overAndDone,
  refused,
  stampOf,
  type DeliveryOutcome,
  type Sha256,
  type VersionSeal,
} from '@glosa/domain/model'
import { decideAndAppend } from '@glosa/collab-server/commands/decideAndAppend.ts'
import { explainFixity } from '@glosa/collab-server/commands/explainFixity.ts'
import { giveUpDelivery } from '@glosa/collab-server/commands/giveUpDelivery.ts'
import { hurryDelivery } from '@glosa/collab-server/commands/hurryDelivery.ts'
import { markDelivered } from '@glosa/collab-server/commands/markDelivered.ts'
import { createRecordsLinks, exchangeLogOf, numberBookOf } from '@glosa/collab-server/commands/recordsLink.ts'
import { requeueDelivery } from '@glosa/collab-server/commands/requeueDelivery.ts'
import { sha256Of } from '@glosa/records'
import { openMemoryStorage } from '@glosa/storage'
import pino from 'pino'
import { expect, it } from 'vitest'
import { drafter, recordsManager, secretary, start } from '../support/people.ts'
import { deliveringOffice, officeWithUpkeep } from './deliveringOffice.ts'
import { accepted, OtherEnd } from './otherEnd.ts'

const no: DeliveryOutcome = { type: 'rejected', reason: 'the register is closed' }
const away: DeliveryOutcome = { type: 'retry', problem: 'not reachable' }
const lost: DeliveryOutcome = { type: 'uncertain', problem: 'the answer was lost' }
const deposited: DeliveryOutcome = { type: 'uncertain', problem: 'waiting for the receipt', isDeposited: true }

it('[DE1] a refused delivery stops all later ones of a strict records system, and no other system', async () => {
  const [strict, other] = [new OtherEnd('strict'), new OtherEnd('other')]
  const { lock, work, context, deliveryOf, materialIdOf } = await deliveringOffice({
    strict: { system: strict, order: 'strict' },
    other: { system: other },
  })
  for (const number of [3, 1, 2]) await lock(number)
  strict.says.set('M1', no)
  await work()
  expect(strict.heard).toEqual(['M3/1', 'M1/1'])
  expect(other.heard).toEqual(['M3/1', 'M1/1', 'M2/1'])
  await work(60_000)
  expect(strict.heard).toHaveLength(2)
  strict.says.clear()
  await requeueDelivery(context, recordsManager, materialIdOf(1), deliveryOf(1, 'strict'))
  await work()
  expect(strict.heard).toEqual(['M3/1', 'M1/1', 'M1/1', 'M2/1'])
})

it('[DE1] a delivery that was given up lets the others go on', async () => {
  const system = new OtherEnd('strict')
  const { lock, work, context, deliveryOf, materialIdOf, delivery } = await deliveringOffice({
    strict: { system, order: 'strict' },
  })
  await lock(1)
  await lock(2)
  system.says.set('M1', no)
  await work()
  await giveUpDelivery(context, recordsManager, materialIdOf(1), deliveryOf(1), 'doručeno listinně')
  await work()
  expect(system.heard).toEqual(['M1/1', 'M2/1'])
  expect(await delivery(1)).toMatchObject({
    state: 'given-up',
    reason: 'doručeno listinně',
    by: stampOf(recordsManager),
  })
})

it('[DE2] without strict order a refusal holds up only the later versions of its own material', async () => {
  const system = new OtherEnd('records')
  const { lock, work, delivery } = await deliveringOffice({ records: { system } })
  await lock(1)
  await lock(2)
  await lock(1, 2)
  system.says.set('M1', no)
  await work()
  expect(system.heard).toEqual(['M1/1', 'M2/1'])
  expect((await delivery(1, 'records', 2)).state).toBe('queued')
})

it('[DE3] what was deposited and waits for its receipt holds up nobody; what is uncertain does', async () => {
  const system = new OtherEnd('strict')
  const { lock, work } = await deliveringOffice({ strict: { system, order: 'strict' } })
  for (const number of [1, 2, 3]) await lock(number)
  system.says.set('M1', deposited).set('M2', lost)
  await work()
  expect(system.heard).toEqual(['M1/1', 'M2/1'])
  system.says.clear()
  await work(3_600_000)
  expect(system.heard.slice(2)).toEqual(['? M1/1', '? M2/1', 'M3/1'])
})

it('[DE4] an unreachable records system is asked again later and keeps nobody else waiting', async () => {
  const [gone, other] = [new OtherEnd('gone'), new OtherEnd('other')]
  const { lock, work, delivery } = await deliveringOffice({ gone: { system: gone }, other: { system: other } })
  for (const number of [1, 2, 3]) {
    await lock(number)
    gone.says.set(`M${number}`, away)
  }
  await work()
  expect(other.heard).toHaveLength(3)
  expect(gone.heard.length).toBeLessThan(4)
  gone.says.clear()
  await work(3_600_000)
  await work(3_600_000)
  for (const number of [1, 2, 3]) expect((await delivery(number, 'gone')).state).toBe('registered')
})

it('[DE22] what breaks down is in the log, with its step, kind and code, and nobody’s words', async () => {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const system = new OtherEnd('records')
  const { lock, work, delivery, deliveryOf, materialIdOf } = await deliveringOffice({ records: { system } }, log)
  const hangUp = Object.assign(new Error('socket hang up after "Jana Nováková"'), { code: 'ECONNRESET' })
  system.says.set('M1', hangUp)
  await lock(1)
  await work()
  const where = { materialId: materialIdOf(1), deliveryId: deliveryOf(1), target: 'records' }
  const told = () => lines.splice(0).map((line) => JSON.parse(line))
  const fault = { name: 'Error', code: 'ECONNRESET', message: 'socket hang up after …' }
  expect(told()).toMatchObject([
    { ...where, event: 'delivery-prepared' },
    { ...where, level: 40, step: 'send', fault, msg: 'delivery step broke down' },
    { ...where, event: 'delivery-failed' },
  ])
  const uncertain = await delivery(1)
  expect(uncertain.state).toBe('uncertain')
  await work(60_000)
  expect(told()).toMatchObject([{ step: 'reconcile', fault }, { event: 'delivery-failed' }])
  system.says.set('M1', { ...lost, code: 'answer-lost' })
  await work(60_000)
  expect(told()).toMatchObject([{ event: 'delivery-failed', code: 'answer-lost' }])
})

it('[DE5] a system that comes after another prints the number that the other gave', async () => {
  const [first, archive] = [new OtherEnd('essl'), new OtherEnd('archive')]
  const { lock, work, delivery } = await deliveringOffice({
    archive: { system: archive, after: 'essl' },
    essl: { system: first },
  })
  await lock(1)
  first.says.set('M1', away)
  await work()
  expect(archive.heard).toEqual([])
  first.says.set('M1', { ...accepted, reference: { recordId: 'x', referenceNumber: 'MMB/7/2026', fileNumber: 'SZ 7' } })
  await work(60_000)
  await work()
  expect(archive.heard).toEqual(['M1/1'])
  expect((await delivery(1, 'archive')).state).toBe('registered')
  const pdf = archive.parcels[0]?.files.find(({ role }) => role === 'rendition')
  expect(Buffer.from(pdf?.bytes ?? []).toString()).toBe('%PDF M1 MMB/7/2026')
})

it('[SL13] [ZZ9] where seals are ordered a version is numbered first, waits, and goes with a seal over its number', async () => {
  const system = new OtherEnd('essl')
  const reference = { recordId: 'x', referenceNumber: 'MMB/7/2026' }
  const numbered = Object.assign(system, { reserve: async () => ({ ...accepted, reference }) })
  const plain = new OtherEnd('folder')
  const { lock, work, context, delivery, materialIdOf } = await deliveringOffice({
    essl: { system: numbered, holds: awaitsSeal },
    folder: { system: plain, holds: awaitsSeal },
  })
  await lock(1)
  await work()
  expect(await delivery(1, 'essl')).toMatchObject({ state: 'queued', isReserved: true, reference })
  expect((await delivery(1, 'folder')).state).toBe('queued')
  expect([...system.heard, ...plain.heard]).toEqual([])
  // Also one that was made before the number was known: nobody can order a second one.
  const seal: VersionSeal = {
    ...{ pdf: sha256Of('sealed'), original: sha256Of('plain'), recordNumber: null, level: 'B-B', isTrial: true },
    certificate: { subject: 'x', issuer: 'x', serial: '1', fingerprint: 'x', notBefore: start, notAfter: start },
    timestampedAt: null,
  }
  await decideAndAppend(context, stampOf(secretary), materialIdOf(1), () => [
    { type: 'version-sealed', version: 1, seal },
  ])
  await work()
  expect([(await delivery(1, 'essl')).state, (await delivery(1, 'folder')).state]).toEqual(['registered', 'registered'])
  const pdf = system.parcels[0]?.files.find(({ role }) => role === 'rendition')
  expect(Buffer.from(pdf?.bytes ?? []).toString()).toBe('%PDF M1 MMB/7/2026')
})

it('[DE6] the numbers of the receipt stand on the material', async () => {
  const system = new OtherEnd('records')
  const { lock, work, context, materialIdOf } = await deliveringOffice({ records: { system } })
  await lock(1)
  const reference = { recordId: 'x', referenceNumber: 'MMB/7/2026', fileNumber: 'SZ 7' }
  system.says.set('M1', { ...accepted, reference })
  await work()
  const material = (await context.materials.load(materialIdOf(1)))?.material
  expect(material).toMatchObject({ documentReference: 'MMB/7/2026', fileReference: 'SZ 7' })
})

it('[DE7] a new version tells the records system which record it follows', async () => {
  const system = new OtherEnd('records')
  const { lock, work, deliveryOf } = await deliveringOffice({ records: { system } })
  await lock(1)
  await work()
  await lock(1, 2)
  await work()
  expect(system.parcels.map(({ record }) => record.supersedes)).toEqual([
    null,
    { deliveryId: deliveryOf(1), version: 1, reference: null },
  ])
})

it('[DE8] only a records manager decides on deliveries, with a reason, and never on one that arrived', async () => {
  const system = new OtherEnd('records')
  const { lock, work, context, delivery, deliveryOf, materialIdOf } = await deliveringOffice({ records: { system } })
  await lock(1)
  await lock(2)
  system.says.set('M1', no)
  await work()
  const [one, two] = [materialIdOf(1), materialIdOf(2)]
  expect(await giveUpDelivery(context, secretary, one, deliveryOf(1), 'proč')).toEqual(refused('not-permitted'))
  expect(await giveUpDelivery(context, drafter, one, deliveryOf(1), 'proč')).toMatchObject({
    refused: expect.anything(),
  })
  expect(await giveUpDelivery(context, recordsManager, one, deliveryOf(1), '  ')).toEqual(refused('reason-required'))
  expect(await giveUpDelivery(context, recordsManager, two, deliveryOf(2), 'proč')).toEqual(
    refused('delivery-not-open'),
  )
  expect(await requeueDelivery(context, recordsManager, two, deliveryOf(2))).toEqual(refused('delivery-not-rejected'))
  expect(await hurryDelivery(context, recordsManager, one, deliveryOf(1))).toEqual(refused('delivery-not-open'))
  const receipt = {
    recordNumber: 'MMB/9',
    referenceNumber: 'MMB/9',
    fileNumber: null,
    reason: 'výpadek',
    proof: Buffer.from('sken'),
  }
  const done = await markDelivered(context, recordsManager, one, deliveryOf(1), receipt)
  expect(isRefused(done)).toBe(false)
  expect(await delivery(1)).toMatchObject({
    state: 'registered',
    isVerified: false,
    byHand: { by: stampOf(recordsManager), reason: 'výpadek' },
    receipt: { recordNumber: 'MMB/9', raw: sha256Of(Buffer.from('sken')) },
  })
})

it('[DE9] an uncertain delivery can be asked about now, or sent again by a person who found that it never arrived', async () => {
  const system = new OtherEnd('records')
  const { lock, work, context, delivery, deliveryOf, materialIdOf } = await deliveringOffice({ records: { system } })
  await lock(1)
  system.says.set('M1', lost)
  await work()
  await hurryDelivery(context, recordsManager, materialIdOf(1), deliveryOf(1))
  await work()
  expect(system.heard).toEqual(['M1/1', '? M1/1'])
  system.says.clear()
  await requeueDelivery(context, recordsManager, materialIdOf(1), deliveryOf(1))
  await work()
  expect((await delivery(1)).state).toBe('registered')
})

it('[DE10] bytes that changed in the records system are found once, explained by a person, and then expected', async () => {
  const system = new OtherEnd('records')
  const { lock, work, upkeep, desk, context, delivery, deliveryOf, materialIdOf, typesOf } =
    await officeWithUpkeep(system)
  await lock(1)
  await work()
  await upkeep.checkFixity(materialIdOf(1))
  expect((await delivery(1)).fixity).toBeUndefined()
  const converted = sha256Of('converted')
  system.files = new Map([['comments.jsonld', converted]])
  await upkeep.checkFixity(materialIdOf(1))
  await upkeep.checkFixity(materialIdOf(1))
  expect((await typesOf(1)).filter((type) => type === 'delivery-fixity-failed')).toHaveLength(1)
  const view = await desk.fixity(recordsManager, null)
  expect(view).toMatchObject({ delivered: 1, neverChecked: 0, findings: [{ delivery: { id: deliveryOf(1) } }] })
  await explainFixity(context, recordsManager, materialIdOf(1), deliveryOf(1), 'převod formátu')
  await upkeep.checkFixity(materialIdOf(1))
  expect(await delivery(1)).toMatchObject({ explained: [{ name: 'comments.jsonld', sha256: converted }] })
  expect((await delivery(1)).fixity).toBeUndefined()
  system.files = null
  await upkeep.checkFixity(materialIdOf(1))
  expect((await delivery(1)).fixity).toBeUndefined()
})

it('[DE11] own bytes that are damaged or missing are found, cannot be explained away, and their return is noted', async () => {
  const system = new OtherEnd('records')
  const all = await officeWithUpkeep(system)
  const { lock, work, upkeep, context, delivery, deliveryOf, materialIdOf, storage, typesOf } = all
  await lock(1)
  await work()
  const kept = await delivery(1)
  if (kept.state !== 'registered' || !kept.sent) throw new Error('not registered')
  const { pdf } = kept.sent
  const read = storage.blobs.get
  const blobs = { ...storage.blobs, get: async (hash: Sha256) => (hash === pdf ? null : read(hash)) }
  Object.assign(context, { blobs })
  await upkeep.checkFixity(materialIdOf(1))
  expect((await delivery(1)).fixity).toMatchObject({ place: 'storage', findings: [{ expected: pdf, found: null }] })
  expect(await explainFixity(context, recordsManager, materialIdOf(1), deliveryOf(1), 'nevím')).toMatchObject({
    refused: 'delivery-bytes-missing',
  })
  Object.assign(context, { blobs: storage.blobs })
  await upkeep.checkFixity(materialIdOf(1))
  expect((await typesOf(1)).slice(-2)).toEqual(['delivery-fixity-failed', 'delivery-fixity-restored'])
})

it('[DE12] every delivered version is looked at again when its time has come, and not before', async () => {
  const system = new OtherEnd('records')
  const { lock, work, upkeep, clock } = await officeWithUpkeep(system)
  await lock(1)
  await work()
  await upkeep.checkFixity(null)
  expect((await upkeep.fixityState()).runs).toHaveLength(0)
  clock.now = instant(clock.now + 2 * 86_400_000)
  await upkeep.checkFixity(null)
  await upkeep.checkFixity(null)
  expect((await upkeep.fixityState()).runs).toMatchObject([{ checked: [expect.any(String)], findings: [] }])
})

it('[DE13] code lists are kept with the moment they were read, and shown while the records system is away', async () => {
  const system = new OtherEnd('records')
  const { desk, clock, upkeep } = await officeWithUpkeep(system)
  await upkeep.checkFixity(null)
  const item = { id: 'VS-1', text: 'Usnesení', description: null, isValid: true, validFrom: null, validTo: null }
  system.lists = [{ id: 'VecnaSkupina', name: 'Věcné skupiny', changedAt: null, items: [item] }]
  const readAt = clock.now
  expect(await desk.refreshCodeLists(recordsManager, 'records')).toMatchObject({ readAt })
  // What the upkeep began at the start has read the same by now.
  await upkeep.checkFixity(null)
  clock.now = instant(clock.now + 60_000)
  system.lists = { type: 'unreachable', code: 'unreachable', problem: 'away' }
  expect(await desk.refreshCodeLists(recordsManager, 'records')).toEqual(refused('records-system-unavailable'))
  expect(await desk.codeLists(recordsManager, 'records')).toMatchObject({ readAt, lists: [{ items: [item] }] })
  expect(await desk.codeLists(drafter, 'records')).toEqual(refused('not-permitted'))
  expect(await desk.codeLists(recordsManager, 'other')).toEqual(refused('records-system-unknown'))
})

it('[ZZ3] a bug that shows when code lists are read is no outage of the records system', async () => {
  const system = new OtherEnd('records')
  const { desk, upkeep } = await officeWithUpkeep(system)
  await upkeep.checkFixity(null)
  system.lists = new TypeError('a bug')
  await expect(desk.refreshCodeLists(recordsManager, 'records')).rejects.toThrow('a bug')
})

it('[DE14] a dry run builds and shows what would be sent, and sends nothing', async () => {
  const system = new OtherEnd('records')
  const { lock, desk, materialIdOf, context, storage } = await officeWithUpkeep(system)
  await lock(1)
  const before = (await storage.materialLog.read(materialIdOf(1), 0)).length
  const reader = { ...recordsManager }
  const run = await desk.dryRun(reader, 'records', materialIdOf(1), 1)
  expect(run).toMatchObject({ files: [{ name: 'M1-v1.pdf' }, {}, {}, { name: 'manifest.json' }], problems: [] })
  expect(await desk.dryRun(reader, 'records', materialIdOf(1), 2)).toEqual(refused('version-not-found'))
  expect(system.heard).toEqual([])
  expect((await context.materials.load(materialIdOf(1)))?.material.sequence).toBe(before)
})

it('[DE15] the desk shows the queues in their order, what holds them up, and the dead letters', async () => {
  const system = new OtherEnd('records')
  const { lock, work, desk, deliveryOf } = await officeWithUpkeep(system)
  await lock(2)
  await lock(1)
  await lock(1, 2)
  system.says.set('M1', no)
  await work()
  const open = await desk.list(recordsManager, { show: 'open', limit: 10, offset: 0 })
  if (isRefused(open)) throw new Error(open.refused)
  expect(open.deliveries.map(({ delivery, heldUpBy }) => [delivery.version, delivery.state, heldUpBy])).toEqual([
    [1, 'rejected', null],
    [2, 'queued', deliveryOf(1)],
  ])
  const dead = await desk.list(recordsManager, { show: 'dead-letters', limit: 10, offset: 0 })
  expect(dead).toMatchObject({ total: 1, deliveries: [{ delivery: { reason: 'the register is closed' } }] })
  expect(await desk.list(secretary, { show: 'open', limit: 10, offset: 0 })).toEqual(refused('not-permitted'))
  expect(await desk.systems(recordsManager)).toMatchObject([{ target: { name: 'records' }, queue: [{}, {}] }])
})

it('[DE16] messages are written down before they leave, and numbers are given out once, also after a restart', async () => {
  const storage = await openMemoryStorage()
  const deps = { officeLog: storage.officeLog, now: () => start }
  const [one, other] = [createRecordsLinks(deps), createRecordsLinks(deps)]
  expect(await numberBookOf(one, 'essl').take('udalost', 'a', 3)).toBe(1)
  expect(await numberBookOf(other, 'essl').take('udalost', 'b', 2)).toBe(4)
  expect(await numberBookOf(other, 'essl').take('udalost', 'a', 3)).toBe(1)
  expect(await numberBookOf(one, 'essl').take('udalost', 'c', 1)).toBe(6)
  expect(await numberBookOf(one, 'other').take('udalost', 'c', 1)).toBe(1)
  await expect(numberBookOf(one, 'essl').take('udalost', 'a', 4)).rejects.toThrow('3 numbers')
  const request = {
    deliveryId: null,
    operation: 'WsTest',
    endpoint: 'https://essl.example/api',
    requestSha256: sha256Of('x'),
    requestBytes: 1,
  }
  const id = await exchangeLogOf(one, 'essl').opened(request)
  const { state } = await other.load('records:essl')
  expect(state.exchanges).toMatchObject([{ exchangeId: id, operation: 'WsTest', answer: null }])
})

it('[DE17] a version is delivered to every records system that it was locked for, also one that is set up later again', async () => {
  const system = new OtherEnd('records')
  const targets: Record<string, { system: OtherEnd }> = { records: { system } }
  const { lock, work, delivery, storage } = await deliveringOffice(targets)
  await lock(1)
  delete targets['records']
  await work()
  expect((await delivery(1, 'records')).state).toBe('queued')
  targets['records'] = { system }
  await work()
  expect((await delivery(1, 'records')).state).toBe('registered')
  expect(await storage.projections.deliveriesDue(overAndDone)).toHaveLength(1)
})
