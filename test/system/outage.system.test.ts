import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, delivered, found, invite, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { openSmallDisk, type SmallDisk } from './smallDisk.ts'

let folder = ''
let disk: SmallDisk
let glosa: GlosaProcess
let drafter: Clerk
let guest: Clerk
let own: Founded

beforeAll(async () => {
  folder = await newFolder()
  disk = await openSmallDisk(folder, 96)
  glosa = await startGlosaProcess(folder, {}, disk.inside)
  drafter = await clerk(glosa, 'svobodova')
  guest = await clerk(glosa, 'machova')
  await delivered(await clerk(glosa, 'pokorna'))
  own = await found(drafter, 'Plný disk')
  await invite(drafter, own.materialId, guest.personId, 'edit')
})
afterAll(async () => {
  await glosa.kill()
  await disk.close()
  await removeFolder(folder)
})

const enter = (person: Clerk) => OutsideClient.connect({ port: glosa.port, ...own, cookie: person.cookie })
const readiness = async () => (await fetch(`${glosa.url}/health/ready`)).status
const upload = async (bytes: string) =>
  ask(glosa.port, {
    method: 'POST',
    path: `/api/v1/materials/${own.materialId}/annexes?title=P&fileName=p.txt`,
    headers: { cookie: drafter.cookie, 'content-type': 'text/plain' },
    body: bytes,
  })
const codeOf = (text: string): unknown => JSON.parse(text).code

describe('a disk that is full', () => {
  it('[SY19] stops writing, tells everybody, loses nothing acknowledged, and work goes on by itself once there is room', async () => {
    const writer = await enter(drafter)
    const reader = await enter(guest)
    const saved: string[] = []
    expect(await writer.write('Před výpadkem.')).toBe(true)
    saved.push('Před výpadkem.')
    expect(await readiness()).toBe(200)

    await disk.fill()
    // What fits into the room that the log has reserved is still saved; then it stops.
    const waiting: { words: string; isSaved: boolean }[] = []
    for (let count = 0; writer.heard('storage').length === 0; count++) {
      const words = `${count} `.repeat(40_000)
      const entry = { words, isSaved: false }
      waiting.push(entry)
      const answer = writer.write(words).then((isSaved) => (entry.isSaved = isSaved))
      await Promise.race([answer, until(() => writer.heard('storage').length > 0)])
    }
    expect(writer.heard('storage')).toEqual([{ type: 'storage', available: false }])
    await until(() => reader.heard('storage').length > 0)
    const newcomer = await enter(guest)
    await until(() => newcomer.heard('storage').length > 0)
    expect(newcomer.text).toContain('Před výpadkem.')
    // Nobody sees what is not saved.
    for (const { words, isSaved } of waiting) if (!isSaved) expect(newcomer.text).not.toContain(words)

    expect(await readiness()).toBe(503)
    expect((await fetch(`${glosa.url}/health/live`)).status).toBe(200)
    const refusal = await upload('x'.repeat(200_000))
    expect([refusal.status, codeOf(refusal.text)]).toEqual([503, 'storage-unavailable'])
    expect(refusal.contentType).toContain('application/problem+json')
    // Reading goes on.
    expect((await drafter.call('GET', `/materials/${own.materialId}`))['title']).toBe('Plný disk')
    for (const { words, isSaved } of waiting) if (isSaved) saved.push(words)
    expect(waiting.some(({ isSaved }) => !isSaved)).toBe(true)

    await disk.empty()
    await until(() => writer.heard('storage').length > 1)
    expect(writer.heard('storage').at(-1)).toEqual({ type: 'storage', available: true })
    // What waited was written in order, once there was room, and only then acknowledged.
    await until(() => waiting.every(({ isSaved }) => isSaved))
    await until(async () => (await readiness()) === 200)
    expect((await upload('x'.repeat(200_000))).status).toBe(201)
    expect(await writer.write('Po výpadku.')).toBe(true)
    saved.push(...waiting.map(({ words }) => words), 'Po výpadku.')
    await until(() => reader.text.includes('Po výpadku.'))

    // The log says the same after a kill.
    await glosa.kill()
    glosa = await startGlosaProcess(folder, {}, disk.inside)
    drafter = await clerk(glosa, 'svobodova')
    const later = await enter(drafter)
    expect(later.text).toBe(writer.text)
    for (const words of saved) expect(later.text).toContain(words)
    for (const client of [writer, reader, newcomer, later]) client.close()
  })
})

describe('a folder that cannot be written', () => {
  it('[SY20] of files makes uploads fail and the server not ready, while texts go on; and heals by itself', async () => {
    const writer = await enter(drafter)
    const blobs = join(folder, 'blobs')
    await disk.freeze(blobs)
    const refusal = await upload('nejde to')
    expect([refusal.status, codeOf(refusal.text)]).toEqual([503, 'storage-unavailable'])
    expect(await readiness()).toBe(503)
    expect(await writer.write('Texty jdou dál.')).toBe(true)
    await disk.thaw(blobs)
    expect((await upload('už to jde')).status).toBe(201)
    expect(await readiness()).toBe(200)
    writer.close()
  })

  it('[SY20] of data keeps the server from starting, with the folder named', async () => {
    await glosa.end('SIGTERM')
    await disk.freeze(folder)
    const failed = spawnGlosa({ NODE_ENV: 'development', GLOSA_DATA: folder, PORT: '0' }, disk.inside)
    expect(await failed.ended).toBe(1)
    expect(failed.output()).toContain(folder)
    expect(failed.output()).not.toMatch(/\n {4}at /)
    await disk.thaw(folder)
    glosa = await startGlosaProcess(folder, {}, disk.inside)
    drafter = await clerk(glosa, 'svobodova')
    const reader = await enter(drafter)
    expect(reader.text).toContain('Po výpadku.')
    reader.close()
  })
})
