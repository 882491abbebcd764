import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, type RecordsDispatch } from '@glosa/domain/model'
import { buildPackage, dispatchOf, sha256Of } from '@glosa/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DropPlace } from '../../records/drop/dropPlace.ts'
import { folderPlace } from '../../records/drop/folderPlace.ts'
import { s3Place } from '../../records/drop/s3Place.ts'
import { sftpPlace } from '../../records/drop/sftpPlace.ts'
import { outgoingHttp } from '../../records/http/outgoing.ts'
import { unzip } from '../../records/package/unzip.ts'
import * as sample from '../../records/sampleVersion.ts'
import { buildSip } from '../../records/sip/buildSip.ts'
import { sipLayoutOf } from '../../records/sip/sipLayout.ts'
import { sipRecordsSystem } from '../../records/sip/sipRecordsSystem.ts'
import { beginJourney, memoryBlobs, travel, type linkMemory } from '../counterparts/deliverWith.ts'
import { everyFault, startFaultProxy } from '../counterparts/faultProxy.ts'
import { startS3Server } from '../counterparts/s3Server.ts'
import { startSftpServer, startTcpProxy, type Cut, type SftpServer } from '../counterparts/sftpServer.ts'
import { isSigned } from '../counterparts/signatureV4.ts'
import { quickRoot } from '../support/quickRoot.ts'
import { describeArchivePlace, holdingsAt, submission, systemAt, tamperAt } from './archivePlace.ts'
import { deliverAThousand, type Counterpart } from './recordsSystem.ts'

const root = join(import.meta.dirname, '..', '..')
const clockAt = () => ({ now: instant(Date.UTC(2026, 10, 20, 13, 5)) })

async function s3Counterpart(): Promise<Counterpart> {
  const server = await startS3Server()
  const proxy = await startFaultProxy(server.origin)
  const { bucket, accessKey, secretKey } = server
  const complaints: string[] = []
  const at = (url: string, timeoutMs: number, exchanges?: ReturnType<typeof linkMemory>['exchanges']) => {
    const send = outgoingHttp({ timeoutMs, ...(exchanges ? { exchanges } : {}) })
    return s3Place({ url, bucket, region: 'us-east-1', prefix: 'glosa/', accessKey, secretKey, send })
  }
  const direct = at(server.origin, 10_000)
  return {
    open: ({ exchanges }, timeoutMs) => systemAt(at(proxy.url, timeoutMs, exchanges)),
    disturb(fault) {
      proxy.onRequest = (number, asked) => {
        if (!isSigned(asked, secretKey)) complaints.push(`${asked.method} ${asked.path} is not signed`)
        return fault(number)
      }
    },
    seen: () => proxy.seen,
    holdings: (journey) => holdingsAt(direct, journey),
    tamper: (journey) => tamperAt(direct, journey),
    complaints: () => complaints,
    leftovers: async () => (await server.keys()).filter((key) => key.startsWith('glosa/incomplete/')),
    async close() {
      await proxy.close()
      await server.close()
    },
  }
}

// A page instead of an object would be a package that reads back differently: the bytes of S3 are opaque.
describeArchivePlace('archive packages in S3', { start: s3Counterpart, can: ['change', 'complain'] })

/** An SFTP server, to which each piece of each connection is a request that may be disturbed. */
async function sftpCounterpart(server: SftpServer): Promise<Counterpart> {
  const proxy = await startTcpProxy(server.port)
  const folder = join(server.folder, 'in')
  let seen = 0
  const direct = folderPlace(folder)
  return {
    open(_memory, timeoutMs) {
      const { user, privateKey, hostKey } = server
      return systemAt(
        sftpPlace({ host: '127.0.0.1', port: proxy.port, user, privateKey, hostKeys: [hostKey], folder, timeoutMs }),
      )
    },
    disturb(fault) {
      proxy.onPiece = () => {
        seen += 1
        const told = fault(seen)
        return told === 'none' ? 'passes' : told === 'garbage' ? 'garbage' : 'lost'
      }
    },
    seen: () => seen,
    holdings: (journey) => holdingsAt(direct, journey),
    tamper: (journey) => tamperAt(direct, journey),
    leftovers: () => readdir(join(folder, 'incomplete')),
    async close() {
      await proxy.close()
      await server.close()
    },
  }
}

