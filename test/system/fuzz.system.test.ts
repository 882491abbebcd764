import { routes, type Route, type RouteName } from '@glosa/domain/contract'
import type { MaterialId } from '@glosa/domain/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { reviewRoutes } from '../../domain/contract/reviewRoutes.ts'
import { renewed } from '../bench/glosaServer.ts'
import { ask, expectProblem, type Question, type Reply } from './ask.ts'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, comment, found, invite, openRound, type Clerk, type Founded } from './office.ts'
import { samplesOf, type Samples } from './samples.ts'
import { hostileValues, spoiled, type Json } from './spoil.ts'

const seed = 20_261_121
const names = Object.keys(routes) as RouteName[]
const routeOf = (name: RouteName): Route => routes[name]

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let commenter: Clerk
let stranger: Clerk
let own: Founded
let foreign: Founded
let samples: Samples
/** A comment in the stranger's material, and a note that only the commenter sees. */
let foreignComment: string
let privateNote: string
let drafterComment: string

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  drafter = await clerk(glosa, 'svobodova')
  commenter = await clerk(glosa, 'kolar')
  stranger = await clerk(glosa, 'machova')
  own = await found(drafter, 'Napadený materiál')
  foreign = await found(stranger, 'Cizí materiál')
  for (const [host, guest, { materialId }] of [
    [drafter, commenter, own],
    [stranger, await clerk(glosa, 'riha'), foreign],
  ] as const) {
    await invite(host, materialId, guest.personId, 'comment')
    await openRound(host, materialId)
  }
  const commentId = await comment(commenter, own.materialId, 'pripominka')
  privateNote = await comment(commenter, own.materialId, 'poznamka', 'private')
  drafterComment = await comment(drafter, own.materialId, 'zpracovatel')
  foreignComment = await comment(stranger, foreign.materialId, 'cizi')
  samples = samplesOf({ ...own, commentId, personId: commenter.personId, sessionId: stranger.sessionId })
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

/** Everything that three people can see, as one text. */
async function everything(): Promise<string> {
  const seenBy = async (person: Clerk, { materialId }: Founded): Promise<unknown> => {
    const [list, sessions, events, view] = await Promise.all([
      person.call('GET', '/materials?limit=100'),
      person.call('GET', '/sessions'),
      person.call('GET', `/materials/${materialId}/events`),
      person.call('GET', `/materials/${materialId}`),
    ])
    const { cards } = list as { cards: { materialId: string }[] }
    return [
      // The office goes on meanwhile: its other materials are sealed and delivered.
      cards.filter((card) => [own.materialId, foreign.materialId].some((id) => id === card.materialId)),
      (sessions['sessions'] as { sessionId: string }[]).map(({ sessionId }) => sessionId),
      events,
      view,
    ]
  }
  const seen = await Promise.all([seenBy(drafter, own), seenBy(commenter, own), seenBy(stranger, foreign)])
  return JSON.stringify(seen)
}

/** What was seen last: what is late to change is found too. */
let known: string | null = null

/** Attacks since then, by their tests. To look at everything takes longer than most of them. */
const unseen: string[] = []
const unseenMost = 8

let renewedAt = 0

/** However long it all takes, nobody is refused because their cookies are too old. */
async function renewSessions(): Promise<void> {
  if (performance.now() - renewedAt < 60_000) return
  const again = async (person: Clerk): Promise<Clerk> => ({ ...person, ...(await renewed(glosa, person)) })
  ;[drafter, commenter, stranger] = await Promise.all([again(drafter), again(commenter), again(stranger)])
  renewedAt = performance.now()
}

/** Runs the attack; the server does not stumble, and everything is found as it was, here or a few attacks later. */
async function changesNothing(attack: () => Promise<unknown>): Promise<void> {
  await renewSessions()
  known ??= await everything()
  await attack()
  expect(glosa.output()).not.toMatch(/request failed|UnhandledPromise|uncaught/i)
  unseen.push(expect.getState().currentTestName ?? '')
  if (unseen.length >= unseenMost) await findEverythingAsItWas()
}

