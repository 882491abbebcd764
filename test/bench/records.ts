import { demoPersonDn, demoUuid } from '@glosa/auth/demo'
import type { BodyId, MaterialId, PersonId } from '@glosa/domain/model'
import { renderPdf } from '@glosa/records'
import * as sample from '../../records/sampleVersion.ts'
import { hocuspocusDialect } from './dialect.ts'
import {
  foundMaterial,
  newDataDir,
  removeDataDir,
  renewed,
  signInAs,
  startGlosa,
  type GlosaServer,
  type SignedIn,
} from './glosaServer.ts'
import { connectLoadClient } from './loadClient.ts'
import { percentile, round } from './measureProcess.ts'
import { seedCommented } from './seedCommented.ts'
import type { Target } from './targets.ts'
import { isQuiet, measureTypingOn, middleOf, wait, type TypingFigures, type TypingLoad } from './typing.ts'

const comments = 300
const tries = 3
const settledAtOnce = 50
const bulk = 100
const sealedInTurn = 20
const mostIdleTries = 3
const typing: TypingLoad = { rooms: 1, writersPerRoom: 20, keysPerSecond: 2, seconds: 20 }

/**
 * From the lock to `delivered` with the folder adapter, everything rendered and sealed on the way; how long 300 pages take
 * alone; and what people who write notice while a hundred versions are sealed in bulk.
 */
export async function measureRecords(): Promise<Record<string, unknown>> {
  return { ...(await measureDelivered()), ...(await measureLongPrint()), ...(await measureBulkSeal()) }
}

/** A material of some 100 pages with 300 comments, settled: locked, and heard of when it is in the records system. */
async function measureDelivered() {
  const dataDir = await newDataDir()
  const by = {
    personId: `demo:${demoUuid(demoPersonDn('svobodova'))}` as PersonId,
    displayName: 'Šárka Svobodová',
    unitId: null,
    unitName: null,
  }
  const seeded: Awaited<ReturnType<typeof seedCommented>>[] = []
  for (let index = 0; index < tries; index++) seeded.push(await seedCommented(dataDir, comments, by, index))
  const server = await startGlosa(dataDir)
  try {
    const drafter = await signInAs(server, 'svobodova')
    const secretary = await signInAs(server, 'pokorna')
    const lockMs: number[] = []
    const deliveredMs: number[] = []
    for (const place of seeded) {
      await settleAll(drafter, place.materialId)
      const times = await lockAndHear(server, drafter, secretary, place)
      lockMs.push(times.lockMs)
      deliveredMs.push(times.deliveredMs)
    }
    return {
      comments,
      lockMs: round(percentile(lockMs, 0.5), 0),
      deliveredMs: round(percentile(deliveredMs, 0.5), 0),
      deliveredMaxMs: round(Math.max(...deliveredMs), 0),
    }
  } finally {
    await server.stop()
    await removeDataDir(dataDir)
  }
}

async function settleAll(drafter: SignedIn, materialId: MaterialId): Promise<void> {
  await drafter.call('POST', `/materials/${materialId}/round/close`)
  const view = await drafter.call('GET', `/materials/${materialId}`)
  const ids = (view['comments'] as { id: string }[]).map(({ id }) => id)
  for (let first = 0; first < ids.length; first += settledAtOnce) {
    await drafter.call('POST', `/materials/${materialId}/settlements`, {
      commentIds: ids.slice(first, first + settledAtOnce),
      settlement: { verdict: 'explained', reason: 'Rozhoduje rada kraje do 30 dnů podle § 5 rozpočtových pravidel.' },
    })
  }
}

async function lockAndHear(
  server: GlosaServer,
  drafter: SignedIn,
  secretary: SignedIn,
  { materialId, bodyId }: { readonly materialId: MaterialId; readonly bodyId: BodyId },
) {
  let delivered: (at: number) => void = () => undefined
  const arrival = new Promise<number>((resolve) => {
    delivered = resolve
  })
  const socket = await connectLoadClient({
    url: `ws://127.0.0.1:${server.port}/rooms/${materialId}`,
    dialect: hocuspocusDialect(`${materialId}.${bodyId}`, ''),
    cookie: drafter.cookie,
    waitsForClientId: true,
    syncs: true,
    leavesState: true,
    onStateless: (json) => {
      if (json.includes('"type":"delivery-registered"')) delivered(performance.now())
    },
  })
  try {
    const startedAt = performance.now()
    await secretary.call('POST', `/materials/${materialId}/lock`)
    const lockMs = performance.now() - startedAt
    return { lockMs, deliveredMs: (await arrival) - startedAt }
  } finally {
    socket.close()
  }
}

