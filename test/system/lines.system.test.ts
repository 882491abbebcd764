import { closeCodes, lineActions, lineRoutes, type LineAction } from '@glosa/domain/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, type Clerk, type Founded } from './office.ts'
import { OutsideClient, varText, type Wish } from './outsideClient.ts'
import { askLine, at, lineSocket, openLine, packed, unpacked } from './outsideLine.ts'

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let writer: Clerk
let own: Founded
/** The frame that asks to be let in. */
let knock: Uint8Array

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  drafter = await clerk(glosa, 'svobodova')
  writer = await clerk(glosa, 'machova')
  own = await found(drafter, 'Text bez WebSocketů')
  const room = varText(`${own.materialId}.${own.bodyId}`)
  knock = Buffer.concat([room, Uint8Array.from([2, 0]), varText(''), varText('4.8.0')])
  await invite(drafter, own.materialId, writer.personId, 'edit')
  await openRound(drafter, own.materialId)
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

const wishOf = (person: Clerk): Wish => ({ port: glosa.port, ...own, cookie: person.cookie })
const bySocket = (person: Clerk) => OutsideClient.connect(wishOf(person))
const byLine = (person: Clerk, isClumsy = false) =>
  OutsideClient.connect({ ...wishOf(person), connect: lineSocket({ isClumsy }) })

describe('rooms over requests', () => {
  it('[RM53] bring the same text, acknowledgements and announcements as sockets do', async () => {
    const socket = await bySocket(drafter)
    const line = await byLine(writer)
    expect(await socket.write('Psáno soketem')).toBe(true)
    await until(() => line.text.includes('Psáno soketem'))
    expect(await line.write('Psáno požadavky')).toBe(true)
    await until(() => socket.text.includes('Psáno požadavky'))
    expect(line.text).toBe(socket.text)
    await drafter.call('PATCH', `/materials/${own.materialId}`, { title: 'Přejmenovaný text' })
    await until(() => line.heard('record').length > 0)
    expect(line.heard('admitted')).toHaveLength(1)
    for (const client of [socket, line]) client.close()
  })

  it('[RM54] double and lose nothing when every request is asked twice', async () => {
    const socket = await bySocket(drafter)
    const clumsy = await byLine(writer, true)
    const words = Array.from({ length: 12 }, (_, index) => `dvakrát ${index}`)
    for (const word of words) expect(await clumsy.write(word)).toBe(true)
    expect(await socket.write('konec')).toBe(true)
    await until(() => clumsy.text.includes('konec') && socket.text.includes('dvakrát 11'))
    expect(clumsy.text).toBe(socket.text)
    for (const word of words) expect(socket.text.split(`>${word}<`)).toHaveLength(2)
    for (const client of [socket, clumsy]) client.close()
  })

  it('[RM54] an answer that got lost is given again, until the next frame is asked for', async () => {
    const wish = wishOf(writer)
    const line = await openLine(wish)
    expect(await askLine(wish, 'send', at(line, 0), packed(knock))).toMatchObject({ status: 204 })
    const first = unpacked((await askLine(wish, 'take', at(line, 0))).body)
    expect(first.length).toBeGreaterThan(0)
    const again = unpacked((await askLine(wish, 'take', at(line, 0))).body)
    expect(again.slice(0, first.length)).toEqual(first)
    const nothing = await askLine(wish, 'take', { ...at(line, again.length + 100), 'glosa-wait': '0' })
    expect(nothing).toMatchObject({ status: 200, close: null })
    expect(unpacked(nothing.body)).toEqual([])
    // Frames before these are missing: nobody knows what they were.
    expect((await askLine(wish, 'send', at(line, 7), packed(knock))).status).toBe(409)
    expect((await askLine(wish, 'close', at(line, 1))).status).toBe(204)
    expect((await askLine(wish, 'take', at(line, 0))).close).toBe('1000 ')
    expect((await askLine(wish, 'send', at(line, 1), packed(knock))).status).toBe(410)
  })
})

