import { opaqueIdFrom, type CommentId } from '@glosa/domain/model'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { choose, comment, startWriting, visit } from './acts.ts'
import { openBrowserOffice, type BrowserOffice, type Desk } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'
import { putCaret, untilSaved } from './words.ts'

const part = 'Předkládací zpráva'
let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
})
afterAll(() => office?.close())

it('[UD4, UD5, UD6, UD7, UD8, UD9, UD10, VZ6] comments are settled in the table, released, answered, disputed and kept from the lock', async () => {
  await letDrafterRelease()
  const materialId = await foundInReview(office, { title: 'Vypořádání v tabulce', invited: ['PRÁV', 'MAJ', 'ŠKS'] })
  const lawyer = await office.enter('stastny')
  await visit(lawyer.page, materialId, part)
  await comment(lawyer.page, {
    quote: 'rozhodnout a proč',
    text: 'Orgán kraje schvaluje.',
    wording: 'schválit a proč',
  })
  await say(materialId, 'stastny', 'Chybí soulad se zákonem o rozpočtových pravidlech.', 'essential')
  await say(materialId, 'krizkova', 'Doplnit přehled vozidel.', 'advisory')
  await say(materialId, 'ruzicka', 'Doplnit přehled vozidel škol.', 'advisory')
  const author = await office.call('svobodova')
  await author.call('POST', `/materials/${materialId}/round/close`)

  const drafter = await office.enter('svobodova')
  await settleByKeyboard(drafter.page, materialId)
  await openTable(lawyer.page, materialId)
  await lawyer.page.getByText('0 z 4 vypořádáno').waitFor()
  expect(await row(lawyer.page, 2).textContent()).not.toContain('Neakceptováno')
  await release(drafter.page, lawyer.page)

  await answer(lawyer.page)
  await author.call('POST', `/materials/${materialId}/approval`)
  await lawyer.page.goto(`/materials/${materialId}?comment=${await idOf(materialId, 2)}`)
  await lawyer.page.getByRole('link', { name: '1 otevřený rozpor' }).waitFor()
  await lawyer.page.getByRole('link', { name: 'Schvalování: 0 z 1' }).waitFor()
  await lawyer.page.getByRole('article', { name: /č. 2/ }).getByText('Trvá na připomínce').waitFor()

  await rewrite(drafter.page, materialId)
  await seeObstacles(materialId)
  await acknowledge(drafter.page, materialId)
  expect([...lawyer.complaints, ...drafter.complaints]).toEqual([])
})

/** Settlements are prepared first, and approval asks one person. */
async function letDrafterRelease(): Promise<void> {
  const administrator = await office.call('spravce')
  const change = async (of: (template: object) => object) => {
    const { sequence, settings } = (await administrator.call('GET', '/office/settings')) as Answered
    await administrator.call('PATCH', '/office/settings', { sequence, change: of(settings?.templates[0] ?? {}) })
  }
  await change(() => ({ section: 'settlement', settlement: { release: 'by-drafter', reactionDays: 3 } }))
  const steps = [{ id: 'lead', name: null, stage: 1, approver: { by: 'lead-unit-head' }, flag: null }]
  await change((template) => ({
    section: 'template',
    template: { ...template, approval: { isRequired: false, steps } },
  }))
}

interface Answered {
  readonly sequence?: number
  readonly settings?: { readonly templates: readonly object[] }
}

/** Lodges a comment about the whole material without the pages. */
async function say(materialId: string, login: string, text: string, kind: 'essential' | 'advisory'): Promise<void> {
  const person = await office.call(login)
  const commentId = opaqueIdFrom<CommentId>(crypto.getRandomValues(new Uint8Array(60)))
  const justification = kind === 'essential' ? 'Zákon č. 250/2000 Sb.' : null
  const words = { commentId, kind, text, justification, proposedWording: null, place: { at: 'material' } }
  await person.call('POST', `/materials/${materialId}/comments`, words)
}

async function idOf(materialId: string, number: number): Promise<string> {
  const { comments } = (await (await office.call('svobodova')).call('GET', `/materials/${materialId}`)) as {
    comments?: { id: string; number: number }[]
  }
  return comments?.find((one) => one.number === number)?.id ?? ''
}