describe('archive packages behind SFTP', () => {
  let server: SftpServer
  beforeAll(async () => {
    server = await startSftpServer()
  })
  afterAll(() => server.close())

  const place = (port: number, more: Partial<Parameters<typeof sftpPlace>[0]> = {}) => {
    const { user, privateKey, hostKey, folder } = server
    const base = { host: '127.0.0.1', port, user, privateKey, hostKeys: [hostKey], timeoutMs: 20_000 }
    return sftpPlace({ ...base, folder: `${folder}/in`, ...more })
  }

  it('[SP8] deposits by SFTP, and whichever answer is lost or late, there is one whole package', async () => {
    const proxy = await startTcpProxy(server.port)
    const blobs = memoryBlobs()
    const whole = await beginJourney(blobs, 'sip', 1, clockAt())
    await travel(whole, { blobs, clock: clockAt(), system: () => systemAt(place(proxy.port)) })
    expect(whole.delivery).toMatchObject({ state: 'registered', isVerified: true })
    const direct = place(server.port)
    const there = await holdingsAt(direct, whole)
    expect(there.records).toBe(1)
    // Each answer of the server in turn is done and not heard: in the handshake, and of each thing done to files.
    const answers = proxy.answersOf(1)
    expect(answers.length).toBeGreaterThan(40)
    const late = answers.filter((_, index) => index % Math.ceil(answers.length / 3) === 0)
    const cuts: readonly Cut[] = [
      ...answers.map((sent) => sent - 1),
      ...late.map((sent) => ({ silentAfter: sent - 1 })),
    ]
    let number = 2
    const timeoutMs = 2_000
    const waiting = cuts.map((cut) => ({ cut, number: number++ }))
    const worker = async () => {
      const own = await startTcpProxy(server.port)
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { cut } = next
        const start = own.seen
        own.onConnection = (seen) => (seen - start === 1 ? cut : null)
        const journey = await beginJourney(blobs, 'sip', next.number, clockAt())
        await travel(journey, { blobs, clock: clockAt(), system: () => systemAt(place(own.port, { timeoutMs })) })
        expect(journey.delivery, JSON.stringify(cut)).toMatchObject({ state: 'registered', isVerified: true })
        const { records, files } = await holdingsAt(direct, journey)
        expect([records, files.size]).toEqual([1, there.files.size])
      }
      await own.close()
    }
    await Promise.all(Array.from({ length: 4 }, worker))
    await proxy.close()
    expect(await systemAt(place(proxy.port)).check?.()).toMatchObject({ isUsable: false })
    expect((await readdir(join(server.folder, 'in', 'outgoing'))).length).toBe(number - 1)
    expect(await readdir(join(server.folder, 'in', 'incomplete'))).toEqual([])
  })

  it('[SP6] of 1,000 versions each arrives once, with its receipt, though the connection fails at random', async () => {
    const quick = await startSftpServer(quickRoot)
    const counterpart = await sftpCounterpart(quick)
    // A delivery is some hundred pieces, there and back.
    const without = everyFault.filter((fault) => !['lost-before', 'lost-after', 'garbage'].includes(fault))
    await deliverAThousand(counterpart, { target: 'sip', arrives: () => true, without, disturbed: 20 })
    await counterpart.close()
  })

  it('[SP16] goes on over the connection that it has, and does without one that ended while it rested', async () => {
    const proxy = await startTcpProxy(server.port)
    const blobs = memoryBlobs()
    const deliver = async (number: number, at: DropPlace) => {
      const journey = await beginJourney(blobs, 'sip', number, clockAt())
      await travel(journey, { blobs, clock: clockAt(), system: () => systemAt(at) })
      expect(journey.events.map(({ type }) => type)).not.toContain('delivery-failed')
      return journey.delivery
    }
    const long = place(proxy.port, { keptMs: 600_000 })
    for (const number of [6_001, 6_002]) expect(await deliver(number, long)).toMatchObject({ state: 'registered' })
    expect(proxy.seen).toBe(1)
    // Two at once share no connection: what ends one does not touch the other.
    await Promise.all([deliver(6_003, long), deliver(6_004, long)])
    expect(proxy.seen).toBe(2)
    await proxy.cut()
    await deliver(6_005, long)
    expect(proxy.seen).toBe(3)
    await proxy.cut()
    await deliver(6_006, place(proxy.port, { keptMs: 0 }))
    await expect.poll(() => proxy.open).toBe(0)
    await proxy.close()
  })

  it('[SP8] takes what is no SFTP at all for an outage', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => socket.destroy()).resume()
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n<html>')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const blobs = memoryBlobs()
    const journey = await beginJourney(blobs, 'sip', 5_000, clockAt())
    const system = () => systemAt(place((other.address() as AddressInfo).port, { timeoutMs: 500 }))
    await expect(travel(journey, { blobs, clock: clockAt(), system }, 3)).rejects.toThrow('not over after 3 steps')
    expect(journey.delivery).toMatchObject({ state: 'prepared', problemCode: 'place-unusable' })
    await new Promise((resolve) => other.close(resolve))
  })

  it('[SP9] speaks to no host whose key it does not know, and says when signing in is refused', async () => {
    const stranger = systemAt(place(server.port, { hostKeys: [`SHA256:${'A'.repeat(43)}`] }))
    expect(await stranger.check?.()).toMatchObject({ isUsable: false })
    const refused = systemAt(place(server.port, { user: 'nobody-here' }))
    expect(await refused.check?.()).toMatchObject({ isUsable: false, problem: expect.stringMatching(/refused|broke/) })
  })
})

