import type { MaterialId } from '@glosa/domain/model'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../support/launchChromium.ts'
import { newDataDir, removeDataDir, startGlosa, type GlosaServer } from './glosaServer.ts'
import { percentile, round } from './measureProcess.ts'
import { seedCommented } from './seedCommented.ts'
import { measureTables, type TableFigures } from './tables.ts'

const tries = 5

/** What a newcomer waits for. */
export interface NewcomerFigures {
  /** From asking for the page, nothing in the browser's cache, until text and comments stand on it; median. */
  readonly openMs: number
  /** Of it, the answer with the material and all its comments. */
  readonly openReadMs: number
}

/** Somebody opens a material with many comments for the first time in their browser; then its table is exported. */
export async function measureNewcomer(comments: number): Promise<NewcomerFigures & TableFigures> {
  const dataDir = await newDataDir()
  const { materialId } = await seedCommented(dataDir, comments)
  const server = await startGlosa(dataDir)
  const browser = await launchChromium()
  try {
    const openings: { readonly ms: number; readonly readMs: number }[] = []
    for (let index = 0; index < tries; index++) openings.push(await openOnce(browser, server, materialId))
    return {
      openMs: round(
        percentile(
          openings.map(({ ms }) => ms),
          0.5,
        ),
      ),
      openReadMs: round(
        percentile(
          openings.map(({ readMs }) => readMs),
          0.5,
        ),
      ),
      ...(await measureTables(server, materialId)),
    }
  } finally {
    await browser.close()
    await server.stop()
    await removeDataDir(dataDir)
  }
}

/** A fresh profile each time: neither scripts nor answers are cached. */
async function openOnce(browser: Browser, server: GlosaServer, materialId: MaterialId) {
  const context = await browser.newContext({ locale: 'cs-CZ', viewport: { width: 1440, height: 900 } })
  try {
    const signIn = await context.request.post(`${server.url}/api/v1/session`, {
      data: { login: 'svobodova', password: 'Heslo-svobodova' },
    })
    if (!signIn.ok()) throw new Error(`sign-in: ${signIn.status()}`)
    const page = await context.newPage()
    const started = performance.now()
    await page.goto(`${server.url}/materials/${materialId}`, { waitUntil: 'commit' })
    await page.locator('.ProseMirror p').first().waitFor()
    await page.locator('[data-comment-id], .comment-card').first().waitFor()
    const ms = performance.now() - started
    const readMs: unknown = await page.evaluate(
      `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/materials/${materialId}'))[0]?.duration ?? 0`,
    )
    return { ms, readMs: Number(readMs) }
  } finally {
    await context.close()
  }
}
