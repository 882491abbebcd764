import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { launchChromium } from '../support/launchChromium.ts'
import { hocuspocusDialect } from './dialect.ts'
import { newDataDir, removeDataDir, signInAs, startGlosa } from './glosaServer.ts'
import { connectLoadClient } from './loadClient.ts'
import { percentile, round } from './measureProcess.ts'
import { seedCommented, seededParagraphs } from './seedCommented.ts'
import { wait } from './typing.ts'

const remoteKeys = 60
const ownKeys = 60

/** Main-thread time per remote keystroke and key-to-paint in a text of some 100 pages, without and with 1,000 comments. */
export async function measureEditor(): Promise<Record<string, unknown>> {
  return { comments0: await measureWith(0), comments1000: await measureWith(1_000) }
}

async function measureWith(comments: number): Promise<{ readonly remoteMs: number; readonly paintP50Ms: number }> {
  const dataDir = await newDataDir()
  const place = await seedCommented(dataDir, comments)
  const server = await startGlosa(dataDir)
  const browser = await launchChromium('--disable-frame-rate-limit')
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
    const paragraph = bot.ydoc.getXmlFragment('body').get(seededParagraphs - 5)
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
