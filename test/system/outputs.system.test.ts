import { request } from 'node:http'
import type { NoticeSettingsView, SearchHit, ShownNotice } from '@glosa/domain/contract'
import { openSqliteStorage } from '@glosa/storage'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  newFolder,
  removeFolder,
  startGlosaProcess,
  until,
  withDemoMaterials,
  type GlosaProcess,
} from './glosaProcess.ts'
import { clerk, comment, found, invite, openRound, type Clerk } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

interface NoticePage {
  readonly notices: readonly ShownNotice[]
  readonly unread: number
  readonly next: string | null
}

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let reviewer: Clerk
let stranger: Clerk

const signIn = async () => {
  ;[drafter, reviewer, stranger] = await Promise.all([
    clerk(glosa, 'svobodova'),
    clerk(glosa, 'sedlackova'),
    clerk(glosa, 'cerny'),
  ])
}
beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, withDemoMaterials)
  await signIn()
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

/** What a call answers, by the shape that the contract gives it. */
const read = async <T>(who: Clerk, path: string): Promise<T> => (await who.call('GET', path)) as unknown as T
const noticesOf = (who: Clerk, query = '') => read<NoticePage>(who, `/notices?limit=100${query}`)
const hitsOf = async (who: Clerk, query: string) =>
  read<{ readonly hits: readonly SearchHit[]; readonly next: string | null }>(
    who,
    `/search?${new URLSearchParams({ query, limit: '50' }).toString()}`,
  )

/** A material with an open round to which the reviewer is asked. */
async function reviewed(title: string) {
  const founded = await found(drafter, title)
  await invite(drafter, founded.materialId, reviewer.personId, 'comment')
  await openRound(drafter, founded.materialId)
  return founded
}

