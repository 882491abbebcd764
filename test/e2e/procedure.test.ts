import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readInOffice, tablesOf } from '../../records/exports/tablesInOffice.ts'
import { judgePdfs } from '../../records/render/judgePdfs.ts'
import { choose, chooseAct, choosePart, closeRound, comment, find, startWriting, visit } from './acts.ts'
import { openBrowserOffice, type BrowserOffice, type Desk } from './browserOffice.ts'
import {
  approve,
  approveAll,
  decideFromLock,
  escalate,
  lockOnceFree,
  renew,
  startApproval,
  writeAfter,
} from './decide.ts'
import { convene, openMeeting, readAndNote } from './meet.ts'
import { foundDraft } from './reviewedMaterial.ts'
import { lettersOf, putCaret, untilSaved, untilText } from './words.ts'

const title = 'Poskytnutí daru obci Horní Lhota'
const resolution = 'Návrh usnesení'
const report = 'Předkládací zpráva'
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true }
const [sentence, addition] = ['Stručně popište, co má orgán kraje rozhodnout a proč.', 'Dar je účelový.']
const thought = 'Proč o dvacet milionů více?'
const sum = 'Částka neodpovídá rozpočtu.'
const opinion = 'Chybí stanovisko finančního výboru.'

let office: BrowserOffice

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
})
afterAll(() => office?.close())

it('[EE30] seven people of four units and the council go through the whole procedure', async () => {
  await demandApproval()
  const materialId = await foundDraft(office, title)
  const people = await enter('svobodova', 'sedlackova', 'stastny', 'krizkova', 'novakova', 'pokorna')
  people.push(await office.enter('hejtman', tablet))
  const [drafter, clerk, lawyer, owner, head, secretary, governor] = people.map(({ page }) => page)
  if (!drafter || !clerk || !lawyer || !owner || !head || !secretary || !governor) throw new Error('nobody came')

  await prepare(drafter, materialId)
  await openFirstRound(drafter)
  await draftForUnit(clerk, materialId)
  await sendForUnit(lawyer, materialId)
  await answerUnseen(owner, materialId)
  await closeRound(drafter)
  await owner.getByText(sum).waitFor()
  await settle(drafter, materialId)
  await insist(lawyer, materialId)
  await openSecondRound(drafter, materialId)
  await answerAgain(owner, materialId)
  await closeRound(drafter)
  await settleLast(drafter, materialId)

  await escalate(drafter, materialId)
  await Promise.all([decideFromLock(secretary, materialId, resolution), sendOutTen()])
  await approveAll(head, 10)
  await startApproval(drafter, materialId)
  await approve(head, materialId, 'Jana Nováková')
  await approve(governor, materialId, 'Bohumil Kučera')
  await writeAfter(drafter, materialId, report, sentence, addition)
  await renew(head, materialId, 'Jana Nováková', addition)
  await lockOnceFree(secretary, materialId, resolution, () => renew(governor, materialId, 'Bohumil Kučera', addition))

  await convene(secretary, title)
  await readAndNote(governor, title, resolution, 've výši 120 mil. Kč', thought)
  await openMeeting(secretary)
  await secretary.getByRole('link', { name: title }).click()
  await untilText(secretary, 'Stručně popište')
  await secretary.getByText('Poznámky vidíte jen vy.').waitFor()
  expect(await secretary.getByText(thought).count()).toBe(0)
  for (const login of ['pokorna', 'svobodova', 'prochazkova']) {
    expect(JSON.stringify(await (await office.call(login)).call('GET', '/notes'))).not.toContain(thought)
  }
  expect(JSON.stringify(await (await office.call('hejtman')).call('GET', '/notes'))).toContain(thought)
  await openTable(drafter, materialId)
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([])
})

const enter = (...logins: string[]): Promise<Desk[]> => Promise.all(logins.map((login) => office.enter(login)))

/** The office asks the head of the lead unit and the sponsor to approve every material. */
async function demandApproval(): Promise<void> {
  const administrator = await office.call('spravce')
  const { sequence, settings } = (await administrator.call('GET', '/office/settings')) as {
    sequence?: number
    settings?: { templates: { approval: object }[] }
  }
  const template = settings?.templates[0]
  await administrator.call('PATCH', '/office/settings', {
    sequence,
    change: { section: 'template', template: { ...template, approval: { ...template?.approval, isRequired: true } } },
  })
}

