import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFerretDb, type RunningDatabase } from '../support/ferretdb.ts'
import {
  choose,
  chooseAct,
  choosePart,
  closeRound,
  comment,
  find,
  openMaterial,
  signIn,
  startWriting,
  writeMoment,
} from './acts.ts'
import { openBrowserOffice, type BrowserOffice, type Desk } from './browserOffice.ts'
import { bodyOf, lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const title = 'Poskytnutí daru obci Horní Lhota na obnovu školy'
describe.each(['SQLite', 'MongoDB'] as const)('the main job on %s', (storage) => {
  let database: RunningDatabase | null = null
  let office: BrowserOffice
  let files: string

  beforeAll(async () => {
    database = storage === 'MongoDB' ? await startFerretDb() : null
    files = await mkdtemp(join(tmpdir(), 'glosa-files-'))
    office = await openBrowserOffice({
      GLOSA_DEMO_MATERIALS: 'no',
      ...(database ? { MONGODB_URL: database.url, MONGODB_DATABASE: `e2e${process.pid}` } : { MONGODB_URL: '' }),
    })
  })
  afterAll(async () => {
    await office?.close()
    await database?.stop()
    await rm(files, { recursive: true, force: true })
  })

  it('[EE1] goes from the template over comments and settlements to the receipt of the records system', async () => {
    const drafter = await office.open()
    await signIn(drafter.page, 'svobodova')
    await found(drafter.page)
    await openRound(drafter.page)

    const reviewer = await office.open()
    await signIn(reviewer.page, 'sedlackova')
    const colleague = await office.open()
    await signIn(colleague.page, 'capek')
    await Promise.all([review(reviewer.page), write(colleague.page)])

    await settle(drafter.page)
    const secretary = await office.open()
    await signIn(secretary.page, 'pokorna')
    await lock(secretary.page)
    await checkVersion(secretary.page, files)
    await checkHistory(secretary.page)
    expect([drafter, reviewer, colleague, secretary].flatMap((desk: Desk) => desk.complaints)).toEqual([])
  })
})

async function found(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Materiály', exact: true }).click()
  await page.getByRole('link', { name: 'Nový materiál' }).click()
  await page.getByText('Materiál pro radu nebo zastupitelstvo').click()
  await page.getByRole('textbox', { name: /^Název/ }).fill(title)
  await page.getByRole('button', { name: 'Založit materiál' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await choosePart(page, 'Návrh usnesení')
  await startWriting(page)
  await putCaret(page, 'after', 'schvaluje …')
  await page.keyboard.type(' poskytnutí daru ve výši 100 mil. Kč obci Horní Lhota;')
  await untilText(page, 'daru ve výši 100 mil. Kč obci Horní Lhota;')
  await untilSaved(page)
  await page.getByRole('button', { name: 'Ukončit úpravy' }).click()
}

async function openRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  const dialog = page.getByRole('dialog')
  await find(page, 'Útvar nebo osoba', 'pravni', 'Odbor právní')
  await dialog.getByRole('button', { name: 'Přidat' }).click()
  await dialog.getByRole('list', { name: 'Pozvaní' }).getByText('Odbor právní').waitFor()
  await writeMoment(page, 'Lhůta do', '311220301200')
  await dialog.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('0 z 1 dokončilo').waitFor()
}

async function review(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await choosePart(page, 'Návrh usnesení')
  expect(await page.getByRole('button', { name: 'Upravit text' }).count()).toBe(0)
  await comment(page, {
    quote: 've výši 100 mil. Kč',
    kind: 'Zásadní',
    text: 'Částka neodpovídá rozpočtu.',
    justification: 'Rozpočet kraje počítá se 120 miliony.',
    wording: 've výši 120 mil. Kč',
  })
  await comment(page, { quote: null, text: 'Doplnit smlouvu o daru jako přílohu.' })
  await page.getByText('Připomínky (2)').waitFor()
}

async function write(page: Page): Promise<void> {
  await openMaterial(page, title)
  await choosePart(page, 'Návrh usnesení')
  await startWriting(page)
  await putCaret(page, 'after', 'Rada kraje')
  await page.keyboard.type(' po projednání ve finančním výboru', { delay: 40 })
  await untilSaved(page)
}

async function settle(page: Page): Promise<void> {
  await closeRound(page)
  await untilText(page, 'Rada kraje po projednání ve finančním výboru')
  await page.getByRole('article', { name: /Věra Sedláčková, Zásadní/ }).click()
  await page.getByRole('button', { name: 'Přijmout' }).click()
  await untilText(page, 've výši 120 mil. Kč obci Horní Lhota')

  await page.getByRole('link', { name: 'Vypořádání', exact: true }).click()
  await page.getByText('1 z 2 vypořádáno').waitFor()
  await choose(page, 'Vypořádání připomínky č. 2', 'Neakceptováno')
  const row = page.getByRole('row', { name: 'Připomínka č. 2' })
  await row.getByRole('textbox').fill('Smlouva se uzavírá až po rozhodnutí rady.')
  await row.getByRole('button', { name: 'Uložit' }).click()
  await page.getByText('2 z 2 vypořádáno').waitFor()
}

async function lock(page: Page): Promise<void> {
  await openMaterial(page, title)
  await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Uzamknout verzi 1?' })
  await dialog.getByRole('button', { name: 'Uzamknout verzi' }).click()
  await dialog.waitFor({ state: 'detached' })
  await choosePart(page, 'Návrh usnesení')
  await untilText(page, 've výši 120 mil. Kč obci Horní Lhota')
  expect(await lettersOf(page)).toContain('Rada kraje po projednání ve finančním výboru')
  expect(await bodyOf(page).getAttribute('contenteditable')).not.toBe('true')
}

async function checkVersion(page: Page, folder: string): Promise<void> {
  await page.getByRole('link', { name: 'Verze 1' }).click()
  await page.getByText('Předáno do spisové služby').waitFor()
  await page.getByText('Číslo jednací').waitFor()
  const hash = await page.locator('.version-hash .mono').innerText()
  expect(hash).toMatch(/^[0-9a-f]{64}$/)

  const json = await saved(page, folder, 'Data verze (JSON), verze 1')
  expect(createHash('sha256').update(json.bytes).digest('hex')).toBe(hash)
  const receipt = await saved(page, folder, 'Potvrzení spisové služby, verze 1')
  expect(receipt.bytes.toString()).toContain('sha256')

  const pdf = await saved(page, folder, 'Dokument PDF/A, verze 1')
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', pdf.path, '-'])
  const text = stdout.replaceAll(/\s+/g, ' ')
  expect(text).toContain('po projednání ve finančním výboru')
  expect(text).toContain('120 mil. Kč')
  for (const word of ['Smlouva', 'Neakceptováno', 'Sedláčková', hash.slice(0, 16)]) expect(text).toContain(word)
}

async function saved(page: Page, folder: string, name: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return { path, bytes: await readFile(path) }
}

async function checkHistory(page: Page): Promise<void> {
  await page.goBack()
  await chooseAct(page, 'Průběh')
  await page.getByRole('heading', { name: 'Průběh', level: 1 }).waitFor()
  for (const sentence of [
    'Zahájeno 1. kolo připomínek',
    'Připomínka č. 2 byla vypořádána: Neakceptováno',
    'Materiál byl uzamčen jako verze 1.',
    'Verze byla zaevidována ve spisové službě',
  ]) {
    await page.getByText(sentence).first().waitFor()
  }
}