/** As a calendar of other software asks: no cookie, nothing but the address. */
function fetched(url: string): Promise<{ readonly status: number; readonly body: string; readonly type: string }> {
  const { pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    request(`${glosa.url}${pathname}`, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body, type: String(answer.headers['content-type']) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

describe('notices', () => {
  it('[NO18] arrive in open pages at once and are marked read in all of them', async () => {
    const { materialId } = await reviewed('Zprávy naživo')
    const wish = { port: glosa.port, materialId, bodyId: null, cookie: reviewer.cookie }
    const [page, other] = [await OutsideClient.connect(wish), await OutsideClient.connect(wish)]
    const told = (client: OutsideClient) => client.heard('notices').map(({ unread }) => Number(unread))
    const before = (await noticesOf(reviewer)).unread
    const commentId = await comment(reviewer, materialId, 'zprava')
    await drafter.call('POST', `/materials/${materialId}/comments/${commentId}/replies`, { text: 'Odpověď' })
    await until(() => told(page).includes(before + 1) && told(other).includes(before + 1))

    const [notice] = (await noticesOf(reviewer)).notices
    expect(notice).toMatchObject({ kind: 'comment-replied', materialId, title: 'Zprávy naživo', readAt: null })
    expect(notice?.comments).toEqual([{ commentId, number: 1 }])
    expect(notice?.by?.displayName).toBe('Šárka Svobodová')
    await reviewer.call('POST', '/notices/read', { ids: [notice?.id] })
    await until(() => told(page).at(-1) === before && told(other).at(-1) === before)
    expect((await noticesOf(reviewer, '&unread=yes')).notices.map(({ id }) => id)).not.toContain(notice?.id)
    await reviewer.call('POST', '/notices/read', { upTo: Date.now() })
    expect((await noticesOf(reviewer)).unread).toBe(0)
    page.close()
    other.close()
  })

  it('[NO18] are listed in pages, each its own person’s, and gone with the right to read', async () => {
    const { materialId } = await reviewed('Po stránkách')
    for (const word of ['jedna', 'dva', 'tri']) await comment(reviewer, materialId, word)
    const own = async () => (await noticesOf(drafter)).notices.filter((notice) => notice.materialId === materialId)
    await until(async () => (await own()).length === 3)
    const ids: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: NoticePage = await read<NoticePage>(
        drafter,
        `/notices?limit=2${next ? `&after=${encodeURIComponent(next)}` : ''}`,
      )
      ids.push(...page.notices.map(({ id }) => id))
      next = page.next
    }
    expect(ids).toEqual((await noticesOf(drafter)).notices.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect((await noticesOf(stranger)).notices.filter((notice) => notice.materialId === materialId)).toEqual([])

    const asked = async () => (await noticesOf(reviewer)).notices.filter((notice) => notice.materialId === materialId)
    expect(await asked()).toHaveLength(1)
    await drafter.call('DELETE', `/materials/${materialId}/invitations/${encodeURIComponent(reviewer.personId)}`)
    expect(await asked()).toEqual([])
  })

  it('[NO12] come as the person chose', async () => {
    const changed = await reviewer.call('PATCH', '/notices/settings', { channels: { invited: 'off' }, digestHour: 6 })
    const settings = await read<NoticeSettingsView>(reviewer, '/notices/settings')
    expect(changed).toEqual(settings)
    expect(settings).toMatchObject({
      digestHour: 6,
      mail: { isSent: false, address: 'sedlackova@podhorsky-kraj.example' },
    })
    const { materialId } = await reviewed('Potichu')
    const commentId = await comment(reviewer, materialId, 'ticho')
    await drafter.call('POST', `/materials/${materialId}/comments/${commentId}/replies`, { text: 'Odpověď' })
    const kinds = async () =>
      (await noticesOf(reviewer)).notices.filter((notice) => notice.materialId === materialId).map(({ kind }) => kind)
    await until(async () => (await kinds()).length > 0)
    expect(await kinds()).toEqual(['comment-replied'])
    await reviewer.call('PATCH', '/notices/settings', { channels: { invited: 'mail' } })
  })

  it('[NO19] a calendar is opened by its secret address alone, until it is renewed or ended', async () => {
    const { materialId } = await reviewed('Lhůta v kalendáři')
    const address = async () => (await reviewer.call('POST', '/notices/feed'))['url'] as string
    const first = await address()
    const opened = await fetched(first)
    expect([opened.status, opened.type]).toEqual([200, 'text/calendar; charset=utf-8'])
    const events = new ICAL.Component(ICAL.parse(opened.body))
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each))
    expect(events.map(({ summary }) => summary)).toContain('Připomínkovat: Lhůta v kalendáři')
    expect(events.every(({ startDate }) => startDate.zone.tzid !== 'UTC')).toBe(true)

    const second = await address()
    expect([(await fetched(first)).status, (await fetched(second)).status]).toEqual([404, 200])
    const secret = second.split('.').at(-2) ?? ''
    const [, someoneElse = ''] =
      /calendars\/([^.]+)\./.exec((await drafter.call('POST', '/notices/feed'))['url'] as string) ?? []
    const [, own = ''] = /calendars\/([^.]+)\./.exec(second) ?? []
    expect((await fetched(second.replace(own, someoneElse))).status).toBe(404)
    expect((await fetched(second.replace(secret, 'A'.repeat(secret.length)))).status).toBe(404)

    await reviewer.call('POST', `/materials/${materialId}/round/finish`, { withoutComments: true })
    await until(async () => !(await fetched(second)).body.includes('Lhůta v kalendáři'))
    await reviewer.call('DELETE', '/notices/feed')
    expect((await fetched(second)).status).toBe(404)
  })

  it('[NO17] are neither lost nor doubled by kills of the server', async () => {
    const { materialId } = await reviewed('Zabíjeno')
    const lodged = new Set<string>()
    for (let life = 0; life < 2; life++) {
      for (let number = 0; number < 8; number++) lodged.add(await comment(reviewer, materialId, `z${life}x${number}`))
      await glosa.kill()
      glosa = await startGlosaProcess(folder)
      await signIn()
    }
    const told = async () =>
      (await noticesOf(drafter)).notices
        .filter((notice) => notice.materialId === materialId)
        .flatMap(({ comments }) => comments.map(({ commentId }) => commentId))
    await until(async () => (await told()).length >= lodged.size)
    expect((await told()).toSorted()).toEqual([...lodged].toSorted())
  })
})

describe('search', () => {
  it('[SR7] finds what was just written, said and named, and forgets what was deleted', async () => {
    const { materialId, bodyId, partId } = await reviewed('Mulčování křovinořezem')
    const writer = await OutsideClient.connect({ port: glosa.port, materialId, bodyId, cookie: drafter.cookie })
    expect(await writer.write('Posypový materiál bude štěrkodrť z Hrádku.')).toBe(true)
    const commentId = await comment(reviewer, materialId, 'sterkodrt')
    const found = async (query: string) => (await hitsOf(reviewer, query)).hits
    await until(async () => (await found('sterkodrt hradk')).length > 0)
    expect(await found('HRADKU posypovy')).toMatchObject([
      { materialId, kind: 'text', partId, title: 'Mulčování křovinořezem', commentId: null },
    ])
    const [text] = await found('sterkodrt hradk')
    expect(text?.snippet.filter(({ isHit }) => isHit).map((piece) => piece.text)).toEqual(['štěrkodrť', 'Hrádku'])
    expect((await found('sterkodrt')).map(({ kind }) => kind).toSorted()).toEqual(['comment', 'text'])
    expect((await found('text sterkodrt')).map((hit) => [hit.kind, hit.commentId])).toEqual([['comment', commentId]])
    expect((await found('krovin mulcov')).map(({ kind }) => kind)).toEqual(['material'])
    expect(await hitsOf(stranger, 'sterkodrt')).toEqual({ hits: [], next: null })

    await reviewer.call('DELETE', `/materials/${materialId}/comments/${commentId}`)
    await until(async () => (await found('sterkodrt')).length === 1)
    writer.close()
  })

  it('[SR7] tells neither by hits nor by pages of what is hidden', async () => {
    const { materialId } = await reviewed('Skryté a viditelné')
    for (let number = 0; number < 9; number++) {
      await comment(reviewer, materialId, `vzorek${number}`, number % 3 === 0 ? 'participants' : 'private')
    }
    const page = (who: Clerk, after: string | null) =>
      read<{ readonly hits: readonly SearchHit[]; readonly next: string | null }>(
        who,
        `/search?query=vzorek&limit=1&materialId=${materialId}${after ? `&after=${after}` : ''}`,
      )
    await until(async () => (await hitsOf(reviewer, 'vzorek')).hits.length === 9)
    const seen: (string | null)[] = []
    let after: string | null = null
    do {
      const { hits, next } = await page(drafter, after)
      expect(hits).toHaveLength(1)
      seen.push(...hits.map(({ commentId }) => commentId))
      after = next
    } while (after !== null)
    expect(seen.toSorted()).toEqual(['vzorek0', 'vzorek3', 'vzorek6'].map((word) => word.padEnd(20, '0')))
  })

  it('[SR8] is built anew from the histories and texts when the index is lost', async () => {
    const count = async () => (await hitsOf(drafter, 'rozpoct')).hits.length
    await until(async () => (await count()) > 3)
    const before = await hitsOf(drafter, 'rozpoct')
    await glosa.stop()
    const storage = await openSqliteStorage({ dataDir: folder })
    await storage.search.clear()
    await storage.close()
    glosa = await startGlosaProcess(folder)
    await signIn()
    await until(async () => (await count()) === before.hits.length)
    expect(await hitsOf(drafter, 'rozpoct')).toEqual(before)
  })
})