/** The sponsor is named, and the resolution written. */
async function prepare(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await chooseAct(page, 'Údaje a přístup')
  const details = page.getByRole('dialog', { name: 'Údaje a přístup' })
  await find(page, 'Předkladatel', 'kucera', 'Bohumil Kučera')
  await details.getByRole('button', { name: 'Uložit údaje' }).click()
  await details.waitFor({ state: 'detached' })
  await startWriting(page)
  await putCaret(page, 'after', 'schvaluje …')
  await page.keyboard.type(' poskytnutí daru ve výši 100 mil. Kč obci Horní Lhota;')
  await untilSaved(page)
  await page.getByRole('button', { name: 'Ukončit úpravy' }).click()
}

/** Units answer by their heads, and see what others say after the round only. */
async function openFirstRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zahájit 1. kolo připomínek' })
  for (const [typed, unit] of [
    ['pravni', 'Odbor právní'],
    ['majetk', 'Odbor majetkový'],
  ] as const) {
    await find(page, 'Útvar nebo osoba', typed, unit)
    await dialog.getByRole('button', { name: 'Přidat' }).click()
  }
  await dialog.getByText('Za útvar vedoucí', { exact: true }).click()
  await dialog.getByText('Až po lhůtě', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('0 z 2 dokončilo').waitFor()
}

const toUnit = 'Předat do připomínek útvaru'

async function draftForUnit(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await comment(page, {
    quote: 've výši 100 mil. Kč',
    kind: 'Zásadní',
    text: sum,
    justification: 'Rozpočet kraje počítá se 120 miliony.',
    wording: 've výši 120 mil. Kč',
    verb: toUnit,
  })
  await comment(page, { quote: null, kind: 'Zásadní', text: opinion, justification: 'Zvyklost.', verb: toUnit })
}

/** The head words what the clerk drafted anew, and sends it. */
async function sendForUnit(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
  const draft = page.getByRole('listitem').filter({ hasText: opinion })
  await draft.getByRole('button', { name: 'Upravit' }).click()
  await draft.getByLabel('Odůvodnění připomínky').fill('Jednací řád výboru, čl. 4.')
  await draft.getByRole('button', { name: 'Uložit' }).click()
  await draft.getByRole('paragraph').filter({ hasText: 'Jednací řád výboru, čl. 4.' }).waitFor()
  await page.getByRole('button', { name: 'Odeslat 2 připomínky za útvar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 2 připomínky za útvar' }).click()
  await page.getByText('Odeslaný soubor se už nemění').waitFor()
}

/** Another unit does not know what the first one sent. */
async function answerUnseen(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, resolution)
  await page.getByText('Připomínky ostatních se zpřístupní po lhůtě.').waitFor()
  await comment(page, { quote: 'obci Horní Lhota', text: 'Uvést IČO obce.', verb: toUnit })
  await page.getByText('Připomínky (1)').waitFor()
  expect(await page.getByText(sum).count()).toBe(0)
  const known = await (await office.call('krizkova')).call('GET', `/materials/${materialId}`)
  expect(JSON.stringify(known)).toContain('Uvést IČO obce.')
  expect(JSON.stringify(known)).not.toContain(sum)
  await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
  await page.getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 1 připomínku za útvar' }).click()
  await page.getByText('Odeslaný soubor se už nemění').waitFor()
  await visit(page, materialId, resolution)
}

const row = (page: Page, number: number) => page.getByRole('row', { name: `Připomínka č. ${number}` })

/** The proposal goes into the text, the second comment is not accepted. */
async function settle(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await choose(page, 'Vypořádání připomínky č. 1', 'Akceptovat a zapsat znění do textu')
  await page.getByText('Navržené znění je v textu.').waitFor()
  await choose(page, 'Vypořádání připomínky č. 2', 'Neakceptováno')
  await row(page, 2).getByRole('textbox').fill('Výbor věc neprojednává.')
  await row(page, 2).getByRole('button', { name: 'Uložit' }).click()
  await choose(page, 'Vypořádání připomínky č. 3', 'Akceptováno')
  await page.getByText('3 z 3 vypořádáno').waitFor()
  await visit(page, materialId, resolution)
  await untilText(page, 've výši 120 mil. Kč obci Horní Lhota')
  expect((await lettersOf(page)).join('\n')).not.toContain('100 mil.')
}

