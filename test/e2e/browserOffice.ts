import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import {
  newDataDir,
  removeDataDir,
  signInAs,
  startGlosa,
  type GlosaServer,
  type SignedIn,
} from '../bench/glosaServer.ts'
import { launchChromium } from '../support/launchChromium.ts'

/** Milliseconds that a person may have to wait here: several browsers share few processors. */
export const patience = 180_000

/** A running demo office with a browser before it. */
export interface BrowserOffice {
  readonly server: GlosaServer
  readonly url: string
  /** A person with a browser of their own, signed in already. */
  enter(login: string, options?: BrowserContextOptions): Promise<Desk>
  /** A browser in which nobody is signed in. */
  open(options?: BrowserContextOptions): Promise<Desk>
  /** The person's session without a browser. */
  call(login: string): Promise<SignedIn>
  close(): Promise<void>
}

/** One person's browser. */
export interface Desk {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained about: uncaught errors and broken rules of the content policy. */
  readonly complaints: string[]
}

/** Starts the product on a free port, with an empty data folder, and a Chromium. */
export async function openBrowserOffice(env: Record<string, string> = {}): Promise<BrowserOffice> {
  const dataDir = await newDataDir()
  let browser: Browser | null = null
  let server: GlosaServer | null = null
  const close = async () => {
    await photographLeft(browser)
    await browser?.close()
    await server?.stop()
    await removeDataDir(dataDir)
  }
  try {
    // Pages tell their origin, so the server must know its port before it starts.
    server = await startGlosa(dataDir, { PORT: String(await freePort()), GLOSA_ROOM_LIMITS: '', ...env })
    browser = await launchChromium()
  } catch (error) {
    await close()
    throw error
  }
  const running = server
  const opened = browser
  const url = `http://localhost:${running.port}`
  const open = async (options: BrowserContextOptions = {}): Promise<Desk> => {
    const context = await opened.newContext({
      baseURL: url,
      locale: 'cs-CZ',
      timezoneId: 'Europe/Prague',
      viewport: { width: 1440, height: 900 },
      ...options,
    })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
    })
    return { context, page, complaints }
  }
  return {
    server: running,
    url,
    open,
    close,
    call: (login) => signInAs(running, login),
    async enter(login, options) {
      const desk = await open(options)
      const { cookie } = await signInAs(running, login)
      await desk.context.addCookies(
        cookie.split('; ').map((pair) => {
          const at = pair.indexOf('=')
          const name = pair.slice(0, at)
          const path = name === 'glosa_refresh' ? '/api/v1/session' : '/'
          return {
            name,
            value: pair.slice(at + 1),
            domain: 'localhost',
            path,
            httpOnly: true,
            sameSite: 'Strict' as const,
          }
        }),
      )
      return desk
    },
  }
}

/** With GLOSA_SCREENSHOTS: pictures of the pages as they were left, to see where a test failed. */
async function photographLeft(browser: Browser | null): Promise<void> {
  const folder = process.env['GLOSA_SCREENSHOTS']
  if (!folder || !browser) return
  const pages = browser.contexts().flatMap((context) => context.pages())
  for (const [index, page] of pages.entries()) await page.screenshot({ path: join(folder, `left-${index}.png`) })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}
