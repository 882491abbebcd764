import { routes } from '@glosa/domain/contract'
import type { CommentId, MaterialId, RoundId, UnitId } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, viewOf, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { readableIn } from './readableIn.ts'

/** Everybody by how they stand to the materials; the author is of an asked unit. */
const logins = {
  author: 'sedlackova',
  'of their unit': 'benes',
  'head of their unit': 'stastny',
  'deputy of that head': 'riha',
  drafter: 'svobodova',
  'of the lead unit': 'capek',
  sponsor: 'prochazkova',
  'of another asked unit': 'havlickova',
  'asked by name': 'kriz',
  'invited to read': 'kozakova',
  secretary: 'pokorna',
  'records manager': 'spisovna',
  'of the office': 'matejkova',
  'of the council': 'tichy',
  administrator: 'spravce',
} as const
type Who = keyof typeof logins
const everybody = Object.keys(logins) as Who[]
const but = (...who: Who[]) => everybody.filter((each) => !who.includes(each))

const unit: readonly Who[] = ['author', 'of their unit', 'head of their unit', 'deputy of that head']
const settlers: readonly Who[] = ['drafter', 'of the lead unit', 'sponsor', 'secretary']
const unitAndSettlers = everybody.filter((who) => unit.includes(who) || settlers.includes(who))
/** The administrator is of the office like anybody else, where a material is open to all of it. */
const participants = but('of the office', 'of the council', 'administrator')
const office = but('of the council')

let folder = ''
let glosa: GlosaProcess
let people: Readonly<Record<Who, Clerk>>
let units: Readonly<Record<'legal' | 'property' | 'audit' | 'economy', UnitId>>
const sockets = new Map<Who, OutsideClient[]>()

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  const signedIn = await Promise.all(everybody.map(async (who) => [who, await clerk(glosa, logins[who])] as const))
  people = Object.fromEntries(signedIn) as Record<Who, Clerk>
  const directory: unknown = await people.drafter.call('GET', '/directory')
  const all = (directory as { units: { id: UnitId; name: string }[] }).units
  const unitLike = (words: RegExp) => {
    const unitFound = all.find(({ name }) => words.test(name))
    if (!unitFound) throw new Error(`no unit like ${String(words)}`)
    return unitFound.id
  }
  units = {
    legal: unitLike(/práv/i),
    property: unitLike(/majet/i),
    audit: unitLike(/audit/i),
    economy: unitLike(/ekonom/i),
  }
  await people['head of their unit'].call('POST', '/substitutions', {
    absentId: people['head of their unit'].personId,
    deputyId: people['deputy of that head'].personId,
    from: Date.now() - 60_000,
    until: Date.now() + 3_600_000,
    reason: 'Dovolená',
  })
})
afterAll(async () => {
  for (const clients of sockets.values()) for (const client of clients) client.close()
  await glosa.stop()
  await removeFolder(folder)
})

interface Review extends Founded {
  readonly roundId: RoundId
}

/** A material open to the office in a round under terms, with a text that holds the quoted words; everybody's sockets are on it. */
async function review(title: string, terms: object, more: object = {}): Promise<Review> {
  const { drafter } = people
  const own = await found(drafter, title)
  const path = `/materials/${own.materialId}`
  await drafter.call('PUT', `${path}/details`, {
    access: 'office',
    sponsorId: people.sponsor.personId,
    leadUnitId: units.economy,
  })
  await drafter.call('POST', `${path}/invitations`, { right: 'read', unitId: units.audit })
  await drafter.call('POST', `${path}/round`, {
    closesAt: Date.now() + 3_600_000,
    terms: {
      invited: [
        { unitId: units.legal },
        { unitId: units.property, ...more },
        { personId: people['asked by name'].personId, obligation: 'optional' },
      ],
      ...terms,
    },
  })
  for (const who of everybody) {
    const wish = { port: glosa.port, materialId: own.materialId, cookie: people[who].cookie }
    const clients = [
      await OutsideClient.connect({ ...wish, bodyId: own.bodyId }),
      await OutsideClient.connect({ ...wish, bodyId: null }),
    ]
    sockets.set(who, [...(sockets.get(who) ?? []), ...clients])
    if (who === 'drafter') expect(await clients[0]?.write('Lhůta činí třicet dnů.')).toBe(true)
  }
  const roundId = (await viewOf(drafter, own.materialId)).rounds[0]?.id
  if (!roundId) throw new Error('a round is open')
  return { ...own, roundId }
}

