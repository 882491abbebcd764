import { anchorOf, bodyFragment, BodyIndex } from '@glosa/domain/body'
import { opaqueIdFrom, type BodyId, type CommentId, type MaterialId, type PartId } from '@glosa/domain/model'
import * as Y from 'yjs'
import { hocuspocusDialect } from './dialect.ts'
import { signInAs, type SignedIn } from './glosaServer.ts'
import { passwordOf, startLargeOffice, type LargeOffice } from './largeOffice.ts'
import { connectLoadClient, type LoadClient } from './loadClient.ts'
import { percentile, round } from './measureProcess.ts'
import { measureNewcomer } from './newcomer.ts'
import { wait } from './typing.ts'

/** How much happens. */
export interface ProcedureLoad {
  readonly units: number
  readonly comments: number
  readonly people: number
}

/** What a real institution reported. */
const reportedLoad: ProcedureLoad = { units: 18, comments: 600, people: 150 }

/** Comments lodged in a second, by all together: the last half hour before a deadline, pressed into half a minute. */
const perSecond = 20
/** Comments that the drafter settles with one verdict and one reason. */
const settledAtOnce = 50

const newId = <T extends CommentId>() => opaqueIdFrom<T>(crypto.getRandomValues(new Uint8Array(64)))

/**
 * One review of the whole office: units, people connected at once, comments, sets of the units,
 * settlement in bulk; then a newcomer opens a material with 1,000 comments.
 */
export async function measureProcedure(load: ProcedureLoad = reportedLoad): Promise<Record<string, unknown>> {
  const review = await measureReview(load)
  return { ...review, ...(await measureNewcomer(1_000)) }
}

interface Place {
  readonly materialId: MaterialId
  readonly partId: PartId
  readonly bodyId: BodyId
}

/** Somebody at their desk: signed in, the material open. */
interface Clerk {
  readonly person: SignedIn
  readonly unit: number
  readonly socket: LoadClient
}

/** The review alone, on a server of its own. */
async function measureReview({ units, comments, people }: ProcedureLoad): Promise<Record<string, unknown>> {
  const office = await startLargeOffice(units, Math.ceil(people / units) - 1)
  try {
    const drafter = await enter(office, office.drafter)
    const place = await openReview(office, drafter)
    const heard = new Map<string, number[]>()
    const entered = performance.now()
    const clerks = await seat(office, place, heard)
    const seatedMs = performance.now() - entered

    const lodging = await lodge(clerks, place, comments)
    await wait(1_000)
    const setsMs = await sendSets(office, clerks, place, lodging.units)
    await drafter.call('POST', `/materials/${place.materialId}/round/close`)
    const settling = await settle(drafter, place, lodging.ids)
    const opened = performance.now()
    const view = await drafter.call('GET', `/materials/${place.materialId}`)
    const readMs = performance.now() - opened
    const lasting = (view['comments'] as { settled: unknown }[]).filter(({ settled }) => settled).length
    for (const { socket } of clerks) socket.close()

    const delays = lodging.sent.flatMap(([id, at]) => (heard.get(id) ?? []).map((arrived) => arrived - at))
    return {
      units,
      people: clerks.length,
      comments: lodging.ids.length,
      settled: lasting,
      seatedMs: round(seatedMs),
      appendP50Ms: round(percentile(lodging.ms, 0.5)),
      appendP99Ms: round(percentile(lodging.ms, 0.99)),
      announcedP99Ms: round(percentile(delays, 0.99)),
      announcements: delays.length,
      setP99Ms: round(percentile(setsMs, 0.99)),
      settleP99Ms: round(percentile(settling, 0.99)),
      readMaterialMs: round(readMs),
    }
  } finally {
    await office.close()
  }
}

const enter = (office: LargeOffice, login: string): Promise<SignedIn> =>
  signInAs(office.server, login, passwordOf(login))

/** A material of three texts, all units asked to comment through their heads, the round open. */
async function openReview(office: LargeOffice, drafter: SignedIn): Promise<Place> {
  const view = await drafter.call('POST', '/materials', { title: 'Velký materiál', template: 'council-material' })
  const materialId = view['id'] as MaterialId
  const part = (view['parts'] as { id: PartId; bodyId: BodyId }[])[0]
  if (!part) throw new RangeError('a new material has texts')
  const { units } = (await drafter.call('GET', '/directory')) as { units: { id: string; mark: string }[] }
  const marks = new Set(office.units.map(({ mark }) => mark))
  const unitIds = units.filter(({ mark }) => marks.has(mark)).map(({ id }) => id)
  if (unitIds.length !== marks.size) throw new RangeError('a unit is missing in the directory')
  const place = { materialId, partId: part.id, bodyId: part.bodyId }
  await write(office, drafter, place)
  await drafter.call('POST', `/materials/${materialId}/round`, {
    closesAt: Date.now() + 3_600_000,
    terms: { invited: unitIds.map((unitId) => ({ unitId })), consolidation: 'by-head' },
  })
  return place
}

