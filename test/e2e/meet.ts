import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { writeMoment } from './acts.ts'
import { selectWords } from './words.ts'

/** What people do with a locked material at a meeting. */

const meeting = '1. schůze rady'

/** Plans a meeting, puts the locked material on its agenda and sends the invitations. */
export async function convene(page: Page, title: string): Promise<void> {
  await page.goto('/meetings')
  await page.getByRole('button', { name: 'Naplánovat jednání' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Naplánovat jednání' })
  await dialog.getByLabel('Název').fill(meeting)
  await writeMoment(page, 'Začátek', '150120300900')
  await dialog.getByLabel('Místo').fill('Sál 214')
  await dialog.getByRole('button', { name: 'Naplánovat jednání' }).click()
  await page.getByRole('heading', { name: meeting, level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Přidat na program' }).click()
  const add = page.getByRole('dialog', { name: 'Přidat na program' })
  await add.getByText(title).click()
  // What is not locked is not offered.
  expect(await add.getByRole('checkbox').count()).toBe(1)
  await add.getByRole('button', { name: 'Přidat 1 materiál' }).click()
  await page.getByRole('article', { name: new RegExp(title) }).waitFor()
  await page.getByRole('button', { name: 'Svolat jednání' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Svolat jednání' }).click()
  await page.getByText('svoláno', { exact: true }).waitFor()
}

export async function openMeeting(page: Page): Promise<void> {
  await page.goto('/meetings')
  await page.getByRole('link', { name: meeting }).first().click()
  await page.getByRole('heading', { name: meeting, level: 1 }).waitFor()
}

/** Reads a paper of the meeting and keeps a private note at some of its words. */
export async function readAndNote(page: Page, title: string, part: string, quote: string, note: string) {
  await openMeeting(page)
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('button', { name: new RegExp(`^${part}`) }).click()
  await selectWords(page, quote)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Poznámka k výběru' }).click()
  await page.getByLabel('Nová poznámka').fill(note)
  await page.getByRole('button', { name: 'Uložit poznámku' }).click()
  await page.getByRole('list', { name: 'Vaše poznámky' }).getByText(note).waitFor()
}