/** The second round is about what the accepted proposal changed. */
async function openSecondRound(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/rounds`)
  await page.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zahájit 2. kolo připomínek' })
  await dialog.getByRole('button', { name: 'K čemu se připomínkuje' }).getByText('Jen části změněné').waitFor()
  await dialog.getByText('Každý sám', { exact: true }).click()
  await dialog.getByText('Ihned', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Zahájit připomínkování' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: '2. kolo' }).getByText('Probíhá').waitFor()
  await visit(page, materialId, resolution)
}

async function answerAgain(page: Page, materialId: string): Promise<void> {
  await visit(page, materialId, report)
  const outside = page.getByText('Tato část není předmětem kola')
  await outside.waitFor()
  await choosePart(page, resolution)
  await outside.waitFor({ state: 'detached' })
  await comment(page, { quote: '120 mil. Kč', text: 'Uvést i slovy.' })
  await page.getByText('Připomínky (4)').waitFor()
}

async function settleLast(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await choose(page, 'Vypořádání připomínky č. 4', 'Akceptováno')
  await page.getByText('4 z 4 vypořádáno').waitFor()
}

/** Ten more materials of the unit wait for its head. */
async function sendOutTen(): Promise<void> {
  const drafter = await office.call('svobodova')
  const { people, units } = (await drafter.call('GET', '/directory')) as {
    people?: { id: string; displayName: string }[]
    units?: { id: string; mark: string }[]
  }
  const sponsorId = people?.find(({ displayName }) => displayName === 'Bohumil Kučera')?.id
  const leadUnitId = units?.find(({ mark }) => mark === 'EKO')?.id
  for (let number = 1; number <= 10; number++) {
    const facts = { title: `Další materiál ${number}`, template: 'council-material', leadUnitId, sponsorId }
    const { id } = await drafter.call('POST', '/materials', facts)
    await drafter.call('POST', `/materials/${String(id)}/approval`)
  }
}

async function insist(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await row(page, 1).getByRole('button', { name: 'Souhlasit' }).click()
  await row(page, 1).getByText('Souhlasí').waitFor()
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByLabel('Proč na připomínce trváte').fill('Dar přesahuje mez pro výbor.')
  await row(page, 2).getByRole('button', { name: 'Trvat na připomínce' }).click()
  await row(page, 2).getByRole('link', { name: 'Rozpor č. 1' }).waitFor()
}

/** The table as files: other programs read every row of the one, and the other is fit for the archive. */
async function openTable(page: Page, materialId: string): Promise<void> {
  await page.goto(`/materials/${materialId}/settlement`)
  await row(page, 4).waitFor()
  const folder = await mkdtemp(join(tmpdir(), 'glosa-table-'))
  try {
    const save = async (format: string, name: string) => {
      await page.getByRole('button', { name: 'Stáhnout' }).click()
      const arrived = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: `Vypořádací tabulka (${format})` }).click()
      await (await arrived).saveAs(join(folder, name))
      return join(folder, name)
    }
    const docx = await save('DOCX', 'table.docx')
    const pdf = await save('PDF/A', 'table.pdf')
    const [[html = ''], judged] = await Promise.all([readInOffice(folder, [docx]), judgePdfs([pdf], '2a')])
    expect(judged).toEqual([`PASS ${pdf} 2a`])
    const rows = tablesOf(html).find(([heading]) => heading?.[0] === 'Č.')
    expect(rows?.map((cells) => cells.join(' | '))).toEqual([
      expect.stringContaining('Č.'),
      expect.stringMatching(/^1 .*Odbor právní.*Částka neodpovídá rozpočtu\..*Akceptováno/),
      expect.stringMatching(/^2 .*Odbor právní.*Jednací řád výboru, čl\. 4\..*Neakceptováno.*Rozpor č\. 1/),
      expect.stringMatching(/^3 .*Odbor majetkový.*Uvést IČO obce\..*Akceptováno/),
      expect.stringMatching(/^4 .*Odbor majetkový.*Uvést i slovy\..*Akceptováno/),
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
