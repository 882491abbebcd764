import { closeCodes } from '@glosa/domain/contract'
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