describe('archive packages in a folder', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glosa-sip-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('[SP10] waits for the receiver’s receipt, also when the package was taken away, and deposits once', async () => {
    const place = folderPlace(join(folder, 'external'))
    const blobs = memoryBlobs()
    const clock = clockAt()
    const system = () => systemAt(place, 'external')
    const journey = await beginJourney(blobs, 'sip', 1, clock)
    const deposited = await travel(journey, { blobs, clock, system })
    expect(deposited).toMatchObject({ state: 'uncertain', isDeposited: true })
    const outgoing = join(folder, 'external', 'outgoing')
    const [name = ''] = await readdir(outgoing)
    await rm(join(outgoing, name))
    if (deposited.state === 'uncertain') clock.now = deposited.nextAttemptAt
    expect(await travel(journey, { blobs, clock, system })).toMatchObject({ state: 'uncertain', isDeposited: true })
    expect(await readdir(outgoing)).toEqual([])
    await mkdir(join(folder, 'external', 'receipts'), { recursive: true })
    const receipt = join(folder, 'external', 'receipts', `${journey.delivery.id}.json`)
    await writeFile(receipt, JSON.stringify({ recordNumber: 'NAD 412/7' }))
    const { delivery } = journey
    if (delivery.state === 'uncertain') clock.now = delivery.nextAttemptAt
    const registered = await travel(journey, { blobs, clock, system })
    expect(registered).toMatchObject({ state: 'registered', isVerified: false, receipt: { recordNumber: 'NAD 412/7' } })
  })

  it('[SP4] does not overwrite another package under its name', async () => {
    const place = folderPlace(join(folder, 'taken'))
    const blobs = memoryBlobs()
    const clock = clockAt()
    const journey = await beginJourney(blobs, 'sip', 1, clock)
    const onStep = async (moment: string) => {
      const [name = ''] = moment === 'sip-deposited' ? await readdir(join(folder, 'taken', 'outgoing')) : []
      if (name) await writeFile(join(folder, 'taken', 'outgoing', name), 'other')
    }
    const system = () => sipRecordsSystem({ target: 'sip', place, receipt: 'self', submission, onStep })
    expect(await travel(journey, { blobs, clock, system })).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining('differs'),
    })
  })

  it.each(['sip-written', 'sip-noted', 'sip-deposited', 'sip-receipt-written'])(
    '[SP11] resumes after a stop at %s with one package',
    async (moment) => {
      const place = folderPlace(join(folder, moment))
      const blobs = memoryBlobs()
      const clock = clockAt()
      const journey = await beginJourney(blobs, 'sip', 1, clock)
      const onStep = (reached: string) => {
        if (reached === moment) throw new Error(`stopped at ${moment}`)
      }
      const stopping = sipRecordsSystem({ target: 'sip', place, receipt: 'self', submission, onStep })
      let attempt = 0
      const system = () => (attempt++ < 2 ? stopping : systemAt(place))
      expect(await travel(journey, { blobs, clock, system })).toMatchObject({ state: 'registered', isVerified: true })
      expect(await readdir(join(folder, moment, 'outgoing'))).toHaveLength(1)
      expect(await readdir(join(folder, moment, 'incomplete'))).toEqual([])
    },
  )
})

const attachment = { fileName: 'příloha č. 1.pdf', mediaType: 'application/pdf' }

