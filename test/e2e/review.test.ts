import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, chooseAct, choosePart, closeRound, find, startWriting, visit, writeMoment } from './acts.ts'
import { openBrowserOffice, type BrowserOffice } from './browserOffice.ts'
import { foundDraft, foundInReview } from './reviewedMaterial.ts'
import { bodyOf, putCaret, selectWords, untilSaved } from './words.ts'

const part = 'Návrh usnesení'
const words = 'Rada kraje'

describe('a review in the browser', () => {
  let office: BrowserOffice

  beforeAll(async () => {
    office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
  })
  afterAll(() => office?.close())

  it('[UR11] goes from terms over the sets of units to the closing that shows who was silent', async () => {
    const materialId = await foundDraft(office, 'Zásady pro nakládání s majetkem kraje')
    const drafter = (await office.enter('svobodova')).page
    await visit(drafter, materialId, part)
    await addAnnex(drafter, 'Mapa.pdf')
    await openRound(drafter)

    const clerk = (await office.enter('sedlackova')).page
    await visit(clerk, materialId, part)
    await draftThree(clerk)

    const head = (await office.enter('stastny')).page
    await visit(head, materialId, part)
    await composeAndSend(head)

    await drafter.getByText('1 z 2 dokončilo').waitFor()
    await drafter.getByText('Připomínky (1)').waitFor()
    await chooseAct(drafter, 'Kola připomínek')
    const round = drafter.getByRole('region', { name: '1. kolo' })
    await round
      .getByRole('row', { name: /Odbor právní/ })
      .getByText('1 připomínka')
      .waitFor()
    await round.getByRole('button', { name: 'Akce: Odbor majetkový' }).click()
    await drafter.getByRole('menuitem', { name: 'Změnit lhůtu' }).click()
    await writeMoment(drafter, 'Nová lhůta', '311220311200')
    await drafter.getByRole('dialog').getByRole('button', { name: 'Změnit lhůtu' }).click()
    await round
      .getByRole('row', { name: /Odbor majetkový/ })
      .getByText('31. 12. 2031')
      .waitFor()

    await round.getByRole('button', { name: 'Ukončit kolo' }).click()
    const closing = drafter.getByRole('alertdialog')
    expect(await closing.getByRole('listitem').allInnerTexts()).toEqual(['Odbor majetkový (nepovinné)'])
    await closing.getByRole('button', { name: 'Ukončit kolo' }).click()
    await round.getByText('nevyjádřilo se').waitFor()
    await round.getByText('Ukončeno', { exact: true }).waitFor()

    // After the closing the other unit still offers something; the drafter admits it.
    const late = (await office.enter('krizkova')).page
    await visit(late, materialId, part)
    await late.getByRole('button', { name: 'Obecná připomínka' }).click()
    const form = late.getByRole('form', { name: 'Nová připomínka' })
    await form.getByText('Připomínku můžete podat po termínu').waitFor()
  })

  it('[UR12, VZ8] takes a late comment in, declines another with a reason, and links comments that say the same', async () => {
    const materialId = await foundInReview(office, {
      title: 'Pravidla pro pronájem nebytových prostor',
      invited: ['PRÁV', 'MAJ'],
    })
    const people = await Promise.all(['sedlackova', 'krizkova'].map((login) => office.enter(login)))
    for (const [index, { page }] of people.entries()) {
      await visit(page, materialId, part)
      await lodgeGeneral(page, `Doplnit výši nájemného, návrh ${index + 1}.`)
    }
    const drafter = (await office.enter('svobodova')).page
    await visit(drafter, materialId, part)
    await drafter.getByText('Připomínky (2)').waitFor()
    await drafter.getByRole('button', { name: 'Vybrat více připomínek' }).click()
    for (const number of [1, 2]) {
      await drafter
        .locator('.comment-card', { hasText: `návrh ${number}` })
        .locator('.checkbox')
        .click()
    }
    await drafter.getByRole('button', { name: 'Propojit jako shodné s č. 1' }).click()
    await drafter.getByRole('group', { name: 'Hromadné akce' }).waitFor({ state: 'detached' })
    const { comments } = (await (await office.call('svobodova')).call('GET', `/materials/${materialId}`)) as {
      comments?: { id: string; number: number; duplicateOf: string | null }[]
    }
    const numbered = (number: number) => comments?.find((each) => each.number === number)
    expect(numbered(2)?.duplicateOf).toBe(numbered(1)?.id)

    await closeRound(drafter)
    const late = people[0]?.page
    if (!late) throw new Error('nobody')
    await late.getByRole('button', { name: 'Obecná připomínka' }).click()
    const form = late.getByRole('form', { name: 'Nová připomínka' })
    await form.getByLabel('Text připomínky').fill('Opožděná výtka.')
    await form.getByRole('button', { name: 'Podat po termínu' }).click()
    await form.waitFor({ state: 'detached' })
    await late.getByRole('button', { name: 'Obecná připomínka' }).click()
    await form.getByLabel('Text připomínky').fill('Opožděný nápad.')
    await form.getByRole('button', { name: 'Podat po termínu' }).click()
    await form.waitFor({ state: 'detached' })

    await drafter.goto(`/materials/${materialId}/rounds`)
    const waiting = drafter.getByRole('region', { name: 'Opožděné připomínky' }).getByRole('listitem')
    const offered = waiting.filter({ hasText: 'Opožděná výtka.' })
    await offered.getByRole('button', { name: 'Připustit', exact: true }).click()
    await offered.getByText('Po termínu, připuštěna').waitFor()
    // Another is declined, by keyboard; its author reads why.
    const unwelcome = waiting.filter({ hasText: 'Opožděný nápad.' })
    await unwelcome.getByRole('button', { name: 'Nepřipustit' }).press('Enter')
    await unwelcome.getByLabel('Proč se opožděná připomínka nepřipouští').fill('Netýká se materiálu.')
    await unwelcome.getByLabel('Proč se opožděná připomínka nepřipouští').press('Control+Enter')
    await unwelcome.getByText('Po termínu, nepřipuštěna').waitFor()
    const declined = late.locator('.comment-card', { hasText: 'Opožděný nápad.' })
    await declined.click()
    await declined.getByText('Netýká se materiálu.').waitFor()
    await late.getByText('Nevypořádané (3)').waitFor()
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([])
  })

  it('[UR13] comments on a table and on a picture of the text', async () => {
    const materialId = await foundInReview(office, { title: 'Přehled investičních akcí', invited: ['PRÁV'] })
    const drafter = (await office.enter('svobodova')).page
    await visit(drafter, materialId, part)
    await startWriting(drafter)
    await putCaret(drafter, 'after', words)
    await insertPicture(drafter)
    await drafter.getByRole('button', { name: 'Vložit tabulku' }).click()
    await drafter.keyboard.type('Akce')
    await untilSaved(drafter)

    const clerk = (await office.enter('sedlackova')).page
    await visit(clerk, materialId, part)
    const form = clerk.getByRole('form', { name: 'Nová připomínka' })
    const lodgeAs = async (text: string) => {
      await form.getByLabel('Text připomínky').fill(text)
      await form.getByRole('button', { name: 'Uplatnit připomínku' }).click()
      await form.waitFor({ state: 'detached' })
    }
    await selectWords(clerk, 'Akce')
    await clerk.getByRole('button', { name: 'Připomínkovat', exact: true }).click()
    await choose(clerk, 'Čeho se týká', 'K celé tabulce')
    await lodgeAs('Tabulka nemá součet.')
    await clerk.locator('mark.is-table').getByText('Akce').waitFor()

    await bodyOf(clerk).locator('img[alt=mapa]').click()
    await clerk.getByRole('button', { name: 'Připomínkovat', exact: true }).click()
    await form.getByRole('button', { name: 'Čeho se týká' }).getByText('K obrázku').waitFor()
    await lodgeAs('Obrázek je rozmazaný.')
    await clerk.getByRole('article', { name: /č. 2/ }).click()
    await clerk.getByText('K obrázku: mapa').waitFor()
  })

  it('[UR14] changes parts, details, access and references on the page of the material', async () => {
    const materialId = await foundDraft(office, 'Plán oprav krajských silnic')
    const drafter = (await office.enter('svobodova')).page
    await visit(drafter, materialId, part)
    await chooseAct(drafter, 'Části materiálu')
    const parts = drafter.getByRole('dialog', { name: 'Části materiálu' })
    await parts.getByLabel('Název nové části').fill('Harmonogram')
    await parts.getByRole('button', { name: 'Přidat část' }).click()
    await parts.getByLabel('Název části 4').fill('Harmonogram oprav')
    await parts.getByRole('button', { name: 'Přejmenovat: Harmonogram' }).click()
    await parts.getByRole('button', { name: 'Vyřadit: Důvodová zpráva' }).click()
    await drafter.getByRole('alertdialog').getByRole('button', { name: 'Vyřadit část' }).click()
    await parts.getByLabel('Název části 4').waitFor({ state: 'detached' })
    await parts.getByRole('button', { name: 'Zavřít' }).last().click()

    await chooseAct(drafter, 'Údaje a přístup')
    const details = drafter.getByRole('dialog', { name: 'Údaje a přístup' })
    await details.getByRole('textbox', { name: 'Název' }).fill('Plán oprav silnic')
    await find(drafter, 'Předkladatel', 'kucera', 'Bohumil Kučera')
    await details.getByText('Neveřejný', { exact: true }).click()
    await details.getByRole('button', { name: 'Uložit údaje' }).click()
    await drafter.getByRole('heading', { name: 'Plán oprav silnic', level: 1 }).waitFor()

    const secretary = (await office.enter('pokorna')).page
    await visit(secretary, materialId, part)
    await chooseAct(secretary, 'Údaje a přístup')
    await secretary.getByLabel('Číslo jednací').fill('KÚ 123/2026')
    await secretary.getByRole('button', { name: 'Uložit údaje' }).click()
    await drafter.getByText('Číslo jednací KÚ 123/2026').waitFor()
    const material = await (await office.call('svobodova')).call('GET', `/materials/${materialId}`)
    expect(material).toMatchObject({
      title: 'Plán oprav silnic',
      access: 'non-public',
      sponsor: { displayName: 'Bohumil Kučera' },
      parts: [{ title: 'Předkládací zpráva' }, { title: part }, { title: 'Harmonogram oprav' }],
    })
  })
})

