import type { Locator, Page } from 'playwright-core'

/** What people do with disputes on the page of the completion. */

/** Records a meeting about a dispute; nothing may be missing. */
export async function recordMeeting(page: Page, dispute: Locator, present: string, outcome: string): Promise<void> {
  await dispute.getByRole('button', { name: 'Zapsat jednání' }).click()
  const dialog = page.getByRole('dialog', { name: 'Jednání o rozporu' })
  await dialog.getByRole('button', { name: 'Zapsat jednání' }).click()
  await dialog.getByText('Vyplňte toto pole.').first().waitFor()
  await dialog.getByLabel('Přítomni').fill(present)
  await dialog.getByLabel('Závěr').fill(outcome)
  await dialog.getByRole('button', { name: 'Zapsat jednání' }).click()
}

/** Passes a dispute on to the next level, with a reason. */
export async function passOn(page: Page, dispute: Locator, reason: string): Promise<void> {
  await dispute.getByRole('button', { name: 'Postoupit výše' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Důvod').fill(reason)
  await dialog.getByRole('button', { name: 'Postoupit výše' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Does not insist on the comment any more, with a reason. */
export async function giveIn(page: Page, dispute: Locator, reason: string): Promise<void> {
  await dispute.getByRole('button', { name: 'Na připomínce netrvat' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Důvod').fill(reason)
  await dialog.getByRole('button', { name: 'Na připomínce netrvat' }).click()
}

/** Decides a dispute for the comment; a body does so by a resolution, whose number may not be missing. */
export async function uphold(page: Page, dispute: Locator, reason: string, resolution: string): Promise<void> {
  await dispute.getByRole('button', { name: 'Rozhodnout' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rozhodnutí o rozporu' })
  await dialog.getByText('Připomínce se vyhovuje.').click()
  await dialog.getByLabel('Důvod').fill(reason)
  await dialog.getByRole('button', { name: 'Rozhodnout' }).click()
  await dialog.getByText('Vyplňte toto pole.').waitFor()
  await dialog.getByLabel('Číslo usnesení').fill(resolution)
  await dialog.getByRole('button', { name: 'Rozhodnout' }).click()
}

/** Lets a material be finished over a dispute that lasts; by keyboard. */
export async function permitFinalising(page: Page, dispute: Locator, reason: string, resolution: string) {
  await dispute.getByRole('button', { name: 'Povolit dokončení' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Dokončit materiál s trvajícím rozporem' })
  await dialog.getByLabel('Důvod').fill(reason)
  await dialog.getByLabel('Číslo usnesení').fill(resolution)
  await dialog.getByRole('button', { name: 'Povolit dokončení' }).press('Enter')
}
