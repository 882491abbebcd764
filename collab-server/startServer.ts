import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  AttemptLimits,
  defaultAttemptPolicy,
  DirectoryClient,
  fileKeyStore,
  checkSecretKeys,
  idleSecretKeys,
  keysBefore,
  keysSince,
  openKeyRing,
  ownSecretKeys,
  sharedKeyStore,
  type DirectoryConfig,
} from '@glosa/auth'
import { startDemoDirectory } from '@glosa/auth/demo'
import {
  instant,
  materialIdsOf,
  officePolicy,
  opaqueIdFrom,
  openPolicy,
  systemStamp,
  type OfficeStorage,
} from '@glosa/domain/model'
import { createImageCheck, findUnshowable, readManifest, readTargets, type TargetSettings } from '@glosa/records'
import { openMongoStorage, openSqliteStorage } from '@glosa/storage'
import type { Logger } from 'pino'
import { addressOf } from './addressOf.ts'
import type { CommandContext } from './commands/context.ts'
import { voidApprovals } from './commands/decisions/voidApprovals.ts'
import { startChores } from './workers/chores.ts'
import { createExportDesk } from './workers/exportDesk.ts'
import { createMaterials } from './commands/materials.ts'
import { createOfficeSettings } from './commands/officeSettings.ts'
import { createTexts } from './commands/texts.ts'
import { createMeetings } from './commands/meetings/meetings.ts'
import { readerOf } from './commands/meetings/readerOf.ts'
import { createReadings } from './commands/readings.ts'
import { templateDoc } from './commands/templateDoc.ts'
import { createSubstitutions } from './commands/review/substitutions.ts'
import type { Config } from './config.ts'
import { seedDemo } from './demo/seedDemo.ts'
import { watchDirectory } from './directory.ts'
import { directoryConfigOf } from './directorySettings.ts'
import { checkOrigin } from './http/checkOrigin.ts'
import { createApp } from './http/createApp.ts'
import { staticFiles } from './http/staticFiles.ts'
import { createMetrics, roomMetrics } from './metrics.ts'
import { createIdentity, resealSecrets } from './identity.ts'
import { createOutputs } from './outputs.ts'
import { createRooms } from './rooms/index.ts'
import { startSealing } from './startSealing.ts'
import { startPublishing, type Publishing } from './startPublishing.ts'
import { createGivingWay } from './workers/givingWay.ts'
import { startRecords } from './workers/startRecords.ts'
import { officeChores } from './workers/officeChores.ts'
import { repairProjections } from './workers/repairProjections.ts'
import { startRoundWorker } from './workers/roundWorker.ts'
import { watchApprovals } from './workers/watchApprovals.ts'

/** A running server. */
export interface RunningServer {
  readonly port: number
  /** Stops taking requests, flushes, closes everything. */
  close(): Promise<void>
}

const choresEveryMs = 60_000
const deputiesEveryMs = 5_000

