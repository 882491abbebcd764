import { closeCodes } from '@glosa/domain/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, type Clerk, type Founded } from './office.ts'
import { OutsideClient, varBytes, varText, varUint } from './outsideClient.ts'

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let attacker: Clerk
let commenter: Clerk
let own: Founded
let foreign: Founded
let witness: OutsideClient

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  drafter = await clerk(glosa, 'svobodova')
  attacker = await clerk(glosa, 'machova')
  commenter = await clerk(glosa, 'kolar')
  own = await found(drafter, 'Napadený text')
  foreign = await found(await clerk(glosa, 'riha'), 'Cizí text')
  await invite(drafter, own.materialId, attacker.personId, 'edit')
  await invite(drafter, own.materialId, commenter.personId, 'comment')
  await openRound(drafter, own.materialId)
  witness = await enter(drafter)
  expect(await witness.write('Pravda')).toBe(true)
})
afterAll(async () => {
  witness.close()
  await glosa.stop()
  await removeFolder(folder)
})

const enter = (person: Clerk): Promise<OutsideClient> =>
  OutsideClient.connect({ port: glosa.port, ...own, cookie: person.cookie })

/**
 * Runs an attack. Afterwards the text is what it was, for the witness who was there and for a
 * newcomer who reads it from the server; the witness still writes.
 */
async function changesNothing(attack: () => Promise<unknown>): Promise<void> {
  const { text } = witness
  const before = Y.encodeStateVector(witness.ydoc)
  await attack()
  expect(witness.text).toBe(text)
  expect(Y.encodeStateVector(witness.ydoc)).toEqual(before)
  const newcomer = await enter(drafter)
  expect(newcomer.text).toBe(text)
  newcomer.close()
  expect(await witness.write('a dál')).toBe(true)
  expect(glosa.output()).not.toMatch(/request failed|UnhandledPromise|uncaught/i)
}

/** Lines of the log about an event. */
const logged = (event: string): Record<string, unknown>[] =>
  glosa
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter((line) => line['event'] === event)