/** Lodges a comment on the words "třicet" that holds a secret word wherever it can. */
async function say(by: Clerk, { materialId, partId, bodyId }: Review, secret: string, wish: object = {}) {
  const commentId = secret.padEnd(20, '0') as CommentId
  const reader = await OutsideClient.connect({ port: glosa.port, materialId, bodyId, cookie: by.cookie })
  const paragraph = reader.ydoc
    .getXmlFragment('body')
    .toArray()
    .find((node) => node.toString().includes('třicet'))
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('there is such a paragraph')
  const at = text.toString().indexOf('třicet')
  const place = (index: number, association: number) =>
    Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, association))).toString(
      'base64url',
    )
  await by.call('POST', `/materials/${materialId}/comments`, {
    commentId,
    kind: 'advisory',
    place: {
      at: 'passage',
      partId,
      anchor: {
        bodyId,
        first: place(at, 0),
        last: place(at + 6, -1),
        quote: 'třicet',
        prefix: '',
        suffix: '',
        bodySequence: Number(reader.heard('admitted')[0]?.['bodySequence']),
      },
    },
    text: `Text ${secret}`,
    justification: `Protože ${secret}`,
    proposedWording: `čtyřicet ${secret}`,
    ...wish,
  })
  reader.close()
  await by.call('POST', `/materials/${materialId}/comments/${commentId}/replies`, { text: `Dodatek ${secret}` })
  return commentId
}

/** Every readable route of the contract about a review, as one person gets it. What names something unknown is refused. */
async function everythingReadBy(who: Who, { materialId, partId }: Review, words: readonly string[]) {
  const { cookie, personId } = people[who]
  const ids: Readonly<Record<string, string>> = {
    materialId,
    partId,
    personId,
    version: '1',
    file: 'json',
    text: 'now',
    format: 'json',
  }
  const answers = new Map<string, string>()
  const read = async (path: string) => {
    const answer = await fetch(`${glosa.url}${path}`, { headers: { cookie }, redirect: 'manual' })
    return readableIn(Buffer.from(await answer.arrayBuffer()))
  }
  for (const [name, route] of Object.entries(routes)) {
    // A print is made by the typesetter and packed: what is in it is read in the tests of exports.
    if (route.method !== 'GET' || name === 'downloadPrint') continue
    const path = route.path.replace(/\{(\w+)\}/g, (_whole, key: string) => encodeURIComponent(ids[key] ?? 'x'))
    answers.set(name, await read(name === 'listMaterials' ? `${path}?limit=100` : path))
  }
  for (const word of words) {
    // What comes of asking by a word is no leak of the word: the question is repeated in the answer.
    const found = await read(`${routes.search.path}?query=${word}`)
    answers.set(`search ${word}`, found.replaceAll(`"query":"${word}"`, ''))
  }
  return answers
}

/**
 * Who comes across secret words: everybody expected in the view of the material and by socket, and
 * nobody else through any channel whatsoever.
 */
async function expectSeen(one: Review, ...secrets: (readonly [string, readonly Who[]])[]): Promise<void> {
  const words = secrets.map(([secret]) => secret)
  const seen = new Map<string, Who[]>(words.map((secret) => [secret, []]))
  const heard = new Map<string, Who[]>(words.map((secret) => [secret, []]))
  for (const who of everybody) {
    const answers = await everythingReadBy(who, one, words)
    const bytes = received(who)
    for (const [secret, expected] of secrets) {
      if (answers.get('readMaterial')?.includes(secret)) seen.get(secret)?.push(who)
      if (bytes.includes(secret)) heard.get(secret)?.push(who)
      if (expected.includes(who)) continue
      // The id of the comment begins with the word too: nothing says that there is one.
      const leaks = [...answers].filter(([, answer]) => answer.includes(secret)).map(([name]) => name)
      expect(leaks, `${secret} for ${who}`).toEqual([])
    }
  }
  for (const [secret, expected] of secrets) {
    expect(seen.get(secret), secret).toEqual(expected)
    expect(heard.get(secret), `${secret} by socket`).toEqual(expected)
  }
}

/** Every byte that was ever sent to a person by socket. */
const received = (who: Who) => Buffer.concat((sockets.get(who) ?? []).flatMap((client) => client.received))

/** What a list says of a material. */
async function countedBy(who: Who, materialId: MaterialId): Promise<number | null> {
  const answer: unknown = await people[who].call('GET', '/materials?limit=100')
  const { cards } = answer as { cards: { materialId: MaterialId; comments: number }[] }
  return cards.find((card) => card.materialId === materialId)?.comments ?? null
}

