import { generateSync } from 'otplib'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { passwordOf } from './acts.ts'
import type { Desk } from './browserOffice.ts'
import { faultsOf } from './faultsOf.ts'

/** What people do with their factors. */

/** Signs in as far as the password goes. */
export async function showPassword({ page }: Desk, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Přihlašovací jméno').fill(login)
  await page.getByRole('textbox', { name: 'Heslo' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Přihlásit se', exact: true }).click()
}

/** An authenticator with a PIN in the person’s hand, which does what it is asked. */
export async function plugIn(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Waits until somebody is in. */
export const tasks = (page: Page) => page.getByRole('heading', { level: 1, name: 'Moje úkoly' }).waitFor()
/** The dialog that asks for a factor before an act. */
export const stepUp = (page: Page): Locator => page.getByRole('dialog', { name: 'Potvrďte svou totožnost' })

/** Sets up an authenticator application in the form that is shown. @returns its codes by 30-second steps */
export async function setUpApplication(page: Page): Promise<(step: number) => string> {
  await page.getByRole('button', { name: 'Nastavit ověřovací aplikaci' }).click()
  await page.getByRole('img', { name: 'QR kód pro ověřovací aplikaci' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  const secret = (await page.locator('code.factor-secret').textContent()) ?? ''
  const codeAt = (step: number) => generateSync({ secret, epoch: step * 30 })
  await page.getByLabel('Kód z ověřovací aplikace').fill(codeAt(Math.floor(Date.now() / 30_000)))
  await page.getByRole('button', { name: 'Potvrdit', exact: true }).click()
  return codeAt
}

/** Reads the ten recovery codes and goes on. */
export async function keepRecoveryCodes(page: Page): Promise<void> {
  await page.locator('.recovery-codes li').first().waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(await page.locator('.recovery-codes li').count()).toBe(10)
  await page.getByRole('button', { name: 'Mám uloženo, pokračovat' }).click()
}
