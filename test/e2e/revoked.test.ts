import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passwordOf, startWriting, visit } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'
import { lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const part = 'Předkládací zpráva'
const sentence = 'Stručně popište, co má orgán kraje rozhodnout a proč.'
let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
})
afterAll(() => office?.close())

it('[EE7] a session ended elsewhere closes the open sockets, the page says so and goes on after signing in again', async () => {
  const materialId = await foundInReview(office, { title: 'Odvolané přihlášení', invited: ['PRÁV'] })
  const { page, complaints } = await office.enter('svobodova')
  await noteSockets(page)
  await visit(page, materialId, part)
  await startWriting(page)
  await putCaret(page, 'after', sentence)
  await page.keyboard.type(' Před odhlášením.')
  await untilSaved(page)
  const dialog = page.getByRole('dialog', { name: 'Přihlášení skončilo' })
  // The promise is about the product; a busy machine gets three tries.
  let ms = Infinity
  for (let turn = 0; turn < 3 && ms >= 1_000; turn++) {
    await expect.poll(async () => (await sockets(page)).open, { timeout: patience }).toBeGreaterThan(1)
    const endedAt = await endSessions()
    await dialog.waitFor()
    await expect.poll(async () => (await sockets(page)).open, { timeout: patience }).toBe(0)
    ms = (await sockets(page)).lastClosedAt - endedAt
    await dialog.getByRole('textbox', { name: 'Heslo' }).fill(passwordOf('svobodova'))
    await dialog.getByRole('button', { name: 'Přihlásit se' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  expect(ms).toBeLessThan(1_000)
  await putCaret(page, 'after', 'Před odhlášením.')
  await page.keyboard.type(' A zase zpět.')
  await untilSaved(page)
  const reader = await office.enter('sedlackova')
  await visit(reader.page, materialId, part)
  await untilText(reader.page, 'Před odhlášením. A zase zpět.')
  expect(await lettersOf(page)).toEqual(await lettersOf(reader.page))
  expect(complaints).toEqual([])
})

/** Ends every session of the person but the one that does it. @returns when, in milliseconds since 1970 */
async function endSessions(): Promise<number> {
  const elsewhere = await office.call('svobodova')
  const { sessions } = (await elsewhere.call('GET', '/sessions')) as {
    sessions?: { sessionId: string; current: boolean }[]
  }
  const at = Date.now()
  for (const { sessionId, current } of sessions ?? []) {
    if (!current) await elsewhere.call('DELETE', `/sessions/${sessionId}`)
  }
  return at
}

/** Lets the page count its sockets. */
const noteSockets = (page: Page) =>
  page.addInitScript(() => {
    const seen = { open: 0, lastClosedAt: 0 }
    Reflect.set(globalThis, 'seenSockets', seen)
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        let isOpen = false
        this.addEventListener('open', () => {
          isOpen = true
          seen.open += 1
        })
        this.addEventListener('close', () => {
          if (isOpen) seen.open -= 1
          seen.lastClosedAt = Date.now()
        })
      }
    }
  })

const sockets = (page: Page): Promise<{ open: number; lastClosedAt: number }> => page.evaluate('globalThis.seenSockets')
