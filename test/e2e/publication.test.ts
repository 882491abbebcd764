import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowserOffice, type BrowserOffice } from './browserOffice.ts'
import { faultsOf } from './faultsOf.ts'

const title = 'Smlouva o dílo – rekonstrukce mostu přes Úpu'

let office: BrowserOffice
beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '' })
})
afterAll(() => office?.close())

/** Selects a whole line of the text that is being redacted, as three clicks do. */
async function selectLine(page: Page, words: string): Promise<void> {
  await page.locator('.redaction-text p').filter({ hasText: words }).first().click({ clickCount: 3 })
}

describe('publishing in the browser', () => {
  it('[PU14] [RZ4] the secretariat removes words, sees what is left elsewhere, publishes and withdraws; everybody reads', async () => {
    const { page, complaints } = await office.enter('pokorna')
    await page.goto('/materials')
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('link', { name: 'Verze 1' }).click()
    await page.getByRole('link', { name: 'Zveřejnění' }).click()
    await page.getByRole('heading', { name: 'Zveřejnění', level: 1 }).waitFor()

    // By search, in every form of the words; then by hand, once more than wanted.
    await page.getByLabel('Najít slova').fill('vozovky')
    await page.getByRole('button', { name: 'Najít a vypustit' }).click()
    await page.getByText(/Vypuštěna\s2\smísta/).waitFor()
    await page
      .getByRole('button', { name: /^Vypuštěno: vozovky/ })
      .first()
      .click()
    const warning = page.getByText(/stojí\sv\skopii ještě jinde/)
    await warning.waitFor()
    expect(await page.getByRole('button', { name: 'Zveřejnit…' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Vypustit všude' }).click()
    await warning.waitFor({ state: 'detached' })
    await selectLine(page, 'Nabídka splnila')
    await page.getByRole('button', { name: 'Vypustit označený text' }).click()
    await page.getByRole('button', { name: /^Vypuštěno: Nabídka splnila/ }).waitFor()
    await page.getByRole('button', { name: 'Převzít text ze zápisu' }).click()
    expect(await faultsOf(page)).toEqual([])

    // Nothing of this is saved yet.
    await page.getByRole('link', { name: 'Materiály', exact: true }).first().click()
    const leaving = page.getByRole('alertdialog', { name: 'Neuložené změny' })
    await leaving.getByRole('button', { name: 'Zůstat' }).click()
    await leaving.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Vypuštěno: Nabídka splnila/ }).waitFor()

    await page.getByRole('button', { name: 'Zveřejnit…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Zveřejnit materiál?' })
    await dialog.getByText(/Vypuštěna\sz\sní\s3\smísta/).waitFor()
    await dialog.getByRole('button', { name: 'Zveřejnit', exact: true }).click()
    await page.getByText(/^Materiál je zveřejněn\sod/).waitFor()
    const address = await page.getByRole('link', { name: 'Otevřít veřejnou stránku' }).getAttribute('href')

    const visitor = await office.open({ viewport: { width: 390, height: 844 } })
    await visitor.page.goto('/public')
    await visitor.page.getByRole('link', { name: title }).click()
    await visitor.page.waitForURL((url) => url.href.split('?')[0] === address)
    await visitor.page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await visitor.page.getByText('Rada kraje schvaluje uzavření smlouvy').waitFor()
    expect(await faultsOf(visitor.page)).toEqual([])
    const document = visitor.page.getByRole('link', { name: 'Text materiálu, verze 1' })
    const pdf = await visitor.page.request.get((await document.getAttribute('href')) ?? '')
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])

    await page.getByRole('button', { name: 'Zrušit zveřejnění' }).click()
    const reason = page.getByRole('dialog', { name: 'Zrušit zveřejnění materiálu' })
    await reason.getByLabel('Důvod').fill('Zveřejněno předčasně')
    await reason.getByRole('button', { name: 'Zrušit zveřejnění' }).click()
    await page.getByText(/^Zveřejnění\szrušil/).waitFor()
    await visitor.page.reload()
    await visitor.page.getByRole('heading', { name: 'Stránka nenalezena' }).waitFor()
    expect([...complaints, ...visitor.complaints]).toEqual([])
  })
})
