import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closeCodes } from '@glosa/domain/contract'
import { canonicalJson } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { measureLock } from '../bench/lock.ts'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, viewOf, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

it('[SY12] the version holds exactly what was acknowledged while fifty people typed', async () => {
  const { typists, violations, acknowledged } = await measureLock(50)
  expect({ typists, violations }).toEqual({ typists: 50, violations: 0 })
  expect(acknowledged).toBeGreaterThan(100)
})

describe('a locked version', () => {
  let folder = ''
  let glosa: GlosaProcess
  let drafter: Clerk
  let guest: Clerk
  let secretary: Clerk
  let own: Founded
  let late: OutsideClient
  let lock: { sequence: number; version: number; hash: string }
  const commentId = 'navrhznenipripominky'

  beforeAll(async () => {
    folder = await newFolder()
    glosa = await startGlosaProcess(folder)
    drafter = await clerk(glosa, 'svobodova')
    guest = await clerk(glosa, 'machova')
    secretary = await clerk(glosa, 'pokorna')
    own = await found(drafter, 'Uzamčený materiál')
    await invite(drafter, own.materialId, guest.personId, 'edit')
    await openRound(drafter, own.materialId)
    await guest.call('POST', `/materials/${own.materialId}/comments`, {
      commentId,
      kind: 'essential',
      place: { at: 'material' },
      text: 'Chybí vyčíslení dopadu na rozpočet.',
      justification: 'Bez něj nelze rozhodnout.',
    })
    await drafter.call('PUT', `/materials/${own.materialId}/comments/${commentId}/settlement`, {
      settlement: { verdict: 'explained', reason: 'Dopad je vyčíslen v důvodové zprávě.' },
    })
    await guest.call('PUT', `/materials/${own.materialId}/comments/${commentId}/reaction`, { reaction: 'agreed' })
    await drafter.call('POST', `/materials/${own.materialId}/round/close`)
    late = await OutsideClient.connect({ port: glosa.port, ...own, cookie: guest.cookie })
    expect(await late.write('Poslední slovo před zámkem.')).toBe(true)
    const answer: unknown = await secretary.call('POST', `/materials/${own.materialId}/lock`)
    lock = answer as typeof lock
    await until(async () => {
      const { deliveries } = await viewOf(drafter, own.materialId)
      return deliveries.length > 0 && deliveries.every(({ state }) => state === 'registered')
    })
  })
  afterAll(async () => {
    late.close()
    await glosa.stop()
    await removeFolder(folder)
  })

  const download = async (file: string): Promise<Buffer> => {
    const path = `/api/v1/materials/${own.materialId}/versions/${lock.version}${file}`
    const answer = await fetch(`${glosa.url}${path}`, { headers: { cookie: drafter.cookie } })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

  it('[SY13] JSON, PDF, comments and manifest agree with the hash of the version', async () => {
    const json = await download('')
    expect(sha256(json)).toBe(lock.hash)
    expect(await download('/files/json')).toEqual(json)
    const version: unknown = JSON.parse(json.toString())
    expect(canonicalJson(version as never)).toBe(json.toString())
    expect(json.toString()).toContain('Poslední slovo před zámkem.')
    const { versions } = await viewOf(drafter, own.materialId)
    expect(versions.map(({ number, hash }) => ({ number, hash }))).toEqual([{ number: 1, hash: lock.hash }])

    const pdf = join(folder, 'version.pdf')
    await writeFile(pdf, await download('/files/pdf'))
    const printed = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
    const flat = printed.replaceAll(/\s+/g, ' ')
    // The hash, whole, however it is broken into lines; the text, the comment and its settlement.
    expect(printed.replaceAll(/[^0-9a-f]/g, '')).toContain(lock.hash)
    expect(flat).toContain('Poslední slovo před zámkem.')
    for (const words of ['Chybí vyčíslení', 'Bez něj nelze', 'Dopad je vyčíslen', 'Uzamčený materiál']) {
      for (const word of words.split(' ')) expect(flat).toContain(word)
    }

    const manifest: { files: { name: string; role: string; sha256: string }[] } = JSON.parse(
      (await download('/files/manifest')).toString(),
    )
    const hashOf = (role: string) => manifest.files.find((file) => file.role === role)?.sha256
    expect(manifest.files.map((file) => file.sha256)).toContain(lock.hash)
    expect(manifest.files.map((file) => file.sha256)).toContain(sha256(await download('/files/pdf')))
    const comments = await download('/files/comments')
    expect(hashOf('comments')).toBe(sha256(comments))
    expect(comments.toString()).toContain('Chybí vyčíslení dopadu na rozpočet.')
    expect(comments.toString()).toContain('Dopad je vyčíslen v důvodové zprávě.')
  })

  it('[SY14] nothing gets past the gate: not words that come late, not a command, not a newcomer', async () => {
    const before = await download('')
    const { sequence } = await viewOf(drafter, own.materialId)
    expect(late.heard('gate')).toContainEqual({ type: 'gate', closed: true })
    if (!late.isClosed) expect(await late.write('Pozdě.')).toBe(false)
    await expect(OutsideClient.connect({ port: glosa.port, ...own, cookie: guest.cookie })).rejects.toThrow(
      /denied: material-locked/,
    )
    // Commands that would write into the text by the server's own hand, and the others.
    const path = `/materials/${own.materialId}`
    const attempts: [string, string, unknown][] = [
      ['PUT', `${path}/comments/${commentId}/settlement`, { settlement: { verdict: 'accepted' }, applyWording: true }],
      ['DELETE', `${path}/comments/${commentId}/settlement`, undefined],
      ['POST', `${path}/parts/${own.partId}/anchors`, { anchors: [{ commentId, first: 'AAA', last: 'AAA' }] }],
      ['PATCH', path, { title: 'Jiný' }],
      ['POST', `${path}/round`, { closesAt: 4_000_000_000_000 }],
      ['POST', `${path}/lock`, undefined],
    ]
    for (const person of [drafter, secretary]) {
      for (const [method, to, body] of attempts) {
        await expect(person.call(method, to, body), `${method} ${to}`).rejects.toThrow(/: (423|403) /)
      }
    }
    expect((await viewOf(drafter, own.materialId)).sequence).toBe(sequence)
    expect(await download('')).toEqual(before)
  })

  it('[SY14] the gate holds after a restart', async () => {
    const before = await download('')
    await glosa.kill()
    glosa = await startGlosaProcess(folder)
    drafter = await clerk(glosa, 'svobodova')
    expect(await download('')).toEqual(before)
    const wish = { port: glosa.port, ...own, cookie: drafter.cookie }
    await expect(OutsideClient.connect(wish)).rejects.toThrow(/denied: material-locked/)
    const announcements = await OutsideClient.connect({ ...wish, bodyId: null })
    void announcements.sendUpdate(Y.encodeStateAsUpdate(late.ydoc))
    await until(() => announcements.heard('refused').length > 0)
    announcements.close()
    expect([closeCodes.goingAway, 1006]).toContain((await late.closed).code)
  })
})
