import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { choose, chooseAct, choosePart, closeRound, comment, find, startWriting, visit } from './acts.ts'
import { openBrowserOffice, type BrowserOffice, type Desk } from './browserOffice.ts'
import { foundDraft } from './reviewedMaterial.ts'
import { lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const minutes = 60_000
const title = 'Poskytnutí daru obci Horní Lhota'
const resolution = 'Návrh usnesení'
const sum = 'Částka neodpovídá rozpočtu.'
const opinion = 'Chybí stanovisko finančního výboru.'

let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
}, 2 * minutes)
afterAll(() => office?.close())

it(
  '[EE30] people of several units go through the whole procedure',
  async () => {
    await demandApproval()
    const materialId = await foundDraft(office, title)
    const people = await enter('svobodova', 'sedlackova', 'stastny', 'krizkova')
    const [drafter, clerk, lawyer, owner] = people.map(({ page }) => page)
    if (!drafter || !clerk || !lawyer || !owner) throw new Error('nobody came')

    await prepare(drafter, materialId)
    await openFirstRound(drafter)
    await draftForUnit(clerk, materialId)
    await sendForUnit(lawyer, materialId)
    await answerUnseen(owner, materialId)
    await closeRound(drafter)
    await owner.getByText(sum).waitFor()
    await settle(drafter, materialId)
    await insist(lawyer, materialId)
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([])
  },
  8 * minutes,
)

const enter = (...logins: string[]): Promise<Desk[]> => Promise.all(logins.map((login) => office.enter(login)))

/** The office asks the head of the lead unit and the sponsor to approve every material. */
async function demandApproval(): Promise<void> {
  const administrator = await office.call('spravce')
  const { sequence, settings } = (await administrator.call('GET', '/office/settings')) as {
    sequence?: number
    settings?: { templates: { approval: object }[] }
  }
  const template = settings?.templates[0]
  await administrator.call('PATCH', '/office/settings', {
    sequence,
    change: { section: 'template', template: { ...template, approval: { ...template?.approval, isRequired: true } } },
  })
}

/** The sponsor is named, and the resolution written. */
async function prepare(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await chooseAct(page, 'Údaje a přístup')
  const details = page.getByRole('dialog', { name: 'Údaje a přístup' })
  await find(page, 'Předkladatel', 'kucera', 'Bohumil Kučera')
  await details.getByRole('button', { name: 'Uložit údaje' }).click()
  await details.waitFor({ state: 'detached' })
  await startWriting(page)
  await putCaret(page, 'after', 'schvaluje …')
  await page.keyboard.type(' poskytnutí daru ve výši 100 mil. Kč obci Horní Lhota;')
  await untilSaved(page)
  await page.getByRole('button', { name: 'Ukončit úpravy' }).click()
}

/** Units answer by their heads, and see what others say after the round only. */
async function openFirstRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zahájit 1. kolo připomínek' })
  for (const [typed, unit] of [
    ['pravni', 'Odbor právní'],
    ['majetk', 'Odbor majetkový'],
  ] as const) {
    await find(page, 'Útvar nebo osoba', typed, unit)
    await dialog.getByRole('button', { name: 'Přidat' }).click()
  }
  await dialog.getByText('Za útvar vedoucí', { exact: true }).click()
  await dialog.getByText('Až po lhůtě', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('0 z 2 dokončilo').waitFor()
}

const toUnit = 'Předat do připomínek útvaru'

async function draftForUnit(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await comment(page, {
    quote: 've výši 100 mil. Kč',
    kind: 'Zásadní',
    text: sum,
    justification: 'Rozpočet kraje počítá se 120 miliony.',
    wording: 've výši 120 mil. Kč',
    verb: toUnit,
  })
  await comment(page, { quote: null, kind: 'Zásadní', text: opinion, justification: 'Zvyklost.', verb: toUnit })
}

/** The head words what the clerk drafted anew, and sends it. */
async function sendForUnit(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
  const draft = page.getByRole('listitem').filter({ hasText: opinion })
  await draft.getByRole('button', { name: 'Upravit' }).click()
  await draft.getByLabel('Odůvodnění připomínky').fill('Jednací řád výboru, čl. 4.')
  await draft.getByRole('button', { name: 'Uložit' }).click()
  await draft.getByText('Jednací řád výboru, čl. 4.').waitFor()
  await page.getByRole('button', { name: 'Odeslat 2 připomínky za útvar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 2 připomínky za útvar' }).click()
  await page.getByText('Odeslaný soubor se už nemění').waitFor()
}

/** Another unit does not know what the first one sent. */
async function answerUnseen(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await page.getByText('Připomínky ostatních se zpřístupní po lhůtě.').waitFor()
  await comment(page, { quote: 'obci Horní Lhota', text: 'Uvést IČO obce.', verb: toUnit })
  await page.getByText('Připomínky (1)').waitFor()
  expect(await page.getByText(sum).count()).toBe(0)
  const known = await (await office.call('krizkova')).call('GET', `/materials/${materialId}`)
  expect(JSON.stringify(known)).toContain('Uvést IČO obce.')
  expect(JSON.stringify(known)).not.toContain(sum)
  await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
  await page.getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByText('Odeslaný soubor se už nemění').waitFor()
  await visit(page, materialId, resolution)
}

const row = (page: Page, number: number) => page.getByRole('row', { name: `Připomínka č. ${number}` })

/** The proposal goes into the text, the second comment is not accepted. */
async function settle(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await choose(page, 'Vypořádání připomínky č. 1', 'Akceptovat a zapsat znění do textu')
  await page.getByText('Navržené znění je v textu.').waitFor()
  await choose(page, 'Vypořádání připomínky č. 2', 'Neakceptováno')
  await row(page, 2).getByRole('textbox').fill('Výbor věc neprojednává.')
  await row(page, 2).getByRole('button', { name: 'Uložit' }).click()
  await choose(page, 'Vypořádání připomínky č. 3', 'Akceptováno')
  await page.getByText('3 z 3 vypořádáno').waitFor()
  await visit(page, materialId, resolution)
  await untilText(page, 've výši 120 mil. Kč obci Horní Lhota')
  expect((await lettersOf(page)).join('\n')).not.toContain('100 mil.')
}

async function insist(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await row(page, 1).getByRole('button', { name: 'Souhlasit' }).click()
  await row(page, 1).getByText('Souhlasí').waitFor()
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByLabel('Proč na připomínce trváte').fill('Dar přesahuje mez pro výbor.')
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByRole('link', { name: 'Rozpor č. 1' }).waitFor()
}