describe('no byte of a hidden comment', () => {
  it('[VI8] of any visibility reaches anybody who may not see it', async () => {
    const one = await review('Viditelnost', { audience: 'council' })
    const { author } = people
    const cells: readonly (readonly [string, readonly Who[]])[] = [
      ['private', ['author']],
      ['unit', unit],
      ['participants', participants],
      ['office', office],
      ['council', everybody],
    ]
    for (const [visibility] of cells) await say(author, one, `zqx${visibility}`, { visibility })
    // Words are found a little later than they are said; then by whoever may see them, and nobody else.
    await until(async () =>
      JSON.stringify(await people.administrator.call('GET', '/search?query=zqxcouncil')).includes('"commentId"'),
    )
    await expectSeen(one, ...cells.map(([visibility, expected]) => [`zqx${visibility}`, expected] as const))
    const counts = await Promise.all(everybody.map((who) => countedBy(who, one.materialId)))
    expect(Object.fromEntries(everybody.map((who, index) => [who, counts[index]]))).toEqual(
      Object.fromEntries(
        everybody.map((who) => [who, cells.slice(2).filter(([, expected]) => expected.includes(who)).length]),
      ),
    )
  })

  it('[VI8] drafted in a unit reaches anybody outside before it is sent, and never how it was drafted', async () => {
    const one = await review('Útvar', { consolidation: 'by-head' })
    const path = `/materials/${one.materialId}`
    const head = people['head of their unit']
    const commentId = await say(people.author, one, 'zqxdraft')
    const dropped = await say(people['of their unit'], one, 'zqxdropped')
    await head.call('PUT', `${path}/comments/${dropped}/rejection`, { reason: 'Ne zqxdropped' })
    await expectSeen(one, ['zqxdraft', unit])
    expect(await countedBy('drafter', one.materialId)).toBe(0)
    await head.call('PUT', `${path}/comments/${commentId}`, {
      kind: 'advisory',
      text: 'Text zqxofficial',
      proposedWording: 'čtyřicet',
    })
    await people['deputy of that head'].call('POST', `${path}/units/${encodeURIComponent(units.legal)}/answer`, {})
    await until(() => received('drafter').includes('zqxofficial'))
    for (const who of everybody) {
      const answers = await everythingReadBy(who, one, ['zqxofficial'])
      expect(answers.get('readMaterial')?.includes('zqxofficial'), who).toBe(participants.includes(who))
      expect(received(who).includes('zqxofficial'), `${who} by socket`).toBe(participants.includes(who))
      if (unit.includes(who)) continue
      const inside = [...answers].filter(([, answer]) => /zqxdraft(?!0)|zqxdropped/.test(answer))
      expect(
        inside.map(([name]) => name),
        who,
      ).toEqual([])
      expect(received(who).includes('zqxdropped'), who).toBe(false)
      expect(received(who).includes('Text zqxdraft'), who).toBe(false)
    }
    expect(await countedBy('drafter', one.materialId)).toBe(1)
  })

  it('[VI8] of a closed round reaches others before its closing, nor one that came late before it is admitted', async () => {
    const soon = Date.now() + 3_000
    const one = await review('Po lhůtě', { disclosure: 'after-deadline', audience: 'office' }, { closesAt: soon })
    const path = `/materials/${one.materialId}`
    await say(people.author, one, 'zqxclosed')
    await until(() => Date.now() > soon)
    const property = people['of another asked unit']
    const late = await say(property, one, 'zqxlate', { asLate: true })
    const latecomers = everybody.filter((who) => who === 'of another asked unit' || settlers.includes(who))
    await expectSeen(one, ['zqxclosed', unitAndSettlers], ['zqxlate', latecomers])
    expect(await countedBy('asked by name', one.materialId)).toBe(0)

    await people.drafter.call('POST', `${path}/round/close`)
    await expectSeen(one, ['zqxclosed', office], ['zqxlate', latecomers])
    await people.drafter.call('PUT', `${path}/comments/${late}/lateness`, { admitted: true })
    await expectSeen(one, ['zqxlate', office])
    const numbers = (await viewOf(people['asked by name'], one.materialId)).comments.map(({ number }) => number)
    expect(numbers.toSorted()).toEqual([1, 2])
  })

  it('[VI9] who stands in for somebody sees and acts at once, and no longer once it is ended', async () => {
    const one = await review('Zástup', { consolidation: 'by-head' })
    const commentId = await say(people.author, one, 'zqxdeputy')
    const deputy = people['deputy of that head']
    const sees = async () => (await viewOf(deputy, one.materialId)).comments.some(({ id }) => id === commentId)
    // The session says so too: by it the pages show what the deputy may do.
    const standsFor = async () => {
      const session = (await deputy.call('GET', '/session')) as { standsFor?: { person: { personId: string } }[] }
      return session.standsFor?.map(({ person }) => person.personId)
    }
    expect(await sees()).toBe(true)
    expect(await standsFor()).toHaveLength(1)
    const listed: unknown = await deputy.call('GET', '/substitutions')
    const { substitutions } = listed as { substitutions: { id: string; endedAt: number | null }[] }
    const mine = substitutions.find(({ endedAt }) => endedAt === null)
    const live = sockets.get('deputy of that head')?.at(-1)
    await people['head of their unit'].call('DELETE', `/substitutions/${mine?.id ?? ''}`)
    await until(() => live?.heard('reread').length === 1)
    expect(await sees()).toBe(false)
    expect(await standsFor()).toEqual([])
    const path = `/materials/${one.materialId}/units/${encodeURIComponent(units.legal)}/answer`
    await expect(deputy.call('POST', path, {})).rejects.toThrow(/403/)
    // Nothing of the unit is told to them any more.
    const before = live?.received.length ?? 0
    await say(people.author, one, 'zqxafter')
    await expectSeen(one, ['zqxafter', unit.filter((who) => who !== 'deputy of that head')])
    expect(Buffer.concat(live?.received.slice(before) ?? []).includes('zqxafter')).toBe(false)
  })
})
