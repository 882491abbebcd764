import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../counterparts/freePort.ts'
import { startIdentityProvider, type IdentityProvider } from '../support/identityProvider.ts'
import { choose, find, passwordOf } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice, type Desk } from './browserOffice.ts'
import { keepRecoveryCodes, plugIn, setUpApplication, showPassword, stepUp, tasks } from './factorActs.ts'
import { faultsOf } from './faultsOf.ts'
import { day, unitsOf } from './withoutPages.ts'

const trustedName = 'Přihlášení úřadu'

let folder: string
let idp: IdentityProvider
let office: BrowserOffice
let materialId: string
let administrator: Desk
let secretary: Desk
let secondAdministrator: Desk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glosa-identity-'))
  const port = await freePort()
  idp = await startIdentityProvider(`http://localhost:${port}`, 'sso')
  const clientSecretFile = join(folder, 'client-secret')
  await writeFile(clientSecretFile, `${idp.clientSecret}\n`, { mode: 0o600 })
  const provider = {
    id: 'sso',
    name: trustedName,
    issuer: idp.issuer,
    clientId: idp.clientId,
    clientSecretFile,
    link: { claim: 'preferred_username', to: 'login' },
    claimsFrom: 'userinfo',
    trust: { acr: { 'urn:glosa:mfa': 'any', 'urn:glosa:hardware': 'phishing-resistant' } },
  }
  const providers = join(folder, 'providers.json')
  await writeFile(providers, JSON.stringify({ providers: [provider] }))
  office = await openBrowserOffice({
    PORT: String(port),
    GLOSA_OIDC_FILE: providers,
    GLOSA_SECOND_FACTOR: 'by-role',
    GLOSA_DEMO_MATERIALS: 'no',
    MONGODB_URL: '',
  })
  materialId = await foundForLock()
  administrator = await office.open()
  secretary = await office.open()
})
afterAll(async () => {
  await office?.close()
  await idp?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A material without comments whose round is over: only the lock is left. */
async function foundForLock(): Promise<string> {
  const drafter = await office.call('svobodova')
  const unitOf = await unitsOf(drafter)
  const created = await drafter.call('POST', '/materials', {
    title: 'Zámek s ověřením',
    template: 'internal-directive',
    leadUnitId: unitOf('EKO'),
    access: 'office',
  })
  const path = `/materials/${String(created['id'])}`
  await drafter.call('POST', `${path}/invitations`, { right: 'comment', unitId: unitOf('PRÁV') })
  await drafter.call('POST', `${path}/round`, { closesAt: Date.now() + 7 * day })
  await drafter.call('POST', `${path}/round/close`)
  return String(created['id'])
}

const lockDialog = (page: Page) => page.getByRole('alertdialog', { name: /Uzamknout verzi/ })

describe('identity in the browser', () => {
  it('[UA5] a passkey is set up at the first sign-in and opens the next one', async () => {
    const { page, context, complaints } = administrator
    await plugIn(context, page)
    await showPassword(administrator, 'spravce')
    await page.getByRole('button', { name: 'Nastavit přístupový klíč' }).click()
    await keepRecoveryCodes(page)
    await tasks(page)
    await page
      .locator('.top')
      .getByRole('button', { name: /Lukáš Vlček/ })
      .click()
    await page.getByRole('menuitem', { name: 'Odhlásit se' }).click()
    await page.getByRole('heading', { name: 'Přihlášení', level: 1 }).waitFor()

    await showPassword(administrator, 'spravce')
    const usePasskey = page.getByRole('button', { name: 'Použít přístupový klíč' })
    await usePasskey.waitFor()
    expect(await page.getByRole('button', { name: trustedName }).count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
    await usePasskey.click()
    await tasks(page)
    expect(complaints).toEqual([])
  })

  it('[UA6] [IZ11] administrators set who shows which factor when, and read it in the audit log', async () => {
    const { page, complaints } = administrator
    await page.getByRole('link', { name: 'Správa' }).click()
    await page.getByRole('heading', { name: 'Adresář', level: 1 }).waitFor()
    await page.getByLabel('Přihlašovací jméno').fill('pokorna')
    await page.getByRole('button', { name: 'Zjistit' }).click()
    await page.getByText('sekretariat-rady', { exact: true }).last().waitFor()

    await page.getByRole('link', { name: 'Druhé faktory' }).click()
    await choose(page, 'Druhý faktor: uzamknout, pečetit, zveřejnit', 'jen přístupový klíč')
    await choose(page, 'Druhý faktor: spravovat', 'jen přístupový klíč')
    await page.getByRole('button', { name: 'Uložit pravidla' }).click()
    await page.getByText('Pravidla platí, i pro otevřená přihlášení.').waitFor()

    await page.getByRole('link', { name: 'Auditní záznam' }).click()
    await page.getByRole('row', { name: /Změněna pravidla druhých faktorů.*Lukáš Vlček/ }).waitFor()
    await page.getByRole('button', { name: 'Ověřit řetězec' }).click()
    await page.getByText(/^V\spořádku: /).waitFor()

    // What is chosen is shown and saved, and the file says what it is.
    await choose(page, 'Druh záznamu', 'Změna pravidel')
    await page
      .getByRole('row', { name: /Přihlášení heslem/ })
      .first()
      .waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /Změněna pravidla druhých faktorů.*Lukáš Vlček/ }).waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Uložit výběr' }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toBe('glosa-audit-vyber.ndjson')
    const [head = ''] = (await readFile(await saved.path(), 'utf8')).split('\n')
    expect(JSON.parse(head)).toMatchObject({ selection: { type: 'second-factor-policy-changed' }, entries: 1 })
    expect(complaints).toEqual([])
  })

  it('[UA8] the settings of the office are edited, kept with who did it, and never over somebody else’s change', async () => {
    const { page, complaints } = administrator
    await page.goto('/administration/settings?section=settlement')
    const days = page.getByRole('textbox', { name: 'Lhůta na vyjádření' })
    await days.fill('5')
    await days.blur()
    const other = await administrator.context.newPage()
    await other.goto('/administration/settings?section=settlement')
    await other.getByText('Až je uvolní zpracovatel').click()
    await other.getByRole('button', { name: 'Uložit', exact: true }).click()
    await other.getByText('Nastavení je uloženo.').waitFor()
    await other.close()

    await page.getByRole('button', { name: 'Uložit', exact: true }).click()
    await page.getByText('Nastavení mezitím změnil někdo jiný', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Načíst současné' }).click()
    await page.getByRole('radio', { name: /Až je uvolní zpracovatel/, checked: true }).waitFor()
    await days.fill('5')
    await days.blur()
    await page.getByRole('button', { name: 'Uložit', exact: true }).click()
    await page.getByText('Nastavení je uloženo.').waitFor()
    await page.getByRole('radiogroup', { name: 'Část nastavení' }).getByText('Historie změn').click()
    await page
      .getByRole('row', { name: /Lhůta na vyjádření: 3.pracovní dny → 5.pracovních dnů.*Lukáš Vlček/ })
      .waitFor()
    expect(complaints).toEqual([])
  })

  it('[UA4] a secretary sets up an application, with ten recovery codes shown once, and shows it at the next sign-in', async () => {
    const { page, complaints } = secretary
    await showPassword(secretary, 'pokorna')
    const codeAt = await setUpApplication(page)
    const used = Math.floor(Date.now() / 30_000)
    await keepRecoveryCodes(page)
    await tasks(page)
    await page.context().clearCookies()
    await showPassword(secretary, 'pokorna')
    await page.getByLabel('Kód z ověřovací aplikace').fill(codeAt(used + 1))
    await page.getByRole('button', { name: 'Potvrdit', exact: true }).click()
    await tasks(page)
    expect(complaints).toEqual([])
  })

  it('[UA1] [UA2] the lock asks for a stronger factor; given up nothing is locked, confirmed it goes on by itself', async () => {
    const { page, context, complaints } = secretary
    await plugIn(context, page)
    await page.goto(`/materials/${materialId}`)
    await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
    const verb = lockDialog(page).getByRole('button', { name: 'Uzamknout verzi' })
    await verb.click()
    await stepUp(page).getByRole('button', { name: 'Nastavit přístupový klíč' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await stepUp(page).getByRole('button', { name: 'Zavřít' }).click()
    await stepUp(page).waitFor({ state: 'detached' })
    await lockDialog(page).getByRole('alert').waitFor()
    const drafter = await office.call('svobodova')
    const events = await drafter.call('GET', `/materials/${materialId}/events`)
    expect(JSON.stringify(events)).not.toContain('material-locked')

    await verb.click()
    await stepUp(page).getByRole('button', { name: 'Nastavit přístupový klíč' }).click()
    await stepUp(page).waitFor({ state: 'detached' })
    await page.getByText('Verze 1 je uzamčena.').waitFor()
    expect(complaints).toEqual([])
  })

  it('[UA7] a lost factor is dealt with by two administrators: the open page ends, and a code opens a new beginning', async () => {
    const { page } = administrator
    await page.goto('/administration/factors')
    await page.getByRole('button', { name: 'Nahlásit ztrátu' }).click()
    const ask = page.getByRole('dialog', { name: 'Nahlásit ztrátu druhého faktoru' })
    await find(page, 'Osoba', 'Pokorn', 'Markéta Pokorná')
    await ask.getByLabel('Důvod').fill('Ztracený telefon, ověřeno osobně.')
    await ask.getByRole('button', { name: 'Nahlásit ztrátu' }).click()
    await page.getByText('potvrdí jiný správce').waitFor()

    // The second administrator signs in at the provider, and shows themselves there again for the act.
    const second = await office.open()
    idp.person = { login: 'nguyen', acr: 'urn:glosa:mfa' }
    await second.page.goto('/sign-in?then=/administration/factors')
    await second.page.getByRole('button', { name: trustedName }).click()
    await second.page.getByRole('button', { name: 'Potvrdit ztrátu' }).click()
    idp.person = { login: 'nguyen', acr: 'urn:glosa:hardware' }
    await second.page.getByRole('alertdialog').getByRole('button', { name: 'Potvrdit ztrátu' }).click()
    await stepUp(second.page).getByRole('button', { name: trustedName }).click()
    const told = second.page.getByRole('dialog', { name: 'Kód pro: Markéta Pokorná' })
    const code = (await told.locator('.one-time-code').textContent()) ?? ''
    expect(code).not.toBe('')
    expect(await faultsOf(second.page)).toEqual([])
    await told.getByRole('button', { name: 'Mám předáno' }).click()

    const ended = secretary.page.getByRole('dialog', { name: 'Přihlášení skončilo' })
    await ended.waitFor({ timeout: patience })
    await ended.getByRole('textbox', { name: 'Heslo' }).fill(passwordOf('pokorna'))
    await ended.getByRole('button', { name: 'Přihlásit se', exact: true }).click()
    await ended.getByLabel('Kód od správce').fill(code)
    await setUpApplication(secretary.page)
    await keepRecoveryCodes(secretary.page)
    await ended.waitFor({ state: 'detached' })
    secondAdministrator = second
    expect([...second.complaints, ...secretary.complaints, ...administrator.complaints]).toEqual([])
  })

  it('[UA11] who signed in at a provider does so again in its window when the session ends, and the page stays', async () => {
    const { page, complaints } = secondAdministrator
    await administrator.page.goto('/administration/sessions')
    await administrator.page.getByRole('button', { name: 'Ukončit všechna přihlášení: Nguyễn Thị Hoa' }).click()
    await administrator.page.getByRole('alertdialog').getByRole('button', { name: 'Ukončit všechna' }).click()
    await page.getByRole('link', { name: 'Auditní záznam' }).click()
    const ended = page.getByRole('dialog', { name: 'Přihlášení skončilo' })
    await ended.getByRole('button', { name: trustedName }).click()
    await ended.waitFor({ state: 'detached' })
    await page
      .getByRole('row', { name: /Skončilo přihlášení: Nguyễn Thị Hoa/ })
      .first()
      .waitFor()
    expect(complaints).toEqual([])
  })

  it('[IZ6] where no window opens the page goes to the provider and back, and the act is offered with what was entered', async () => {
    const third = await office.open()
    const { page } = third
    await page.addInitScript(() => {
      window.open = () => null
    })
    idp.person = { login: 'nguyen', acr: 'urn:glosa:mfa' }
    await page.goto('/sign-in?then=/administration/settings?section=rounds')
    await page.getByRole('button', { name: trustedName }).click()
    const days = page.getByRole('textbox', { name: 'Obvyklá lhůta' })
    await days.fill('7')
    await days.blur()
    await page.getByRole('button', { name: 'Uložit', exact: true }).click()
    // The way fails first: the act waits all the same, and asks again when it is to be done.
    idp.person = null
    await stepUp(page).getByRole('button', { name: trustedName }).click()
    const offer = page.getByRole('dialog', { name: 'Provést rozdělaný úkon?' })
    await offer.getByRole('alert').waitFor()
    idp.person = { login: 'nguyen', acr: 'urn:glosa:hardware' }
    await offer.getByRole('button', { name: 'Provést', exact: true }).click()
    await stepUp(page).getByRole('button', { name: trustedName }).click()

    await offer.getByText('změna nastavení řízení').waitFor()
    await offer.getByText(/^Obvyklá lhůta: 10.pracovních dnů → 7.pracovních dnů$/).waitFor()
    expect(await offer.getByRole('alert').count()).toBe(0)
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/administration/settings?section=rounds')
    expect(await faultsOf(page)).toEqual([])
    const usualDays = async () => {
      const clerk = await office.call('svobodova')
      return ((await clerk.call('GET', '/office/settings'))['settings'] as { rounds: { usualDays: number } }).rounds
        .usualDays
    }
    expect(await usualDays()).toBe(10)
    await offer.getByRole('button', { name: 'Provést', exact: true }).click()
    await page.getByText('Provedeno: změna nastavení řízení.').waitFor()
    expect(await usualDays()).toBe(7)
    expect(await days.inputValue()).toBe('7')
    await page.reload()
    await days.waitFor()
    expect(await offer.count()).toBe(0)
    expect(third.complaints).toEqual([])
  })

  it('[UA13] people add, rename and remove their factors, renew their codes, and sign out everywhere', async () => {
    const clerk = await office.open()
    const elsewhere = await office.enter('capek')
    await elsewhere.page.goto('/')
    await tasks(elsewhere.page)
    const { page } = clerk
    await showPassword(clerk, 'capek')
    await tasks(page)
    await page.goto('/account')
    await page.getByRole('button', { name: 'Přidat', exact: true }).click()
    await page.getByLabel('Pojmenování').fill('telefon')
    await setUpApplication(page)
    await keepRecoveryCodes(page)
    await page.getByText('Zbývá 10 záložních kódů.').waitFor()

    await page.getByRole('button', { name: 'Přejmenovat: telefon' }).click()
    await page.getByRole('dialog').getByLabel('Pojmenování').fill('služební telefon')
    await page.getByRole('dialog').getByRole('button', { name: 'Přejmenovat', exact: true }).click()
    await page.getByRole('button', { name: 'Vydat nové záložní kódy' }).click()
    await keepRecoveryCodes(page)
    await page.getByRole('button', { name: 'Odebrat: služební telefon' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Odebrat' }).click()
    await page.getByText('Zatím nemáte žádný druhý faktor.').waitFor()

    await page.getByRole('button', { name: 'Odhlásit všude' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Odhlásit všude' }).click()
    await page.getByRole('heading', { name: 'Přihlášení', level: 1 }).waitFor()
    await elsewhere.page.getByRole('link', { name: 'Materiály' }).click()
    await elsewhere.page.getByRole('dialog', { name: 'Přihlášení skončilo' }).waitFor()
    expect([...clerk.complaints, ...elsewhere.complaints]).toEqual([])
  })
})
