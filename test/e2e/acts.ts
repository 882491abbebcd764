import { demoPeople } from '@glosa/auth/demo'
import type { Page } from 'playwright-core'
import { selectWords } from './words.ts'

/** What people do on the pages, in the words that stand there. */

export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Přihlašovací jméno').fill(login)
  await page.getByRole('textbox', { name: 'Heslo' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Přihlásit se' }).click()
  await page.getByRole('heading', { name: 'Moje úkoly', level: 1 }).waitFor()
}

/** The public password of a person of the demo office. */
export const passwordOf = (login: string): string => demoPeople.find((person) => person.login === login)?.password ?? ''

/** Opens a material from the list by its name. */
export async function openMaterial(page: Page, title: string): Promise<void> {
  await page.goto('/materials')
  await page
    .getByRole('link', { name: new RegExp(escaped(title)) })
    .first()
    .click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Shows another part of the material on its page. */
export async function choosePart(page: Page, title: string): Promise<void> {
  await page.locator('.part-switch').getByText(title).click()
  await page.locator(`.material-text .body[aria-label$="${title}"]`).waitFor()
}

/** Changes from reading to writing. */
export async function startWriting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Upravit text' }).click()
  await page.getByRole('textbox', { name: /^Text: / }).waitFor()
}

/** Picks one of the choices of a closed list, by its label. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}

/** Picks a unit or a person by typing. */
export async function find(page: Page, label: string, typed: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed)
  await page.getByRole('option', { name: choice }).first().click()
}

interface NewComment {
  readonly quote: string | null
  readonly text: string
  readonly kind?: 'Zásadní' | 'Doporučující' | 'Formální'
  readonly justification?: string
  readonly wording?: string
  /** What the button says where comments are not lodged at once. */
  readonly verb?: string
}

/** Lodges a comment about selected words, or a general one. */
export async function comment(page: Page, wanted: NewComment): Promise<void> {
  if (wanted.quote === null) await page.getByRole('button', { name: 'Obecná připomínka' }).click()
  else {
    await selectWords(page, wanted.quote)
    await page.getByRole('button', { name: 'Připomínkovat' }).click()
  }
  const form = page.getByRole('form', { name: 'Nová připomínka' })
  if (wanted.kind) await choose(page, 'Druh', wanted.kind)
  await form.getByLabel('Text připomínky').fill(wanted.text)
  if (wanted.justification) await form.getByLabel('Odůvodnění připomínky').fill(wanted.justification)
  if (wanted.wording !== undefined) {
    await form.getByText('Navrhnout jiné znění').click()
    await form.getByLabel('Navržené znění').fill(wanted.wording)
  }
  await form.getByRole('button', { name: wanted.verb ?? 'Uplatnit připomínku' }).click()
  await form.waitFor({ state: 'detached' })
}

/** Ends the round of the material that the page shows. */
export async function closeRound(page: Page): Promise<void> {
  await chooseAct(page, 'Ukončit kolo')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Ukončit kolo' }).click()
  await page.getByText('Kolo je ukončeno').first().waitFor()
}

/** Chooses an act from the menu in the header of the material. */
export async function chooseAct(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: 'Další akce' }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

/** Fills in a day and an hour, segment after segment, as with a keyboard. */
export async function writeMoment(page: Page, label: string, digits: string): Promise<void> {
  await page.getByRole('group', { name: label }).getByRole('spinbutton').first().click()
  await page.keyboard.type(digits)
}

/** Goes to a material by its address and waits for the text of a part. */
export async function visit(page: Page, materialId: string, part: string): Promise<void> {
  await page.goto(`/materials/${materialId}`)
  await choosePart(page, part)
}