async function openTable(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await row(page, 4).waitFor()
}

const row = (page: Page, number: number) => page.getByRole('row', { name: `Připomínka č. ${number}` })
const isFocused = (page: Page, number: number) => row(page, number).and(page.locator(':focus')).waitFor()

/** One by one, with a reason that the verdict needs; then the last two as saying the same. */
async function settleByKeyboard(page: Page, materialId: string): Promise<void> {
  await openTable(page, materialId)
  await choose(page, 'Vypořádání připomínky č. 1', 'Akceptovat a zapsat znění do textu')
  await page.getByText('Navržené znění je v textu.').waitFor()
  await row(page, 1).focus()
  await page.keyboard.press('j')
  await isFocused(page, 2)
  await page.keyboard.press('3')
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement)
  await page.keyboard.type('Soulad dokládá důvodová zpráva.')
  await page.keyboard.press('Control+Enter')
  await isFocused(page, 2)
  // To the comment beside its text, and back to the line one came from.
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: /č\. 2/ }).waitFor()
  await page.goBack()
  await isFocused(page, 2)
  for (const number of [3, 4]) {
    await page.keyboard.press('j')
    await isFocused(page, number)
    await page.keyboard.press('x')
  }
  await page.getByRole('button', { name: 'Označit jako shodné' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Označit jako shodné' }).click()
  await row(page, 4).getByText('Shodná s č. 3').waitFor()
  await page.getByRole('checkbox', { name: 'Vybrat připomínku č. 3' }).press('Space')
  await page.getByRole('checkbox', { name: 'Vybrat připomínku č. 4' }).press('Space')
  await page.getByRole('button', { name: 'Vypořádat vybrané' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Vypořádání/ }).click()
  await page.getByRole('option', { name: 'Vysvětleno' }).click()
  await dialog.getByLabel('Odůvodnění').fill('Přehled je v příloze rozpočtu.')
  await dialog.getByRole('button', { name: 'Vypořádat', exact: true }).click()
  await page.getByText('4 vypořádání jsou připravena').waitFor()
}

/** What was prepared is shown, and stands in the other's table without reloading it. */
async function release(page: Page, other: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zveřejnit připomínkovým místům' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Zveřejnit' }).click()
  await page.getByText('4 z 4 vypořádáno').waitFor()
  await row(other, 2).getByText('Neakceptováno').waitFor()
}

async function answer(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^K vašemu vyjádření/ }).click()
  await row(page, 1).getByRole('button', { name: 'Souhlasit' }).click()
  await row(page, 1).getByText('Souhlasí').waitFor()
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByLabel('Proč na připomínce trváte').fill('Důvodová zpráva o zákonu mlčí.')
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByRole('link', { name: 'Rozpor č. 1' }).waitFor()
}

/** The drafter writes into words that were accepted. */
async function rewrite(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, part)
  await startWriting(page)
  await putCaret(page, 'after', 'schválit')
  await page.keyboard.type(' neprodleně')
  await untilSaved(page)
}

async function seeObstacles(materialId: string): Promise<void> {
  const secretary: Desk = await office.enter('pokorna')
  const { page } = secretary
  await openTable(page, materialId)
  await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('1 akceptované znění bylo později přepsáno').waitFor()
  await dialog.getByText('1 krok schvalování chybí').waitFor()
  expect(await dialog.getByRole('button', { name: 'Uzamknout verzi' }).isDisabled()).toBe(true)
  await dialog.getByRole('listitem').filter({ hasText: '1 rozpor není rozhodnut' }).getByRole('link').click()
  await page.getByRole('heading', { name: 'Rozpory' }).waitFor()
  expect(secretary.complaints).toEqual([])
}

async function acknowledge(page: Page, materialId: string): Promise<void> {
  await openTable(page, materialId)
  const warning = page.locator('.notice', { hasText: '1 akceptované znění bylo později přepsáno' })
  await warning.getByText('neprodleně').waitFor()
  await warning.getByRole('button', { name: 'Vzít na vědomí' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Důvod').fill('Jde o upřesnění bez změny obsahu.')
  await dialog.getByRole('button', { name: 'Vzít na vědomí' }).click()
  await warning.waitFor({ state: 'detached' })
}