describe('the rights of a line', () => {
  it('[RM55] are those of the person: who may only comment changes nothing', async () => {
    const commenter = await clerk(glosa, 'kolar')
    await invite(drafter, own.materialId, commenter.personId, 'comment')
    const line = await byLine(commenter)
    const before = line.text
    expect(await line.write('Podstrčeno')).toBe(false)
    await until(() => line.heard('refused').length > 0)
    expect(line.heard('refused')).toEqual([{ type: 'refused', code: 'not-permitted' }])
    const witness = await bySocket(drafter)
    expect(witness.text).toBe(before)
    for (const client of [line, witness]) client.close()
  })

  it('[RM55] end with the session, and strangers have none', async () => {
    const guest = await clerk(glosa, 'machova')
    const line = await byLine(guest)
    await guest.call('DELETE', '/session')
    expect((await line.closed).code).toBe(closeCodes.sessionEnded)
    await expect(byLine(await clerk(glosa, 'kadlec'))).rejects.toThrow(/denied|4403/)
    await expect(byLine({ ...writer, cookie: '' })).rejects.toThrow(/denied|4401/)
  })

  it('[RM56] are for our own pages and for whoever knows the secret', async () => {
    const wish = wishOf(writer)
    const line = await openLine(wish)
    expect((await askLine({ ...wish, origin: 'https://evil.example' }, 'open')).status).toBe(403)
    expect((await askLine({ ...wish, origin: 'https://evil.example' }, 'take', at(line, 0))).status).toBe(403)
    for (const secret of ['', 'x', line.slice(1), line.toLowerCase() === line ? `${line}a` : line.toLowerCase()]) {
      expect((await askLine(wish, 'take', at(secret, 0))).status).toBe(410)
    }
    for (const frame of ['', '-1', '1.5', 'x', '9'.repeat(30)]) {
      expect((await askLine(wish, 'take', { 'glosa-line': line, 'glosa-frame': frame })).status).toBe(400)
    }
    expect((await askLine(wish, 'send', at(line, 0), Uint8Array.of(0, 0, 0, 9, 1))).status).toBe(400)
    const url = `http://127.0.0.1:${glosa.port}/rooms/${own.materialId}/line/take`
    const asked = await fetch(url, { headers: { cookie: wish.cookie, ...at(line, 0) } })
    expect(asked.status).toBe(405)
    await askLine(wish, 'close', at(line, 0))
  })

  it('[RM57] have the limits of a socket: sizes, and frames at once', async () => {
    const wish = wishOf(writer)
    const large = await openLine(wish)
    expect((await askLine(wish, 'send', at(large, 0), new Uint8Array(5 * 1024 * 1024))).status).toBe(413)
    expect((await askLine(wish, 'send', at(large, 0), packed(...Array(600).fill(Uint8Array.of(1))))).status).toBe(400)
    await askLine(wish, 'close', at(large, 0))

    const line = await openLine(wish)
    const frames = Array.from({ length: 512 }, () => knock)
    expect((await askLine(wish, 'send', at(line, 0), packed(...frames))).status).toBe(204)
    const taken: string[] = []
    for (let had = 0; taken.length === 0;) {
      const { close, body } = await askLine(wish, 'take', at(line, had))
      had += unpacked(body).length
      if (close) taken.push(close)
    }
    expect(taken).toEqual([`${closeCodes.tooMany} too-many-requests`])
  })
})

describe('a request of a line that is wrong', () => {
  const answers = (action: LineAction) => [
    lineRoutes[action].status,
    ...Object.keys(lineRoutes[action].refusals).map(Number),
  ]
  const frame = (room: Uint8Array) =>
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // The right room, then garbage of every type; content that happens to be an edit would show.
      fc
        .tuple(fc.integer({ min: 0, max: 12 }), fc.uint8Array({ maxLength: 60 }))
        .map(([type, rest]) => Buffer.concat([room, Uint8Array.of(type), rest])),
    )

  it('[RM58] is answered as described, is no fault, and changes nothing', async () => {
    const witness = await bySocket(drafter)
    const before = witness.text
    const wish = wishOf(writer)
    const room = varText(`${own.materialId}.${own.bodyId}`)
    const asked = fc.record({
      action: fc.constantFrom(...lineActions),
      secret: fc.oneof({ weight: 4, arbitrary: fc.constant('own') }, fc.base64String({ minLength: 1, maxLength: 60 })),
      place: fc.oneof(
        { weight: 3, arbitrary: fc.nat(3).map(String) },
        fc.constantFrom('-1', '1e3', '0x1', '9'.repeat(15), '9'.repeat(16), 'NaN'),
      ),
      body: fc.oneof(
        fc.array(frame(room), { maxLength: 4 }).map((frames) => packed(...frames)),
        fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
        fc.constant(new Uint8Array(4 * 100_000)),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(asked, { minLength: 1, maxLength: 5 }), async (isJoined, requests) => {
        const line = await openLine(wish)
        if (isJoined) expect((await askLine(wish, 'send', at(line, 0), packed(knock))).status).toBe(204)
        for (const { action, secret, place, body } of requests) {
          const headers = { 'glosa-line': secret === 'own' ? line : secret, 'glosa-frame': place, 'glosa-wait': '0' }
          const reply = await askLine(wish, action, headers, body)
          expect(answers(action)).toContain(reply.status)
          expect(reply.status).not.toBe(500)
          if (action === 'take' && reply.status === 200) unpacked(reply.body)
          if (reply.close !== null)
            expect([1000, ...Object.values(closeCodes)]).toContain(Number.parseInt(reply.close, 10))
        }
        expect([204, 410]).toContain((await askLine(wish, 'close', at(line, 0))).status)
      }),
      { seed: 20_261_121, numRuns: 25 },
    )
    for (const path of [
      '/line/',
      '/line/open/',
      '/line/OPEN',
      '/line/steal',
      '/line/open?schema=x',
      '/line/open?schema=1&x=1',
    ]) {
      const reply = await fetch(`http://127.0.0.1:${glosa.port}/rooms/${own.materialId}${path}`, { method: 'POST' })
      expect(reply.status).toBe(404)
    }
    expect(await witness.write('Po všem')).toBe(true)
    expect(witness.text.replace(/<paragraph>Po všem<\/paragraph>/, '')).toBe(before)
    expect(glosa.output()).not.toMatch(/line-failed|request failed|UnhandledPromise|uncaught/i)
    witness.close()
  })
})