describe('frames that are wrong', () => {
  it('[SY5] garbage closes the connection or is nothing, and is logged', async () => {
    const garbage = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => () => bytes),
      // Behind the right address, of every type that a frame can have.
      fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 100 })).map(
        ([type, rest]) =>
          (room: string) =>
            Buffer.concat([varText(room), Uint8Array.of(type), rest]),
      ),
      // Content of the right form that is no update.
      fc.tuple(fc.constantFrom(0, 1, 2), fc.uint8Array({ maxLength: 100 })).map(
        ([step, rest]) =>
          (room: string) =>
            Buffer.concat([varText(room), Uint8Array.of(0, step), varBytes(rest)]),
      ),
      // Lengths that lie.
      fc.tuple(fc.constantFrom(0, 1, 4), fc.integer({ min: 0, max: 2 ** 32 })).map(
        ([type, length]) =>
          (room: string) =>
            Buffer.concat([varText(room), Uint8Array.of(type, 2, ...varUint(length)), Uint8Array.of(1, 2, 3)]),
      ),
    )
    await changesNothing(() =>
      fc.assert(
        fc.asyncProperty(garbage, async (make) => {
          const client = await enter(attacker)
          client.send(make(client.room))
          // Either the socket closes, or what comes after is answered as ever: a question gets its answer.
          const { announcements } = client
          client.send(client.frame(0, varUint(0), varBytes(Uint8Array.of(0))))
          await until(() => client.isClosed || client.questions > 1)
          if (client.isClosed) {
            const { code } = await client.closed
            expect([closeCodes.violation, closeCodes.notAdmitted, 1000]).toContain(code)
            if (code === closeCodes.violation) expect(announcements.at(-1)?.type).toBe('refused')
          }
          client.close()
        }),
        { seed: 20_261_121, numRuns: 80 },
      ),
    )
    expect(logged('content-refused').some(({ code }) => code === 'update-undecodable')).toBe(true)
  })

  it('[SY5] text instead of bytes, and an oversized frame or update, closes the connection', async () => {
    await changesNothing(async () => {
      const huge = await enter(attacker)
      huge.send(new Uint8Array(5 * 1024 * 1024))
      expect((await huge.closed).code).toBe(1009)

      const large = await enter(attacker)
      const update = large.edit(() => {
        const paragraph = new Y.XmlElement('paragraph')
        large.ydoc.getXmlFragment('body').push([paragraph])
        paragraph.insert(0, [new Y.XmlText('x'.repeat(2_200_000))])
      })
      void large.sendUpdate(update)
      expect(await large.closed).toMatchObject({ code: closeCodes.violation, reason: 'too-large' })

      const socket = new WebSocket(`ws://127.0.0.1:${glosa.port}/rooms/${own.materialId}`, {
        headers: { cookie: attacker.cookie },
      })
      const code = await new Promise<number>((resolve) => {
        socket.on('open', () => socket.send('{"hello":"room"}'))
        socket.on('close', resolve)
      })
      expect(code).toBe(closeCodes.notAdmitted)
    })
    expect(logged('content-refused').some(({ code }) => code === 'too-large')).toBe(true)
  })

  it('[SY5] too many frames at once close the connection', async () => {
    await changesNothing(async () => {
      const client = await enter(attacker)
      for (let count = 0; count < 1_000; count++) client.send(client.frame(3))
      expect((await client.closed).code).toBe(closeCodes.tooMany)
    })
  })

  it('[SY6] no room opens under an odd name, or under the name of another material', async () => {
    const [materialId, bodyId] = [own.materialId, own.bodyId]
    const names = [
      '',
      '.',
      materialId,
      `${materialId}.`,
      `.${bodyId}`,
      `${materialId}.${bodyId}.`,
      `${materialId}.${bodyId}\u0000session`,
      `${materialId}.${bodyId} `,
      `${materialId.toUpperCase()}.${bodyId}`,
      `${materialId}.${'z'.repeat(20)}`,
      `${materialId}.${foreign.bodyId}`,
      `${foreign.materialId}.${foreign.bodyId}`,
      `${foreign.materialId}.announcements`,
      '__proto__',
      '../../etc/passwd',
      'x'.repeat(100_000),
      'ž'.repeat(20) + '.' + 'ž'.repeat(20),
    ]
    const before = logged('not-admitted').length
    await changesNothing(async () => {
      for (const name of names) expect(await knock(name), name.slice(0, 60)).toBe(closeCodes.notAdmitted)
    })
    expect(logged('not-admitted').length).toBeGreaterThanOrEqual(before + names.length)
  })

  /** Asks for a room by a name of one's own. @returns the code that the socket was closed with */
  function knock(name: string, path = `/rooms/${own.materialId}`): Promise<number> {
    const socket = new WebSocket(`ws://127.0.0.1:${glosa.port}${path}`, { headers: { cookie: attacker.cookie } })
    return new Promise((resolve, reject) => {
      socket.on('open', () =>
        socket.send(Buffer.concat([varText(name), Uint8Array.of(2, 0), varText(''), varText('4')])),
      )
      socket.on('close', resolve)
      socket.on('error', reject)
    })
  }

  it('[SY6] no socket opens on another path, from another site, or without a session', async () => {
    const status = (path: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${glosa.port}${path}`, { headers })
        socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode))
        socket.on('open', () => resolve(101))
        socket.on('error', () => {})
      })
    const { cookie } = drafter
    const path = `/rooms/${own.materialId}`
    for (const odd of [
      '/',
      '/rooms/',
      `${path}/`,
      `${path}?schema=`,
      `${path}?x=1`,
      `/rooms/${own.materialId}x`,
      '/api/v1/materials',
    ]) {
      expect(await status(odd, { cookie }), odd).toBe(404)
    }
    expect(await status(path, { cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await status(path, { cookie, origin: 'null' })).toBe(403)
    for (const nobody of ['', 'glosa_access=x.y.z']) {
      const wish = { port: glosa.port, ...own, cookie: nobody }
      await expect(OutsideClient.connect(wish)).rejects.toThrow(/denied: (not-signed-in|session-ended)/)
    }
    const stranger = await clerk(glosa, 'kadlec')
    await expect(OutsideClient.connect({ port: glosa.port, ...own, cookie: stranger.cookie })).rejects.toThrow(
      /not-found/,
    )
  })

  it('[SY7] whoever may only comment writes nothing', async () => {
    await changesNothing(async () => {
      const client = await enter(commenter)
      expect(client.scope).toBe('readonly')
      expect(client.heard('admitted')[0]).toMatchObject({ mayEdit: false })
      expect(await client.write('Podvrh')).toBe(false)
      await until(() => client.heard('refused').length === 1)
      expect(client.heard('refused')).toEqual([{ type: 'refused', code: 'not-permitted' }])
      // The other message that carries content.
      const answer = client.edit(() => client.ydoc.getXmlFragment('body').push([new Y.XmlElement('paragraph')]))
      client.send(client.frame(0, varUint(1), varBytes(answer)))
      client.send(client.frame(4, varUint(2), varBytes(answer)))
      await until(() => client.heard('refused').length === 3)
      client.close()
    })
    expect(logged('content-refused').some(({ code }) => code === 'not-permitted')).toBe(true)
  })

  it("[SY8] nobody writes under another's client id, nor over another's words", async () => {
    await changesNothing(async () => {
      for (const clock of [0, Y.getState(witness.ydoc.store, witness.clientId)]) {
        const client = await enter(attacker)
        const forgery = new Y.Doc()
        if (clock > 0) Y.applyUpdate(forgery, Y.encodeStateAsUpdate(client.ydoc))
        forgery.clientID = witness.clientId
        const before = Y.encodeStateVector(forgery)
        const paragraph = new Y.XmlElement('paragraph')
        forgery.getXmlFragment('body').push([paragraph])
        paragraph.insert(0, [new Y.XmlText('Napsala to Svobodová')])
        void client.sendUpdate(Y.encodeStateAsUpdate(forgery, before))
        // Under clocks that exist already it is no news; beyond them it is a forgery.
        if (clock > 0)
          expect(await client.closed).toMatchObject({ code: closeCodes.violation, reason: 'client-id-taken' })
        client.close()
      }
    })
    expect(logged('content-refused').some(({ code }) => code === 'client-id-taken')).toBe(true)
  })

  it('[SY8] nobody shows up as another', async () => {
    await changesNothing(async () => {
      const client = await enter(attacker)
      witness.showCursor(witness.clientId, 1, { cursor: 'mine' })
      const stamp = { personId: drafter.personId, displayName: 'Šárka Svobodová' }
      client.showCursor(witness.clientId, 1_000, { cursor: 'forged', person: stamp })
      client.showCursor(witness.clientId, 2_000, null)
      client.showCursor(client.clientId, 1, { cursor: 'own', person: stamp, user: { name: 'Šárka Svobodová' } })
      const shown = await until(() => witness.presence.get(client.clientId) ?? null)
      expect(shown).toMatchObject({
        cursor: 'own',
        person: { personId: attacker.personId, displayName: 'Tereza Machová' },
      })
      expect(shown).toMatchObject({ user: { name: 'Tereza Machová' } })
      const mine = await until(() => client.presence.get(witness.clientId) ?? null)
      expect(mine).toMatchObject({ cursor: 'mine', person: { personId: drafter.personId } })
      client.close()
    })
  })
})

describe('a client written from the page of the protocol', () => {
  it('[SY23] anchors a comment to words, and is refused where the words are others', async () => {
    const reader = await enter(commenter)
    const paragraph = reader.ydoc
      .getXmlFragment('body')
      .toArray()
      .find((node) => node.toString().includes('Pravda'))
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (!(text instanceof Y.XmlText)) throw new Error('there is such a paragraph')
    const place = (index: number, association: number) =>
      Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, association))).toString(
        'base64url',
      )
    const bodySequence = Number(reader.heard('admitted')[0]?.['bodySequence'])
    const lodge = (commentId: string, quote: string) =>
      commenter.call('POST', `/materials/${own.materialId}/comments`, {
        commentId: commentId.padEnd(20, '0'),
        kind: 'advisory',
        place: {
          at: 'passage',
          partId: own.partId,
          anchor: {
            bodyId: own.bodyId,
            first: place(0, 0),
            last: place(3, -1),
            quote,
            prefix: '',
            suffix: 'vda',
            bodySequence,
          },
        },
        text: 'Která?',
      })
    await lodge('kotva', 'Pra')
    await expect(lodge('jinakotva', 'Lež')).rejects.toThrow(/422 .*"quote-not-in-body"/)
    // Everybody in the room hears of it.
    const heard = await until(
      () => witness.heard('record').find((said) => JSON.stringify(said).includes('kotva')) ?? null,
    )
    expect(JSON.stringify(heard)).toContain('comment-lodged')
    reader.close()
  })
})