/** One grey pixel as PNG. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

async function insertPicture(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Vložit obrázek' }).click(),
  ])
  await chooser.setFiles({ name: 'mapa.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') })
  await bodyOf(page).locator('img[alt=mapa]').waitFor()
}

async function addAnnex(page: Page, name: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Přidat přílohu' }).click(),
  ])
  await chooser.setFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
  await page.locator('.annexes').getByText(name).waitFor()
}

async function openRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zahájit 1. kolo připomínek' })
  for (const [typed, unit] of [
    ['pravni', 'Odbor právní'],
    ['majetk', 'Odbor majetkový'],
  ] as const) {
    await find(page, 'Útvar nebo osoba', typed, unit)
    await dialog.getByRole('button', { name: 'Přidat' }).click()
  }
  await dialog.getByRole('button', { name: 'Povinnost: Odbor majetkový' }).click()
  await page.getByRole('option', { name: 'nepovinné' }).click()
  await dialog.getByText('10 pracovních dnů').first().waitFor()
  await dialog.getByText('Za útvar vedoucí', { exact: true }).click()
  await choose(page, 'Kdo připomínky uvidí', 'Celý úřad')
  await dialog.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('0 z 2 dokončilo').waitFor()
}

/** A passage with a colleague named, a page of the annex, and one for the whole part. */
async function draftThree(page: Page): Promise<void> {
  await selectWords(page, words)
  await page.getByRole('button', { name: 'Připomínkovat', exact: true }).click()
  const form = page.getByRole('form', { name: 'Nová připomínka' })
  await form.getByText('odesílá vedoucí jako jeden soubor').waitFor()
  await choose(page, 'Druh', 'Zásadní')
  const text = form.getByLabel('Text připomínky')
  await text.fill('Kompetence podle zákona, ')
  await text.press('End')
  await text.pressSequentially('viz @sta')
  await page.getByRole('listbox', { name: 'Koho zmínit' }).getByText('Ondřej Šťastný').waitFor()
  await text.press('Enter')
  expect(await text.inputValue()).toBe('Kompetence podle zákona, viz @Ondřej Šťastný ')
  await form.getByRole('button', { name: 'Předat do připomínek útvaru' }).click()
  await form.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Připomínkovat přílohu Mapa.pdf' }).click()
  await form.getByLabel('Strana').fill('3')
  await form.getByLabel('Text připomínky').fill('Mapa není čitelná.')
  await form.getByRole('button', { name: 'Předat do připomínek útvaru' }).click()
  await form.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Obecná připomínka' }).click()
  await form.getByLabel('Text připomínky').fill('Sjednotit pojmy.')
  await form.getByRole('button', { name: 'Předat do připomínek útvaru' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('Připomínky (3)').waitFor()
}

async function composeAndSend(page: Page): Promise<void> {
  await choosePart(page, part)
  await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
  await page.getByRole('heading', { name: 'Připomínky: Odbor právní', level: 1 }).waitFor()
  const essential = page.getByRole('listitem').filter({ hasText: 'Kompetence podle zákona' })
  await essential.getByText('Před odesláním opravte').waitFor()
  await page.getByText('Mapa.pdf, strana 3').waitFor()

  const general = page.getByRole('listitem').filter({ hasText: 'Sjednotit pojmy.' })
  await general.getByRole('button', { name: 'Nezařadit' }).click()
  await general.getByLabel('Proč se připomínka nezařazuje').fill('Řeší metodika.')
  await general.getByRole('button', { name: 'Nezařadit' }).click()
  await page.getByRole('heading', { name: 'Nezařazené (1)' }).waitFor()

  await essential.getByRole('button', { name: 'Sloučit s touto' }).click()
  const merging = page.getByRole('dialog')
  await merging.getByText('Mapa není čitelná.').click()
  await merging.getByRole('button', { name: 'Sloučit', exact: true }).click()
  await page.getByRole('heading', { name: 'Sloučené (1)' }).waitFor()
  await essential.getByLabel('Odůvodnění připomínky').fill('Zákon č. 129/2000 Sb.')
  await essential.getByRole('button', { name: 'Uložit' }).click()
  await page.getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByText('Odeslaný soubor se už nemění').waitFor()
}

async function lodgeGeneral(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Obecná připomínka' }).click()
  const form = page.getByRole('form', { name: 'Nová připomínka' })
  await form.getByLabel('Text připomínky').fill(text)
  await form.getByRole('button', { name: 'Uplatnit připomínku' }).click()
  await form.waitFor({ state: 'detached' })
}