async function dispatch(more: Partial<RecordsDispatch['record']> = {}): Promise<RecordsDispatch> {
  const bytes = Buffer.from('%PDF-1.4 příloha')
  const frozen = sample.version({
    ...sample.wholeVersion(),
    parts: [
      ...sample.wholeVersion().parts,
      {
        partId: 'annex000000000000000' as never,
        kind: 'annex',
        title: 'Příloha',
        form: 'file',
        ...attachment,
        bytes: bytes.length,
        blob: sha256Of(bytes),
      },
    ],
  })
  const id = sha256Of('sip') as string as RecordsDispatch['record']['deliveryId']
  const parcel = await buildPackage(frozen, Buffer.from('%PDF-1.7\n'), id, async () => bytes)
  const reference = { recordId: 'x', referenceNumber: 'MMB/000412/2026' }
  const ready = dispatchOf(parcel, { id }, { reference, supersedes: null, language: 'cs' })
  return { ...ready, record: { ...ready.record, ...more } }
}

describe('an archive package', () => {
  it('[SP12] has every file of the version in it, and the same version gives the same bytes', async () => {
    const parcel = await dispatch()
    const { representations, other } = sipLayoutOf(parcel)
    const placed = [...representations.flatMap(({ files }) => files), ...other]
    expect(placed.map(({ sha256 }) => sha256).toSorted()).toEqual(parcel.files.map(({ sha256 }) => sha256).toSorted())
    expect(buildSip(parcel, submission).bytes).toEqual(buildSip(await dispatch(), submission).bytes)
  })

  it('[SP13] is valid for the validator of the E-ARK community, first and following versions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'glosa-eark-'))
    try {
      const previous = { recordId: 'x', referenceNumber: 'MMB/000100/2026' }
      const supersedes = { deliveryId: 'b'.repeat(64) as never, version: 1, reference: previous }
      const packages = [
        await dispatch(),
        await dispatch({ supersedes, title: 'Změna „rozpočtu“ & <příloh> 2027' }),
      ].map((parcel) => buildSip(parcel, submission))
      for (const [index, { id, bytes }] of packages.entries()) {
        const out = join(folder, String(index))
        await mkdir(out)
        const file = join(out, `${id}.zip`)
        await writeFile(file, bytes)
        const jars = join(root, '.cache', 'counterparts', 'earkvalidator', '*')
        const quickly = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
        const command = [...quickly, '-cp', jars, 'org.roda_project.commons_ip2.cli.Main', 'validate']
        execFileSync('java', [...command, '-i', file, '--specification-version', '2.2.0', '-o', out], {
          cwd: out,
          stdio: 'pipe',
        })
        const report = (await readdir(out)).find((name) => name.endsWith('.json')) ?? ''
        const { summary, validation } = JSON.parse(await readFile(join(out, report), 'utf8'))
        const failed = validation.filter(
          ({ level, testing }: { level: string; testing: { outcome: string } }) =>
            testing.outcome === 'FAILED' && level === 'MUST',
        )
        expect(failed).toEqual([])
        expect(summary).toMatchObject({ result: 'VALID', errors: 0 })
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('[SP14] names the lock, hashes, numbers and the version before', async () => {
    const supersedes = {
      deliveryId: 'b'.repeat(64) as never,
      version: 1,
      reference: { recordId: 'x', referenceNumber: 'MMB/000100/2026' },
    }
    const { id, bytes } = buildSip(await dispatch({ supersedes }), submission)
    const inside = unzip(bytes)
    const text = (path: string) => Buffer.from(inside?.get(`${id}/${path}`) ?? []).toString('utf8')
    expect(text('METS.xml')).toContain('RECORDSTATUS="VERSION"')
    expect(text('METS.xml')).toContain('<altRecordID TYPE="PREVIOUSREFERENCECODE">MMB/000100/2026</altRecordID>')
    expect(text('metadata/descriptive/dc.xml')).toContain('MMB/000412/2026')
    expect(text('metadata/preservation/premis.xml')).toContain('locked as')
    const xsd = join(root, '..', 'shared', 'schemas', 'premis', 'premis-v3-0.xsd')
    const folder = await mkdtemp(join(tmpdir(), 'glosa-premis-'))
    const file = join(folder, 'premis.xml')
    await writeFile(file, text('metadata/preservation/premis.xml'))
    expect(() =>
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, file], { stdio: 'pipe' }),
    ).not.toThrow()
    await rm(folder, { recursive: true, force: true })
  })
})
