import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Download, Page } from 'playwright-core'
import { find } from './acts.ts'

/** What people do with rounds and files on the pages. */

const run = promisify(execFile)

/** Tomorrow at noon, as the segments of a date take it. */
export function tomorrow(): string {
  const [year, month, day] = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).split('-')
  return `${day}${month}${year}1200`
}

/** Prepares a round in which the units are asked, each found by what is typed. */
export async function plan(page: Page, ...asked: readonly (readonly [string, string])[]): Promise<void> {
  await page.getByRole('button', { name: 'Připravit kolo' }).click()
  const dialog = page.getByRole('dialog', { name: /Připravit \d\. kolo/ })
  for (const [typed, unit] of asked) {
    await find(page, 'Útvar nebo osoba', typed, unit)
    await dialog.getByRole('button', { name: 'Přidat' }).click()
  }
  await dialog.getByRole('button', { name: 'Uložit přípravu' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Opens a menu of files and takes one. */
export async function download(page: Page, menu: string, file: string): Promise<Download> {
  await page.getByRole('button', { name: menu }).click()
  const arrived = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: file }).click()
  return arrived
}

/** A step of an approval route, as the settings of the office have it. */
export const step = (id: string, stage: number, approver: object, flag: string | null = null) => ({
  id,
  name: null,
  stage,
  approver,
  flag,
})

/** The words of a PDF, in the order of reading. */
export const wordsOf = async (pdf: string): Promise<string> =>
  (await run('pdftotext', [pdf, '-'])).stdout.replaceAll(/\s+/g, ' ')
