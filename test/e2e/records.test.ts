import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@glosa/domain/model'
import { sealPdf, trialSealer } from '@glosa/records'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowserOffice, type BrowserOffice } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'

let office: BrowserOffice
let folder = ''
let materialId = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glosa-desk-'))
  await mkdir(join(folder, 'spis'))
  const targets = join(folder, 'targets.json')
  const away = {
    kind: 'essl',
    name: 'spisovka',
    label: 'Spisová služba kraje',
    // Nothing listens there, so every delivery waits.
    url: 'http://127.0.0.1:9/',
    source: 'GLOSA',
    destination: 'ESSL',
    originator: 'KPH',
    user: 'glosa',
    documentKinds: { '*': { name: 'Usnesení rady' } },
    group: { value: 'VS-101.2', source: 'ESSL' },
  }
  const own = { kind: 'folder', name: 'slozka', label: 'Složka', folder: join(folder, 'spis'), receipt: 'self' }
  await writeFile(targets, JSON.stringify({ targets: [own, away] }))
  office = await openBrowserOffice({
    MONGODB_URL: '',
    GLOSA_DEMO_MATERIALS: 'no',
    GLOSA_SEAL_MODE: 'ordered',
    GLOSA_RECORDS_TARGETS_FILE: targets,
  })
  materialId = await foundInReview(office, { title: 'Smlouva na spisový stůl', invited: ['PRÁV'] })
  await (await office.call('svobodova')).call('POST', `/materials/${materialId}/round/close`)
  await (await office.call('pokorna')).call('POST', `/materials/${materialId}/lock`)
})
afterAll(async () => {
  await office?.close()
  await rm(folder, { recursive: true, force: true })
})

it('[UE5] [RZ8] seals in bulk, decides on deliveries, looks at receipts and keeps signed copies in the browser', async () => {
  const { page: secretary } = await office.enter('pokorna')
  await secretary.goto('/records/seals')
  await secretary.getByRole('checkbox', { name: 'Vybrat všechny' }).press('Space')
  await secretary.getByRole('button', { name: 'Zapečetit 1 verzi' }).click()
  await secretary.getByRole('alertdialog').getByRole('button', { name: 'Zapečetit' }).click()
  await secretary.getByText('1 verze je zařazena k zapečetění.').waitFor()
  await secretary.getByText('Zapečetěno', { exact: true }).click()
  await secretary.getByRole('link', { name: 'Smlouva na spisový stůl' }).click()
  await secretary.getByText('Zkušební pečeť, úroveň B-B').waitFor()
  await secretary.getByText('Obsah byl ze spisové služby přečten zpět a souhlasí.').waitFor()

  const { page: keeper, complaints } = await office.enter('spisovna')
  await keeper.goto('/')
  await keeper.getByRole('link', { name: 'Spisová služba', exact: true }).click()
  await keeper.getByText('Spisová služba není dostupná').first().waitFor()
  await keeper.getByRole('table').getByRole('link', { name: 'Smlouva na spisový stůl' }).click()
  await keeper.getByText(/Technický popis: not reachable/).waitFor()
  await keeper.getByRole('button', { name: 'Zapsat předání jinou cestou' }).click()
  await recordByHand(keeper)
  await keeper.getByText('Datová schránka DZ 77').waitFor()
  expect(await keeper.getByRole('button', { name: 'Zkusit hned' }).count()).toBe(0)

  await keeper.getByRole('link', { name: 'Fronta' }).first().click()
  await keeper.getByText('Ve frontě nic není').waitFor()
  await keeper.getByText('Předané', { exact: true }).click()
  await keeper
    .getByRole('row', { name: /Složka/ })
    .getByRole('link')
    .click()
  await keeper.getByRole('heading', { name: 'Potvrzení spisové služby' }).waitFor()
  await keeper.getByRole('cell', { name: 'application/pdf' }).waitFor()

  await keeper.goto('/records/integrity')
  await keeper.getByRole('button', { name: 'Zkontrolovat nyní' }).click()
  await keeper.getByText('Žádný rozdíl nebyl zjištěn').waitFor()

  await addSignedCopy(secretary)
  await secretary.getByText('Neporušeno').first().waitFor()
  await secretary.getByRole('button', { name: 'Stáhnout podepsano.pdf' }).waitFor()
  expect(complaints).toEqual([])
})

async function recordByHand(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Zapsat předání' }).click()
  await dialog.getByText('Přiložte doklad o předání.').waitFor()
  await dialog.getByLabel('Identifikátor záznamu').fill('DZ 77')
  await dialog.getByLabel('Číslo jednací').fill('KUPK 77/2026')
  await dialog.getByLabel('Důvod').fill('Datová schránka DZ 77')
  const proof = { name: 'dorucenka.txt', mimeType: 'text/plain', buffer: Buffer.from('Doručeno.') }
  await dialog.locator('input[type=file]').setInputFiles(proof)
  await dialog.getByRole('button', { name: 'Zapsat předání' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** What the office would get from outside: the PDF of the version under somebody else's signature. */
async function addSignedCopy(page: Page): Promise<void> {
  const input = page.locator('input[type=file][accept*=pdf]')
  const { cookie } = await office.call('pokorna')
  const answer = await fetch(`${office.server.url}/api/v1/materials/${materialId}/versions/1/files/pdf`, {
    headers: { cookie },
  })
  const plain = Buffer.from(await answer.arrayBuffer())
  await input.setInputFiles({ name: 'bez-podpisu.pdf', mimeType: 'application/pdf', buffer: plain })
  await page.getByText('Vyhotovení nebylo připojeno').waitFor()
  const now = instant(Date.now())
  const sealer = await trialSealer(join(folder, 'governor'), 'Hejtmanka Krajová', now)
  const plan = { sealer, level: 'B-B', timestampAuthority: null, evidence: null } as const
  const { pdf } = await sealPdf(plain, plan, { at: now, name: 'Hejtmanka', reason: 'Schvaluji', location: null })
  await input.setInputFiles({ name: 'podepsano.pdf', mimeType: 'application/pdf', buffer: pdf })
}
