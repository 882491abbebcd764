import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passwordOf } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice, type Desk } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'

const title = 'Jen klávesnicí'
let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
})
afterAll(() => office?.close())

it('[EE9] signs in, comments, settles and locks with the keyboard alone', async () => {
  await foundInReview(office, { title, invited: ['PRÁV'] })
  const reviewer = await office.open()
  await signIn(reviewer.page, 'sedlackova')
  await openMaterial(reviewer.page)
  await comment(reviewer.page)

  const drafter = await office.open()
  await signIn(drafter.page, 'svobodova')
  await openMaterial(drafter.page)
  await closeRound(drafter.page)
  await settle(drafter.page)

  const secretary = await office.open()
  await signIn(secretary.page, 'pokorna')
  await openMaterial(secretary.page)
  await lock(secretary.page)
  expect([reviewer, drafter, secretary].flatMap((desk: Desk) => desk.complaints)).toEqual([])
})

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Přihlásit se' }).waitFor()
  await walkTo(page, 'Přihlašovací jméno')
  await page.keyboard.type(login)
  await walkTo(page, 'Heslo')
  await page.keyboard.type(passwordOf(login))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Moje úkoly', level: 1 }).waitFor()
}

/** Finds the material by its name, wherever the person is. */
async function openMaterial(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('jen klavesnici')
  // Only when the list has caught up with the letters does the arrow mean what is seen.
  const found = page.getByRole('dialog').getByRole('menuitem')
  await expect
    .poll(() => found.allInnerTexts(), { timeout: patience })
    .toEqual([expect.stringContaining(title), expect.stringContaining('Hledat všude')])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await page.locator('.material-text .body').waitFor()
}

/** Goes to the text, selects its first words with the keys of the browser, and comments them. */
async function comment(page: Page): Promise<void> {
  await walkTo(page, 'Text: Předkládací zpráva')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Alt+m')
  const form = page.getByRole('form', { name: 'Nová připomínka' })
  await form.waitFor()
  await page.keyboard.type('Celý text je jen šablona.')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+Enter')
  await page.waitForFunction(() => document.activeElement?.matches('.comment-card') === true)
}

async function closeRound(page: Page): Promise<void> {
  await walkTo(page, 'Další akce')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await page.keyboard.type('uko')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Ukončit kolo')
  await page.keyboard.press('Enter')
  await confirm(page, 'Ukončit kolo')
}

/** Tells the verdict with one key in the row of the table. */
async function settle(page: Page): Promise<void> {
  await walkTo(page, 'Vypořádání')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Vypořádání připomínek' }).waitFor()
  await walkTo(page, 'Připomínka č. 1')
  await page.keyboard.press('n')
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement)
  await page.keyboard.type('Text se doplní po projednání.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('1 z 1 vypořádáno').waitFor()
}

async function lock(page: Page): Promise<void> {
  await walkTo(page, 'Uzamknout verzi')
  await page.keyboard.press('Enter')
  await confirm(page, 'Uzamknout verzi')
  await page.getByText('Uzamčená verze 1').waitFor()
}

/** The question starts on the safe answer; the other is one step away. */
async function confirm(page: Page, verb: string): Promise<void> {
  const dialog = page.getByRole('alertdialog')
  await dialog.waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent === 'Zrušit')
  await walkTo(page, verb)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

/** Presses Tab until what bears the name has the focus, which must be seen. */
async function walkTo(page: Page, name: string): Promise<void> {
  const seen: string[] = []
  for (let steps = 0; steps < 60; steps += 1) {
    const [current, isShown] = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) return ['', true] as const
      const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : []
      const words = focused.getAttribute('aria-label') ?? labels.map((label) => label.textContent).join(' ')
      const { outlineStyle, boxShadow } = getComputedStyle(focused)
      const ring = focused.closest('.input-combo') ? 'group' : outlineStyle + boxShadow
      return [(words || focused.textContent).replaceAll(/\s+/g, ' ').trim(), ring !== 'nonenone'] as const
    })
    if (current === name || current === `${name} *`) {
      expect(isShown, `the focus on ${name} is seen`).toBe(true)
      return
    }
    seen.push(current)
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached by Tab: ${name}; passed ${seen.join(' → ')}`)
}