/** Some pages of text to comment on. */
async function write(office: LargeOffice, drafter: SignedIn, place: Place): Promise<void> {
  const socket = await connect(office, drafter, place, () => undefined)
  const updates: Uint8Array[] = []
  socket.ydoc.on('update', (update: Uint8Array) => updates.push(update))
  const fragment = bodyFragment(socket.ydoc)
  socket.ydoc.transact(() => {
    for (let paragraph = 0; paragraph < 120; paragraph++) {
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [new Y.XmlText(`${paragraph + 1}. ${'Kraj hospodaří podle schváleného rozpočtu. '.repeat(6)}`)])
      fragment.push([element])
    }
  })
  for (const update of updates) socket.send(update)
  await wait(1_000)
  socket.close()
}

const connect = (
  office: LargeOffice,
  person: SignedIn,
  { materialId, bodyId }: Place,
  onStateless: (json: string) => void,
): Promise<LoadClient> =>
  connectLoadClient({
    url: `ws://127.0.0.1:${office.server.port}/rooms/${materialId}`,
    dialect: hocuspocusDialect(`${materialId}.${bodyId}`, ''),
    cookie: person.cookie,
    waitsForClientId: true,
    syncs: true,
    onStateless,
  })

/** Signs everybody in and opens the material for them; a few at a time, as people come to work. */
async function seat(office: LargeOffice, place: Place, heard: Map<string, number[]>): Promise<Clerk[]> {
  const wanted = office.units.flatMap(({ head, staff }, unit) => [head, ...staff].map((login) => ({ login, unit })))
  const clerks: Clerk[] = []
  const hear = (json: string) => {
    const at = performance.now()
    for (const [, id] of json.matchAll(/"type":"comment-lodged","commentId":"([a-z0-9]{20})"/g)) {
      if (id === undefined) continue
      const arrivals = heard.get(id)
      if (arrivals) arrivals.push(at)
      else heard.set(id, [at])
    }
  }
  while (wanted.length > 0) {
    const next = wanted.splice(0, 10)
    clerks.push(
      ...(await Promise.all(
        next.map(async ({ login, unit }) => {
          const person = await enter(office, login)
          return { person, unit, socket: await connect(office, person, place, hear) }
        }),
      )),
    )
  }
  return clerks
}

/** Everybody lodges on words of their own, at an even pace whatever the server does. */
async function lodge(clerks: readonly Clerk[], place: Place, count: number) {
  const { materialId, partId, bodyId } = place
  const [first] = clerks
  if (!first) throw new RangeError('nobody came')
  const index = new BodyIndex(bodyFragment(first.socket.ydoc))
  const ms: number[] = []
  const sent: (readonly [id: string, at: number])[] = []
  const started = performance.now()
  const all = Array.from({ length: count }, async (_, number) => {
    await wait((number * 1_000) / perSecond)
    const clerk = clerks[number % clerks.length]
    const line = index.lines[number % index.lines.length]
    const from = (line?.from ?? 0) + 5 + (Math.floor(number / index.lines.length) % 8) * 20
    const anchor = anchorOf(index, bodyId, { from, to: from + 15 }, 1)
    const commentId = newId()
    const at = performance.now()
    sent.push([commentId, at])
    await clerk?.person.call('POST', `/materials/${materialId}/comments`, {
      commentId,
      kind: number % 5 === 0 ? 'essential' : 'advisory',
      place: anchor ? { at: 'passage', partId, anchor } : { at: 'part', partId },
      text: `Připomínka ${number}: doporučujeme upřesnit, kdo o změně rozhoduje a v jaké lhůtě.`,
      ...(number % 5 === 0 ? { justification: 'Bez lhůty nelze ustanovení vymáhat.' } : {}),
    })
    ms.push(performance.now() - at)
    return commentId
  })
  const ids = await Promise.all(all)
  process.stderr.write(`  ${count} comments in ${round((performance.now() - started) / 1_000)} s\n`)
  const units = new Set(clerks.slice(0, count).map(({ unit }) => unit))
  return { ms, sent, ids, units }
}

/** All heads send the set of their unit in the same minute. */
async function sendSets(
  office: LargeOffice,
  clerks: readonly Clerk[],
  { materialId }: Place,
  commented: ReadonlySet<number>,
): Promise<number[]> {
  const ms: number[] = []
  await Promise.all(
    office.units.map(async (_, unit) => {
      const head = clerks.find((clerk) => clerk.unit === unit)
      if (!head) throw new RangeError('a unit has no head')
      const { person } = (await head.person.call('GET', '/session')) as { person: { unitId: string } }
      const path = `/materials/${materialId}/units/${encodeURIComponent(person.unitId)}/answer`
      const at = performance.now()
      await head.person.call('POST', path, { withoutComments: !commented.has(unit) })
      ms.push(performance.now() - at)
    }),
  )
  return ms
}

/** The drafter settles in bulk, as from the table. */
async function settle(drafter: SignedIn, { materialId }: Place, ids: readonly string[]): Promise<number[]> {
  const ms: number[] = []
  for (let first = 0; first < ids.length; first += settledAtOnce) {
    const at = performance.now()
    await drafter.call('POST', `/materials/${materialId}/settlements`, {
      commentIds: ids.slice(first, first + settledAtOnce),
      settlement: { verdict: 'explained', reason: 'Rozhoduje rada kraje do 30 dnů podle § 5.' },
    })
    ms.push(performance.now() - at)
  }
  return ms
}
