import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowserOffice, patience, type BrowserOffice, type Desk } from './browserOffice.ts'

let office: BrowserOffice
beforeAll(async () => {
  office = await openBrowserOffice({ GLOSA_SECOND_FACTOR: 'by-role', GLOSA_DEMO_MATERIALS: 'no' })
}, 120_000)
afterAll(() => office.close())

async function signIn({ page }: Desk, login: string) {
  await page.goto(`${office.url}/sign-in`)
  await page.locator('input[autocomplete="username"]').fill(login)
  await page.locator('input[autocomplete="current-password"]').fill(`Heslo-${login}`)
  await page.locator('form button[type="submit"]').click()
}

describe('a second factor in the browser', () => {
  it('[UA4] is set up at the first sign-in and shown at the next', { timeout: 120_000 }, async () => {
    const desk = await office.open({ locale: 'cs-CZ' })
    const { page } = desk
    page.setDefaultTimeout(patience)
    await signIn(desk, 'pokorna')
    await page.getByRole('button', { name: 'Nastavit ověřovací aplikaci' }).click()
    const secret = (await page.locator('code.factor-secret').textContent()) ?? ''
    const step = Math.floor(Date.now() / 30_000)
    const codeAt = (at: number) => generateSync({ secret, epoch: at * 30 })
    await page.locator('input[autocomplete="one-time-code"]').fill(codeAt(step))
    await page.getByRole('button', { name: 'Potvrdit' }).click()
    await page.locator('.recovery-codes li').first().waitFor()
    expect(await page.locator('.recovery-codes li').count()).toBe(10)
    await page.getByRole('button', { name: 'Mám uloženo, pokračovat' }).click()
    await page.getByRole('heading', { level: 1, name: 'Moje úkoly' }).waitFor()
    expect(desk.complaints).toEqual([])

    const again = await office.open({ locale: 'cs-CZ' })
    again.page.setDefaultTimeout(patience)
    await signIn(again, 'pokorna')
    await again.page.locator('input[autocomplete="one-time-code"]').fill(codeAt(step + 1))
    await again.page.getByRole('button', { name: 'Potvrdit' }).click()
    await again.page.getByRole('heading', { level: 1, name: 'Moje úkoly' }).waitFor()
    expect(again.complaints).toEqual([])
  })
})
