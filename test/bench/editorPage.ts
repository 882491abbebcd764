import { bodyFragment, BodyIndex, anchorOf, writeBody } from '@glosa/domain/body'
import {
  instant,
  opaqueIdFrom,
  type BodyId,
  type CommentId,
  type MaterialEvent,
  type MaterialId,
  type PartId,
  type PersonId,
  type RoundId,
  type UnitId,
} from '@glosa/domain/model'
import { openSqliteStorage } from '@glosa/storage'
import { chromium, type Page } from 'playwright-core'
import * as Y from 'yjs'
import { hashRecord } from '../../collab-server/commands/hashRecord.ts'
import { hocuspocusDialect } from './dialect.ts'
import { newDataDir, removeDataDir, signInAs, startGlosa } from './glosaServer.ts'
import { connectLoadClient } from './loadClient.ts'
import { percentile, round } from './measureProcess.ts'
import { wait } from './typing.ts'

const paragraphs = 1_000
const economyUnit = 'demo:7720ab98-bfe0-82f2-806b-18e83d8b9719' as UnitId
const remoteKeys = 60
const ownKeys = 60

const newId = <T extends MaterialId | PartId | BodyId | RoundId | CommentId>() =>
  opaqueIdFrom<T>(crypto.getRandomValues(new Uint8Array(64)))

/** Main-thread time per remote keystroke and key-to-paint in a text of some 100 pages, without and with 1,000 comments. */
export async function measureEditor(): Promise<Record<string, unknown>> {
  return { comments0: await measureWith(0), comments1000: await measureWith(1_000) }
}

async function measureWith(comments: number): Promise<{ readonly remoteMs: number; readonly paintP50Ms: number }> {
  const dataDir = await newDataDir()
  const place = await seed(dataDir, comments)
  const server = await startGlosa(dataDir)
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-frame-rate-limit',
    ],
  })
  try {
    const page = await (await browser.newContext({ locale: 'cs-CZ', viewport: { width: 1440, height: 900 } })).newPage()
    await page.goto(`${server.url}/sign-in`)
    await page.evaluate(async () => {
      await fetch('/api/v1/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'svobodova', password: 'Heslo-svobodova' }),
      })
    })
    await page.goto(`${server.url}/materials/${place.materialId}`)
    await page.getByRole('button', { name: 'Upravit text' }).click()
    const text = page.locator('.ProseMirror[contenteditable=true]')
    await text.waitFor()
    await wait(2_000)

    const { cookie } = await signInAs(server, 'dolezalova')
    const bot = await connectLoadClient({
      url: `ws://127.0.0.1:${server.port}/rooms/${place.materialId}`,
      dialect: hocuspocusDialect(`${place.materialId}.${place.bodyId}`, ''),
      cookie,
      waitsForClientId: true,
      syncs: true,
    })
    bot.ydoc.on('update', (update: Uint8Array) => bot.send(update))
    const paragraph = bot.ydoc.getXmlFragment('body').get(paragraphs - 5)
    const letters = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (!(letters instanceof Y.XmlText)) throw new TypeError('the seeded text has paragraphs')
    const remoteMs = await mainThreadMs(page, async () => {
      for (let key = 0; key < remoteKeys; key++) {
        letters.insert(letters.length, 'x')
        await wait(100)
      }
      await wait(300)
    })
    bot.close()
    const idleMs = await mainThreadMs(page, () => wait(remoteKeys * 100 + 300))

    await text.locator('p').first().click()
    const paintP50Ms = percentile(await keyToPaint(page), 0.5)
    return { remoteMs: round((remoteMs - idleMs) / remoteKeys), paintP50Ms: round(paintP50Ms) }
  } finally {
    await browser.close()
    await server.stop()
    await removeDataDir(dataDir)
  }
}

/** Time that the page's main thread was busy meanwhile, in milliseconds. */
async function mainThreadMs(page: Page, during: () => Promise<void>): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await busy()
  await during()
  const after = await busy()
  await client.detach()
  return after - before
}

/** Milliseconds from each key to the paint after it. */
async function keyToPaint(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const samples: number[] = []
    Object.assign(window, { keySamples: samples })
    addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.addEventListener('message', () => samples.push(performance.now() - event.timeStamp))
          channel.port1.start()
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
  for (let key = 0; key < ownKeys; key++) {
    await page.keyboard.press('a')
    await wait(60)
  }
  await wait(300)
  const samples: unknown = await page.evaluate('window.keySamples')
  return Array.isArray(samples) ? samples.map(Number) : []
}

async function seed(dataDir: string, comments: number) {
  const materialId = newId<MaterialId>()
  const bodyId = newId<BodyId>()
  const partId = newId<PartId>()
  const roundId = newId<RoundId>()
  const by = { personId: 'glosa:bench' as PersonId, displayName: 'Měření', unitId: null, unitName: null }
  const at = instant(Date.now())
  const sentence = 'Kraj hospodaří podle rozpočtu schváleného zastupitelstvem a o změnách rozhoduje rada kraje. '
  const state = writeBody({
    type: 'doc',
    content: Array.from({ length: paragraphs }, (_, index) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: `${index + 1}. ${sentence.repeat(3)}` }],
    })),
  })
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, state)
  const index = new BodyIndex(bodyFragment(ydoc))
  const lodged = Array.from({ length: comments }, (_, number): MaterialEvent | null => {
    const line = index.lines[Math.floor((number * paragraphs) / comments)]
    const from = (line?.from ?? 0) + 10 + (number % 3) * 20
    const anchor = anchorOf(index, bodyId, { from, to: from + 15 }, 1)
    return (
      anchor && {
        type: 'comment-lodged',
        commentId: newId<CommentId>(),
        number: number + 1,
        roundId,
        kind: 'advisory',
        visibility: 'participants',
        place: { at: 'passage', partId, anchor },
        text: 'Doporučujeme upřesnit, kdo o změně rozhoduje a v jaké lhůtě.',
        justification: null,
        proposedWording: null,
      }
    )
  }).filter((event) => event !== null)
  const storage = await openSqliteStorage({ dataDir })
  await storage.bodyLog.append(bodyId, 1, [{ kind: 'update', personId: by.personId, at, payload: state }], 'bench')
  await storage.materialLog.append(
    hashRecord({
      materialId,
      sequence: 1,
      at,
      by,
      previous: null,
      events: [
        {
          type: 'material-created',
          number: 'MAT-2026-9999',
          title: 'Měření',
          template: 'council-material',
          sponsor: null,
          leadUnitId: economyUnit,
          leadUnitName: 'Odbor ekonomický',
        },
        {
          type: 'part-added',
          part: { form: 'body', id: partId, kind: 'cover-report', title: 'Předkládací zpráva', bodyId },
        },
        { type: 'round-opened', roundId, number: 1, closesAt: instant(at + 86_400_000) },
        ...lodged,
      ],
    }),
  )
  await storage.close()
  return { materialId, bodyId }
}
