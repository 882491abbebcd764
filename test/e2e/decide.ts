import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startWriting, visit } from './acts.ts'
import { putCaret, untilSaved } from './words.ts'

/** What people do from the settlement to the lock: disputes, approvals, and what stands in the way. */

const openCompletion = async (page: Page, materialId: string): Promise<void> => {
  await page.goto(`/materials/${materialId}/completion`)
  await page.getByRole('heading', { name: 'Schvalování' }).waitFor()
}

/** Passes the first dispute on to the next level, that of the secretary. */
export async function escalate(page: Page, materialId: string): Promise<void> {
  await openCompletion(page, materialId)
  const dispute = page.getByRole('article', { name: 'Rozpor č. 1' })
  await dispute.getByText('otevřený: zpracovatel a připomínkové místo').waitFor()
  await dispute.getByRole('button', { name: 'Postoupit výše' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Důvod').fill('Odbory se nedohodly.')
  await dialog.getByRole('button', { name: 'Postoupit výše' }).click()
  await dispute.getByText('Odbory se nedohodly.').waitFor()
}

/** Goes from the window of the lock to the dispute that stands in its way, and decides it. */
export async function decideFromLock(page: Page, materialId: string, part: string): Promise<void> {
  await visit(page, materialId, part)
  const dialog = await askForLock(page)
  await dialog.getByText('Šablona vyžaduje schválení a schvalování nebylo zahájeno').waitFor()
  expect(await dialog.getByRole('listitem').count()).toBe(2)
  expect(await dialog.getByRole('button', { name: 'Uzamknout verzi' }).isDisabled()).toBe(true)
  await dialog.getByRole('listitem').filter({ hasText: '1 rozpor není rozhodnut' }).getByRole('link').click()
  const dispute = page.getByRole('article', { name: 'Rozpor č. 1' })
  await dispute.getByRole('button', { name: 'Rozhodnout' }).click()
  const decision = page.getByRole('dialog', { name: 'Rozhodnutí o rozporu' })
  await decision.getByRole('radio', { name: /Platí vypořádání/ }).waitFor()
  await decision.getByLabel('Důvod').fill('Výbor se k darům nevyjadřuje.')
  await decision.getByRole('button', { name: 'Rozhodnout' }).click()
  await dispute.getByText('rozhodnut', { exact: true }).waitFor()
  await page.getByText('1 rozpor není rozhodnut').waitFor({ state: 'detached' })
}

const askForLock = async (page: Page) => {
  await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
  return page.getByRole('alertdialog', { name: 'Uzamknout verzi 1?' })
}

export async function startApproval(page: Page, materialId: string): Promise<void> {
  await openCompletion(page, materialId)
  await page.getByRole('button', { name: 'Zahájit schvalování' }).click()
  await page.getByText('na řadě').waitFor()
}

/** Approves everything that waits, in one act. */
export async function approveAll(page: Page, count: number): Promise<void> {
  await page.goto('/approvals')
  await page
    .getByRole('checkbox', { name: 'Vybrat materiál' })
    .nth(count - 1)
    .waitFor()
  await page.getByText('Vybrat vše').click()
  await page.getByRole('button', { name: `Schválit vybrané (${count})` }).click()
  const dialog = page.getByRole('alertdialog')
  expect(await dialog.getByRole('listitem').count()).toBe(count)
  await dialog.getByRole('button', { name: 'Schválit', exact: true }).click()
  await page.getByText(`Schváleno ${count} materiálů.`).waitFor()
  await page.getByText('Nic nečeká na vaše schválení').waitFor()
}

/** Takes the person's own step of the route. */
export async function approve(page: Page, materialId: string, name: string): Promise<void> {
  await openCompletion(page, materialId)
  await page.getByRole('button', { name: /^Schválit – / }).click()
  await approvalBy(page, name).filter({ hasText: 'platí pro současné znění' }).waitFor()
}

const approvalBy = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** Writes a sentence after the first one of the part. */
export async function writeAfter(page: Page, materialId: string, part: string, quote: string, sentence: string) {
  await visit(page, materialId, part)
  await startWriting(page)
  await putCaret(page, 'after', quote)
  await page.keyboard.type(` ${sentence}`)
  await untilSaved(page)
}

/** Sees that the approval is worth nothing any more and what was written since, and approves that. */
export async function renew(page: Page, materialId: string, name: string, sentence: string): Promise<void> {
  await openCompletion(page, materialId)
  await approvalBy(page, name).getByText('neplatí, text se změnil').waitFor()
  await page.getByText('Od vašeho schválení se text změnil.').waitFor()
  await page.goto('/approvals')
  await page.getByRole('link', { name: 'Co se změnilo' }).click()
  await page.getByRole('heading', { name: 'Porovnání znění', level: 1 }).waitFor()
  await page.locator('ins', { hasText: sentence }).waitFor()
  expect(await page.locator('.compare-text del').count()).toBe(0)
  await approve(page, materialId, name)
}

/**
 * Has the window of the lock open while the last obstacle goes away, then locks.
 * @param remove takes the obstacle away
 */
export async function lockOnceFree(
  page: Page,
  materialId: string,
  part: string,
  remove: () => Promise<void>,
): Promise<void> {
  await visit(page, materialId, part)
  const dialog = await askForLock(page)
  await dialog.getByText('1 krok schvalování chybí').waitFor()
  expect(await dialog.getByRole('listitem').count()).toBe(1)
  const lock = dialog.getByRole('button', { name: 'Uzamknout verzi' })
  expect(await lock.isDisabled()).toBe(true)
  await remove()
  await dialog.getByText('Uzamčení nic nebrání.').waitFor()
  await lock.click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Verze 1' }).waitFor()
}