async function findEverythingAsItWas(): Promise<void> {
  const attacks = unseen.splice(0)
  const seen = await everything()
  const before = known ?? seen
  known = seen
  expect(seen, `after ${attacks.join(', ')}`).toBe(before)
}

const pathOf = (route: Route, params: Readonly<Record<string, unknown>>): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`,
    ),
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

interface Twist {
  readonly cookie?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

/** The sample request of a route with something else in it. */
async function send(name: RouteName, twist: Twist = {}): Promise<Reply> {
  const route = routeOf(name)
  const sample = samples[name]
  const { params = sample.params, query = sample.query, cookie = drafter.cookie } = twist
  const given =
    sample.body instanceof Blob
      ? new Uint8Array(await sample.body.arrayBuffer())
      : sample.body && JSON.stringify(sample.body)
  const body = twist.body ?? given
  const type = sample.body instanceof Blob ? 'image/png' : 'application/json'
  const question: Question = {
    method: route.method,
    path: pathOf(route, { ...params }) + queryOf({ ...query }),
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...twist.headers,
    },
    ...(body === undefined ? {} : { body }),
  }
  return ask(glosa.port, question)
}

const jsonRoutes = names.filter(
  (name) => routes[name].body !== null && routes[name].body !== 'bytes' && !('form' in routes[name]),
)
const guarded = names.filter((name) => !('open' in routes[name]))
const writing = names.filter((name) => routes[name].method !== 'GET')
const ofMaterial = names.filter((name) => routes[name].path.includes('{materialId}'))

describe('a request that is wrong', () => {
  it.each(jsonRoutes)('[SY1] %s refuses every body that the contract does not know', async (name) => {
    const shape = routes[name].body as z.ZodType
    await changesNothing(() =>
      fc.assert(
        fc.asyncProperty(spoiled(samples[name].body as Json), async (json) => {
          const text = JSON.stringify(json)
          fc.pre(!shape.safeParse(JSON.parse(text)).success)
          const { code } = expectProblem(routeOf(name), await send(name, { body: text }))
          expect(['invalid-input', 'too-large']).toContain(code)
        }),
        { seed, numRuns: 50 },
      ),
    )
  })

  it.each(jsonRoutes)('[SY1] %s refuses what is no JSON, no UTF-8, too large or of another type', async (name) => {
    const valid = JSON.stringify(samples[name].body)
    const bodies: (Uint8Array | string)[] = [
      '{',
      '[',
      'null',
      '"',
      'undefined',
      `${valid}x`,
      `${valid}${valid}`,
      '{"a":1,}',
      '\u0000',
      Uint8Array.of(0xff, 0xfe, 0x7b, 0x7d),
      Buffer.concat([Buffer.from(valid.slice(0, -2)), Uint8Array.of(0xc3, 0x28), Buffer.from(valid.slice(-2))]),
      Buffer.from(valid, 'utf16le'),
      '['.repeat(500_000),
      '{"a":'.repeat(150_000),
      `"${'x'.repeat(1_100_000)}"`,
    ]
    await changesNothing(async () => {
      for (const body of bodies) {
        const { code } = expectProblem(routeOf(name), await send(name, { body }))
        expect(['invalid-input', 'too-large']).toContain(code)
      }
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json', '']) {
        const reply = await send(name, { body: valid, headers: { 'content-type': type } })
        expect(expectProblem(routeOf(name), reply).code).toBe('unsupported-media-type')
      }
      const chunked = { 'transfer-encoding': 'chunked' }
      const reply = await send(name, { body: `"${'x'.repeat(3_000_000)}"`, headers: chunked })
      expect(expectProblem(routeOf(name), reply).code).toBe('too-large')
    })
  })

  it.each(names.filter((name) => routes[name].path.includes('{')))('[SY1] %s knows no hostile ids', async (name) => {
    const { params } = samples[name]
    const texts = hostileValues.filter(
      (value) => typeof value === 'string' && value.length < 5_000 && value.trim() !== '',
    )
    const hostile = fc.oneof(
      fc.constantFrom(...texts.map(String), '..', '%00', '.', 'A'.repeat(20), '٣'.repeat(20), 'a'.repeat(4_000)),
      fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
    )
    await changesNothing(() =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(params)), hostile, async (member, value) => {
          fc.pre(
            value.isWellFormed() &&
              !(routes[name].params as z.ZodType).safeParse({ ...params, [member]: value }).success,
          )
          expectProblem(routeOf(name), await send(name, { params: { ...params, [member]: value } }))
        }),
        { seed, numRuns: 20 },
      ),
    )
  })

  it.each(names)('[SY1] %s refuses every query that the contract does not know', async (name) => {
    const sample = samples[name].query as Readonly<Record<string, unknown>>
    const value = fc.constantFrom(
      '',
      '-1',
      '1e9',
      'NaN',
      '0x10',
      'a'.repeat(3_000),
      '\u0000',
      '[object Object]',
      '9'.repeat(40),
    )
    const query = fc.record({
      member: fc.constantFrom('extra', '__proto__', 'limit[]', 'query[$ne]', ...Object.keys(sample)),
      value: fc.oneof(value, fc.tuple(value, value)),
    })
    await changesNothing(() =>
      fc.assert(
        fc.asyncProperty(query, async ({ member, value: other }) => {
          // As the server reads it: members are texts, or lists of texts.
          const asked: Record<string, unknown> = Object.fromEntries(
            Object.entries(sample).map(([key, given]) => [key, String(given)]),
          )
          Object.defineProperty(asked, member, { value: other, enumerable: true, configurable: true, writable: true })
          fc.pre(!(routes[name].query as z.ZodType).safeParse(asked).success)
          const { code } = expectProblem(routeOf(name), await send(name, { query: asked }))
          expect(code).toBe('invalid-input')
        }),
        { seed, numRuns: 15 },
      ),
    )
  })

  it('[SY1] a path that no route has is not found, whatever the method', async () => {
    await changesNothing(async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS', 'PROPFIND']) {
        for (const path of [
          '/api/v1/nothing',
          '/api/v2/materials',
          '/api/',
          '/api/v1/materials/a/b/c/d/e',
          '/api/v1/%zz',
          '/api/v1/materials/%ff',
        ]) {
          expectProblem(null, await ask(glosa.port, { method, path, headers: { cookie: drafter.cookie } }))
        }
      }
    })
  })

  it('[SY1] an upload that is empty, too large or no picture is refused', async () => {
    await changesNothing(async () => {
      for (const name of ['addAnnex', 'addPicture'] as const) {
        const empty = await send(name, { body: new Uint8Array(0) })
        expect(expectProblem(routeOf(name), empty).code).toBe('invalid-input')
        const announced = { 'content-length': String(26 * 1024 * 1024) }
        const large = await ask(glosa.port, {
          method: 'POST',
          path: pathOf(routeOf(name), samples[name].params) + queryOf(samples[name].query),
          headers: { cookie: drafter.cookie, 'content-type': 'image/png', ...announced },
          body: new Uint8Array(26 * 1024 * 1024),
        })
        expect(expectProblem(routeOf(name), large).code).toBe('too-large')
      }
      // The type is told by the content, whatever the header says: a program is no annex.
      const program = await send('addAnnex', {
        body: 'MZ' + '\u0000'.repeat(200),
        headers: { 'content-type': 'image/png' },
      })
      expect(expectProblem(routeOf('addAnnex'), program).code).toBe('unsupported-media-type')
      for (const body of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'GIF', 'x'.repeat(100_000)]) {
        const noPicture = await send('addPicture', { body })
        expect(expectProblem(routeOf('addPicture'), noPicture).code).toBe('unsupported-media-type')
      }
    })
  })
})

describe('a request of somebody who may not', () => {
  const forged = (claims: object) =>
    [{ alg: 'none', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')

  it.each(guarded)('[SY2] %s wants a session', async (name) => {
    const [header = '', claims = '', signature = ''] = (/glosa_access=([^;]+)/.exec(drafter.cookie)?.[1] ?? '').split(
      '.',
    )
    const cookies = [
      '',
      'glosa_access=',
      'glosa_access=x.y.z',
      `glosa_access=${forged({ sub: drafter.personId })}.`,
      `glosa_access=${header}.${claims}.${signature.slice(0, -4)}AAAA`,
      `glosa_access=${header}.${Buffer.from('{"sid":"x"}').toString('base64url')}.${signature}`,
      `GLOSA_ACCESS=${header}.${claims}.${signature}`,
      `glosa_refresh=${header}.${claims}.${signature}`,
      'x'.repeat(10_000),
    ]
    await changesNothing(async () => {
      for (const cookie of cookies) {
        const { code } = expectProblem(routeOf(name), await send(name, { cookie }))
        expect(['not-signed-in', 'session-ended']).toContain(code)
      }
    })
  })

  it.each(writing)('[SY3] %s takes nothing from another site', async (name) => {
    await changesNothing(async () => {
      for (const origin of [
        'https://evil.example',
        'null',
        `http://127.0.0.1:${glosa.port}.evil.example`,
        'http://localhost',
      ]) {
        expect(expectProblem(routeOf(name), await send(name, { headers: { origin } })).code).toBe('origin-not-allowed')
      }
      for (const site of ['cross-site', 'same-site', 'x']) {
        const reply = await send(name, { headers: { 'sec-fetch-site': site } })
        expect(expectProblem(routeOf(name), reply).code).toBe('origin-not-allowed')
      }
    })
  })

  it.each(ofMaterial)('[SY4] %s does not know a material that the person may not see', async (name) => {
    await changesNothing(async () => {
      const shown = expectProblem(routeOf(name), await send(name, { cookie: stranger.cookie }))
      const unknown = { ...samples[name].params, materialId: 'z'.repeat(20) as MaterialId }
      const never = expectProblem(routeOf(name), await send(name, { cookie: stranger.cookie, params: unknown }))
      expect(shown.code).toBe('not-found')
      // Not even that it exists can be told from the answer.
      expect({ ...shown, requestId: '' }).toEqual({ ...never, requestId: '' })
    })
  })

  it('[SY4] a session of somebody else is not found', async () => {
    await changesNothing(async () => {
      expect(expectProblem(routeOf('revokeSession'), await send('revokeSession')).code).toBe('not-found')
    })
  })

  const ofComment = ofMaterial.filter((name) => routes[name].path.includes('{commentId}'))
  it.each(ofComment)('[SY4] %s knows neither comments of other materials nor notes of others', async (name) => {
    await changesNothing(async () => {
      for (const commentId of [foreignComment, privateNote, 'z'.repeat(20)]) {
        const reply = await send(name, { params: { ...samples[name].params, commentId } })
        const { code } = expectProblem(routeOf(name), reply)
        // Acts of the head of a unit are refused to others before any comment is looked for.
        expect(name in reviewRoutes ? ['comment-not-found', 'not-permitted'] : ['comment-not-found']).toContain(code)
      }
    })
  })

  it('[SY4] whoever may comment can do no more, and withdraws no comment of another', async () => {
    await changesNothing(async () => {
      const refusedOnes = [
        'renameMaterial',
        'addAnnex',
        'addPicture',
        'inviteParticipant',
        'removeParticipant',
        'openRound',
        'closeRound',
        'settleComment',
        'withdrawSettlement',
        'repairAnchors',
        'lockMaterial',
        'requeueDelivery',
      ] as const
      for (const name of refusedOnes) {
        const { code } = expectProblem(routeOf(name), await send(name, { cookie: commenter.cookie }))
        expect(code, name).toBe('not-permitted')
      }
      const params = { ...samples.withdrawComment.params, commentId: drafterComment }
      const reply = await send('withdrawComment', { cookie: commenter.cookie, params })
      expect(expectProblem(routeOf('withdrawComment'), reply).code).toBe('not-the-author')
    })
  })
})

it('[SY1] [SY2] [SY3] [SY4] after all of it everything is as it was', findEverythingAsItWas)
