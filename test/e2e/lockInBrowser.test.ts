import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { choosePart, startWriting, visit } from './acts.ts'
import { openBrowserOffice, type BrowserOffice } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'
import { bodyOf, lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const part = 'Předkládací zpráva'
const sentence = 'Stručně popište, co má orgán kraje rozhodnout a proč.'
let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
})
afterAll(() => office?.close())

it('[EE6] words typed after the lock are refused, offered to their author to copy, and reach nobody', async () => {
  const materialId = await foundInReview(office, { title: 'Zámek za psaní', invited: ['PRÁV'] })
  const drafter = await office.call('svobodova')
  await drafter.call('POST', `/materials/${materialId}/round/close`)
  const writer = await office.enter('capek')
  await writer.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // What the writer sends after the lock began must still be on its way when the gate closes.
  const late: (() => void)[] = []
  let isSlow = false
  await writer.page.routeWebSocket(/\/rooms\//, (client) => {
    const server = client.connectToServer()
    client.onMessage((message) => (isSlow ? late.push(() => server.send(message)) : server.send(message)))
    server.onMessage((message) => (isSlow ? late.push(() => client.send(message)) : client.send(message)))
  })
  await visit(writer.page, materialId, part)
  await startWriting(writer.page)
  await putCaret(writer.page, 'after', sentence)
  await writer.page.keyboard.type(' Včas napsaná věta.')
  await untilSaved(writer.page)
  const secretary = await office.enter('pokorna')
  await visit(secretary.page, materialId, part)
  await untilText(secretary.page, 'Včas napsaná věta.')

  isSlow = true
  const typing = writer.page.keyboard.type(' Pozdní slova.', { delay: 20 })
  await lock(secretary.page)
  await typing
  isSlow = false
  for (const go of late.splice(0)) go()

  const dialog = writer.page.getByRole('dialog', { name: 'Vaše poslední úpravy nebyly přijaty' })
  await dialog.waitFor()
  expect(await dialog.getByLabel('Neuložená slova').inputValue()).toContain('Pozdní slova.')
  await dialog.getByRole('button', { name: 'Kopírovat' }).click()
  await writer.page.getByText('Zkopírováno.').waitFor()
  expect(await writer.page.evaluate(() => navigator.clipboard.readText())).toContain('Pozdní slova.')
  await dialog.getByRole('button', { name: 'Pokračovat s aktuálním textem' }).click()
  await dialog.waitFor({ state: 'detached' })

  for (const { page } of [writer, secretary]) {
    await page.goto(`/materials/${materialId}`)
    await choosePart(page, part)
    await untilText(page, 'Včas napsaná věta.')
    expect((await lettersOf(page)).join('\n')).not.toContain('Pozdní')
    expect(await bodyOf(page).getAttribute('contenteditable')).not.toBe('true')
  }
  const version = await drafter.call('GET', `/materials/${materialId}/versions/1`)
  expect(JSON.stringify(version)).toContain('Včas napsaná věta.')
  expect(JSON.stringify(version)).not.toContain('Pozdní')
  expect([...writer.complaints, ...secretary.complaints]).toEqual([])
})

async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Uzamknout verzi' }).click()
  await dialog.waitFor({ state: 'detached' })
}