const sentence = 'Kraj hospodaří podle rozpočtu schváleného zastupitelstvem a o změnách rozhoduje rada kraje. '
const longVersion = sample.version({
  parts: [
    sample.bodyPart(
      sample.doc(...Array.from({ length: 3_000 }, (_, index) => sample.p(`${index + 1}. ${sentence.repeat(4)}`))),
    ),
  ],
})

/** A version of 300 pages printed alone, as a delivery does it. */
async function measureLongPrint() {
  const times: number[] = []
  let pages = 0
  for (let index = 0; index < tries; index++) {
    const startedAt = performance.now()
    const printed = await renderPdf(longVersion, async () => null, { locale: 'cs', recordNumber: 'KUPK 1/2026' })
    times.push(performance.now() - startedAt)
    pages = printed.pages
  }
  return { longPages: pages, longPrintMs: round(percentile(times, 0.5), 0) }
}

/**
 * Twenty people write on one text: alone, and while a hundred versions are sealed. In turn, a fifth of the versions each
 * time: the machine is not equally quick at all times.
 */
async function measureBulkSeal() {
  const dataDir = await newDataDir()
  const server = await startGlosa(dataDir, { GLOSA_SEAL_MODE: 'ordered' })
  try {
    let drafter = await signInAs(server, 'svobodova')
    let secretary = await signInAs(server, 'pokorna')
    const versions = await lockMany(drafter, secretary)
    const target = await writingPlace(server, () => drafter)
    // The hundred locks themselves are over: search, notices and the first look of the deliveries.
    await wait(10_000)
    const measure = async () => {
      drafter = await renewed(server, drafter)
      secretary = await renewed(server, secretary)
      return measureTypingOn(target, typing)
    }
    const idleRuns: TypingFigures[] = []
    const busyRuns: TypingFigures[] = []
    let sealMs = 0
    for (let first = 0; first < versions.length; first += sealedInTurn) {
      for (let attempt = 1; attempt <= mostIdleTries; attempt++) {
        const run = await measure()
        idleRuns.push(run)
        if (isQuiet(run)) break
      }
      const orderedAt = performance.now()
      await secretary.call('POST', '/seal/orders', { versions: versions.slice(first, first + sealedInTurn) })
      const before = busyRuns.length
      let left = sealedInTurn
      while (left > 0) {
        const run = await measure()
        left = await waitingSeals(secretary)
        // A measurement during which the work came to its end counts only when there is no other.
        if (left > 0 || busyRuns.length === before) busyRuns.push(run)
      }
      sealMs += performance.now() - orderedAt
    }
    const idle = middleOf(idleRuns)
    const busy = middleOf(busyRuns)
    return {
      sealed: versions.length,
      typingMeasured: busyRuns.length,
      typingIdleCounted: idle.counted,
      typingBusyCounted: busy.counted,
      sealAllMs: round(sealMs, 0),
      typingIdleP99Ms: idle.p99Ms,
      typingBusyP99Ms: busy.p99Ms,
      typingRatio: round(busy.p99Ms / idle.p99Ms),
      typingMissing: idle.missing + busy.missing,
    }
  } finally {
    await server.stop()
    await removeDataDir(dataDir)
  }
}

const waitingSeals = async (person: SignedIn): Promise<number> => Number((await person.call('GET', '/seal'))['waiting'])

async function lockMany(drafter: SignedIn, secretary: SignedIn) {
  const { people } = (await drafter.call('GET', '/directory')) as { people: { id: string; displayName: string }[] }
  const guest = people.find(({ displayName }) => displayName === 'Tereza Machová')
  const versions: { materialId: MaterialId; version: number }[] = []
  for (let index = 0; index < bulk; index++) {
    const { materialId } = await foundMaterial(drafter)
    await drafter.call('POST', `/materials/${materialId}/invitations`, { right: 'comment', personId: guest?.id })
    await drafter.call('POST', `/materials/${materialId}/round`, { closesAt: Date.now() + 3_600_000 })
    await drafter.call('POST', `/materials/${materialId}/round/close`)
    await secretary.call('POST', `/materials/${materialId}/lock`)
    versions.push({ materialId, version: 1 })
  }
  return versions
}

async function writingPlace(server: GlosaServer, drafter: () => SignedIn): Promise<Target> {
  const { materialId, bodyIds } = await foundMaterial(drafter())
  return {
    name: 'glosa',
    pid: server.pid,
    connect: (_room, listeners = {}) =>
      connectLoadClient({
        url: `ws://127.0.0.1:${server.port}/rooms/${materialId}`,
        dialect: hocuspocusDialect(`${materialId}.${bodyIds[0] ?? ''}`, ''),
        cookie: drafter().cookie,
        waitsForClientId: true,
        syncs: true,
        ...listeners,
      }),
    stop: async () => undefined,
  }
}
