import { afterAll, beforeAll, expect, it } from 'vitest'
import { passwordOf, startWriting, visit } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'
import { lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const part = 'Předkládací zpráva'
const sentence = 'Stručně popište, co má orgán kraje rozhodnout a proč.'
const minutes = 60_000

let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
}, 2 * minutes)
afterAll(() => office?.close())

it(
  '[EE7] a session ended elsewhere closes the open sockets, the page says so and goes on after signing in again',
  async () => {
    const materialId = await foundInReview(office, { title: 'Odvolané přihlášení', invited: ['PRÁV'] })
    const { page, complaints } = await office.enter('svobodova')
    let open = 0
    page.on('websocket', (socket) => {
      open += 1
      socket.on('close', () => (open -= 1))
    })
    await visit(page, materialId, part)
    await startWriting(page)
    await putCaret(page, 'after', sentence)
    await page.keyboard.type(' Před odhlášením.')
    await untilSaved(page)
    expect(open).toBeGreaterThan(0)

    const elsewhere = await office.call('svobodova')
    const { sessions } = (await elsewhere.call('GET', '/sessions')) as {
      sessions?: { sessionId: string; current: boolean }[]
    }
    for (const { sessionId, current } of sessions ?? []) {
      if (!current) await elsewhere.call('DELETE', `/sessions/${sessionId}`)
    }
    const dialog = page.getByRole('dialog', { name: 'Přihlášení skončilo' })
    await dialog.waitFor()
    await expect.poll(() => open, { timeout: patience }).toBe(0)

    await dialog.getByRole('textbox', { name: 'Heslo' }).fill(passwordOf('svobodova'))
    await dialog.getByRole('button', { name: 'Přihlásit se' }).click()
    await dialog.waitFor({ state: 'detached' })
    await putCaret(page, 'after', 'Před odhlášením.')
    await page.keyboard.type(' A zase zpět.')
    await untilSaved(page)
    const reader = await office.enter('sedlackova')
    await visit(reader.page, materialId, part)
    await untilText(reader.page, 'Před odhlášením. A zase zpět.')
    expect(await lettersOf(page)).toEqual(await lettersOf(reader.page))
    expect(complaints).toEqual([])
  },
  4 * minutes,
)