/** Builds every adapter and starts one process: the only place that does. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    let fault: unknown = null
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      try {
        await closer()
      } catch (error) {
        // What comes after it, storage last of all, is closed all the same.
        log.error({ err: error }, 'something could not be closed')
        fault ??= error
      }
    }
    if (fault !== null) throw fault
  }
  try {
    return await start(config, log, closers, close)
  } catch (error) {
    await close().catch(() => log.warn('what was begun could not be ended'))
    throw error
  }
}

async function start(
  config: Config,
  log: Logger,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const now = () => instant(Date.now())
  const allowedOrigins = new Set(config.allowedOrigins)
  await mkdir(config.dataDir, { recursive: true })
  const storage = await openStorage(config)
  closers.push(() => storage.close())

  const directoryConfig = await directoryOf(config, closers)
  const directory = new DirectoryClient(directoryConfig, {
    onReferral: (urls) => log.debug({ urls }, 'the directory points elsewhere; nobody goes there'),
  })
  closers.push(() => directory.close())

  const metrics = createMetrics()
  const materials = createMaterials(storage.materialLog)
  const substitutions = createSubstitutions(
    { officeLog: storage.officeLog, projections: storage.projections, now, newId: () => opaqueIdFrom(randomBytes(64)) },
    (personId, standsFor) => rooms.standingIn(personId, standsFor),
  )
  // In the demo the port may be the system's choice, known only at the end.
  let ownUrl = config.publicUrl
  const secretKeys = config.secretKeys ?? (await ownSecretKeys(join(config.dataDir, 'secret-keys')))
  const keyStore =
    config.storage.kind === 'sqlite'
      ? fileKeyStore(join(config.dataDir, 'session-keys.json'))
      : sharedKeyStore(storage.factors, secretKeys, now)
  // Before anything is opened: whoever starts with too short a ring is told of everything that is missing.
  await checkSecretKeys(storage.factors, secretKeys)
  const { sessionKeysSince } = config
  const distrusted = sessionKeysSince === null ? 0 : await keysBefore(keyStore, sessionKeysSince)
  const ring = await openKeyRing(sessionKeysSince === null ? keyStore : keysSince(keyStore, sessionKeysSince), now())
  const identity = createIdentity({
    storage,
    sessionDeps: { sessions: storage.sessions, ring, now, randomBytes },
    signInDeps: {
      directory,
      limits: new AttemptLimits(defaultAttemptPolicy),
      now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      onOutage: (error) => log.warn({ err: error }, 'the directory does not answer'),
    },
    withStandsFor: (actor) => substitutions.withStandsFor(actor),
    secretKeys,
    standardPolicy: config.secondFactor === 'none' ? openPolicy : officePolicy,
    officeName: config.officeName,
    publicUrl: () => ownUrl,
    origins: allowedOrigins,
    providers: config.providers,
    onProviderProblem: (provider, error) => log.info({ provider, problem: error.message }, 'an identity provider'),
    announceEnd: (id) => rooms.sessionEnded(id),
    checkLive: (actor) => officeDirectory.checkLive(actor),
    withinGrace: () => officeDirectory.withinGrace(),
    onWrong: (error) => log.info({ problem: error.message }, 'an authenticator was not believed'),
  })
  const { sessions } = identity
  if (distrusted > 0) {
    await identity.audit(systemStamp, { type: 'keys-rotated', keys: 'session', count: distrusted })
    log.info({ keys: distrusted }, 'keys of sessions that are not trusted any more are forgotten')
  }
  const resealed = await resealSecrets(storage, secretKeys, identity.audit)
  if (resealed > 0) log.info({ secrets: resealed }, 'secrets sealed by the newest key')
  const idle = await idleSecretKeys(storage.factors, secretKeys)
  if (idle.length > 0) log.info({ keys: idle }, 'keys of secrets that nothing needs: they can be taken out of the ring')

  const approvals = watchApprovals((materialId) => voidApprovals(context, materialId), log)
  closers.push(() => approvals.close())
  const outputs = createOutputs(
    {
      storage,
      mail: config.mail,
      publicUrl: () => ownUrl,
      officeName: config.officeName,
      language: config.language,
      now,
      tellUnread: (personId, unread) => rooms.tellUnread(personId, unread),
      log,
      metrics,
    },
    () => context,
  )
  closers.push(() => outputs.close())
  const givingWay = createGivingWay()
  const rooms = createRooms({
    bodyLog: storage.bodyLog,
    admission: {
      actorOf: (cookie) => sessions.actorOf(cookie),
      material: async (id) => (await materials.load(id))?.material ?? null,
      meeting: (id) => context.meetings.load(id),
      meetingReader: (actor, meeting) => readerOf(context, actor, materialIdsOf(meeting)),
    },
    log,
    randomBytes,
    metrics: roomMetrics(metrics),
    textChanged(materialId) {
      givingWay.written()
      approvals.noticed(materialId)
      outputs.textChanged(materialId)
    },
    limits: { maxSocketsPerPerson: config.maxSocketsPerPerson },
    originAllowed: (headers) => checkOrigin(headers, allowedOrigins) === true,
    addressOf: (request) => addressOf(request, config.trustProxy),
    sessionOpen: (id) => sessions.isOpen(id),
  })
  closers.push(() => rooms.close())

  let publishing: Publishing | null = null
  const targets = recordsTargetsOf(config)
  const checkImages = createImageCheck((blob) => storage.blobs.get(blob))
  // Deliveries begin when everything else is built; until then they wait for that.
  let versionLocked = (): void => undefined
  const context: CommandContext = {
    materials,
    materialLog: storage.materialLog,
    meetings: createMeetings({ officeLog: storage.officeLog, now }, (record, meeting) => {
      rooms.announceMeeting(record, meeting)
      outputs.meetingHappened(record, meeting)
    }),
    readings: createReadings({ officeLog: storage.officeLog, now }),
    projections: storage.projections,
    blobs: storage.blobs,
    live: rooms,
    texts: createTexts(rooms),
    settings: createOfficeSettings({ officeLog: storage.officeLog, now, language: config.language }),
    announcer: {
      ...rooms,
      announce(record, material, before) {
        rooms.announce(record, material, before)
        approvals.noticed(record.materialId)
        outputs.happened(record.materialId)
        if (record.events.some(({ type }) => type === 'material-locked')) versionLocked()
        // The demo is filled before anybody could read it.
        publishing?.happened()
      },
    },
    now,
    newId: () => opaqueIdFrom(randomBytes(64)),
    deliveryTargets: targets.map(({ name }) => name),
    findUnshowable: async (version) => [...findUnshowable(version), ...(await checkImages(version))],
    fileIn: (manifest, role) => readManifest(manifest).files.find((file) => file.role === role)?.sha256 ?? null,
    templateDoc,
    projectionFailed: (materialId, error) => log.warn({ materialId, err: error }, 'list not updated, will be repaired'),
  }

  const officeDirectory = watchDirectory({
    client: directory,
    storage,
    now,
    log,
    ...config.directoryWatch,
    endSession: (row) => sessions.end(row.id, 'account-ended', null),
    rolesChanged: ({ person, added, removed }) =>
      identity.audit(systemStamp, {
        type: 'roles-changed',
        person: { personId: person.id, displayName: person.displayName },
        added,
        removed,
      }),
    async sessionChanged({ id, person, unitName }) {
      const { displayName, unitId, roles } = person
      rooms.sessionChanged(id, { displayName, unitId, unitName, roles })
    },
  })
  closers.push(() => officeDirectory.close())
  await officeDirectory.read()
  await repairProjections(context)
  if (config.hasDemoMaterials) {
    const seeded = await seedDemo(
      context,
      (then) => createMeetings({ officeLog: storage.officeLog, now: then }, () => undefined),
      substitutions,
    )
    if (seeded > 0) log.info({ materials: seeded }, 'demo materials made')
  }
  const chores = startChores(officeChores(context, storage, ring, log), choresEveryMs, log)
  closers.push(() => chores.close())
  // Before anybody is let in: from then on each change is told.
  await substitutions.look()
  const deputies = { what: 'looking whom deputies stand in for', run: () => substitutions.look() }
  const watch = startChores([deputies], deputiesEveryMs, log)
  closers.push(() => watch.close())
  await outputs.start()
  const roundWorker = startRoundWorker(context, log)
  closers.push(() => roundWorker.close())

  const sealing = startSealing(config, context, {
    givingWay,
    log,
    metrics,
    sealed: () => records.wake(),
    lookedAt: (status) => outputs.sealLookedAt(status),
  })
  closers.push(() => sealing.close())
  const records = startRecords(context, {
    renditions: sealing.renditions,
    locale: config.language,
    softwareVersion: config.softwareVersion,
    holds: sealing.holds,
    lookedAt: (certificates) => outputs.certificatesLookedAt(certificates),
    targets,
    env: process.env,
    officeLog: storage.officeLog,
    fixityEveryMs: config.records.fixityDays * 86_400_000,
    givingWay,
    log,
    metrics,
  })
  closers.push(() => records.close())
  versionLocked = () => records.wake()

  publishing = startPublishing(config, context, { url: () => ownUrl, officeSeal: sealing.officeSeal, log })

  const app = createApp({
    context,
    substitutions,
    identity: { ...identity, newResetId: () => opaqueIdFrom(randomBytes(64)) },
    log,
    metrics,
    publicUrl: config.publicUrl,
    allowedOrigins,
    trustProxy: config.trustProxy,
    metricsToken: config.metricsToken,
    limits: { jsonBytes: 1024 * 1024, uploadBytes: 25 * 1024 * 1024, ...config.requestLimit },
    staticFiles: await staticFiles(join(import.meta.dirname, '..', 'editor', 'dist'), config.language),
    ready: () => storage.probe(),
    newRequestId: () => randomUUID(),
    nowMs: () => performance.now(),
    directory: officeDirectory,
    recordsDesk: records.desk,
    sealDesk: sealing.desk,
    publicationDesk: publishing.desk,
    publicPages: publishing.pages,
    robots: publishing.robots,
    exportDesk: createExportDesk({
      locale: config.language,
      officeName: config.officeName,
      blobs: context.blobs,
    }),
    notices: outputs.notices,
    search: storage.search,
    office: { name: config.officeName, isDemo: config.isDemo },
  })
  const answer = app.callback()
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 16_384 },
    (request, response) => {
      if (!rooms.handleRequest(request, response)) void answer(request, response)
    },
  )
  server.maxConnections = 5_000
  // Longer than proxies keep theirs: who closes first must not be us, or a request on its way is lost.
  server.keepAliveTimeout = 80_000
  server.on('upgrade', (request, socket, head) => rooms.handleUpgrade(request, socket, head))
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  closers.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2_000).unref()
      }),
  )
  // Sockets first, or the server would wait for them.
  closers.push(() => rooms.close())
  const { port } = server.address() as AddressInfo
  if (config.isDemo && config.port === 0) ownUrl = `http://localhost:${port}`
  if (config.isDemo) for (const host of ['localhost', '127.0.0.1']) allowedOrigins.add(`http://${host}:${port}`)
  return { port, close }
}

/** The records systems of the file, or the one folder. @throws Error when the file is faulty: `main` has said so before */
function recordsTargetsOf({ records }: Config): readonly TargetSettings[] {
  const { folder, receipt, targetsFile } = records
  if (targetsFile === null) return [{ kind: 'folder', name: 'folder', folder, receipt }]
  const { targets, faults } = readTargets(targetsFile, process.env)
  if (faults.length > 0) throw new Error(faults.join('; '))
  return targets
}

function openStorage({ storage, dataDir }: Config): Promise<OfficeStorage> {
  if (storage.kind === 'sqlite') return openSqliteStorage({ dataDir })
  const { url, databaseName, blobs } = storage
  return openMongoStorage({ url, databaseName, blobs: blobs === 'gridfs' ? 'gridfs' : { dir: join(dataDir, 'blobs') } })
}

async function directoryOf(config: Config, closers: (() => unknown)[]): Promise<DirectoryConfig> {
  if (config.directory) return directoryConfigOf(config.directory)
  const demo = await startDemoDirectory({})
  closers.push(() => demo.close())
  return demo.config
}
