import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readInOffice, tablesOf } from '../../records/exports/tablesInOffice.ts'
import { choose, chooseAct, comment, find, startWriting, visit, writeMoment } from './acts.ts'
import { openBrowserOffice, type BrowserOffice, type Desk } from './browserOffice.ts'
import { faultsOf } from './faultsOf.ts'
import { foundDraft } from './reviewedMaterial.ts'
import { giveIn, passOn, permitFinalising, recordMeeting, uphold } from './disputeActs.ts'
import { download, plan, step, tomorrow, wordsOf } from './roundActs.ts'
import { day, meetingOn, say, setRoute, substitute, unitsOf } from './withoutPages.ts'
import { putCaret, selectWords, untilSaved, untilText } from './words.ts'

const part = 'Návrh usnesení'
const moved = 'zmocňuje hejtmana k podpisu darovací smlouvy s obcí'

describe('the procedure, act by act', () => {
  let office: BrowserOffice
  let folder: string
  const kept = async (arrived: Download): Promise<string> => {
    const path = join(folder, arrived.suggestedFilename().replaceAll(' ', '-'))
    await arrived.saveAs(path)
    return path
  }
  const desks = new Map<string, Desk>()
  const at = async (login: string): Promise<Page> => {
    const desk = desks.get(login) ?? (await office.enter(login))
    desks.set(login, desk)
    return desk.page
  }

  beforeAll(async () => {
    office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
    await substitute(office, 'stastny', 'Ondřej Šťastný', 'Přemysl Beneš')
    folder = await mkdtemp(join(tmpdir(), 'glosa-rounds-'))
  })
  afterAll(async () => {
    await office?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  afterEach(() => {
    expect([...desks.values()].flatMap(({ complaints }) => complaints)).toEqual([])
  })

  it('[PZ1] a round is planned, dropped, changed, opened, its deadlines moved, more asked, and closed over the silent', async () => {
    const materialId = await foundDraft(office, 'Pravidla pro poskytování darů')
    const drafter = await at('svobodova')
    await drafter.goto(`/materials/${materialId}/rounds`)
    await plan(drafter, ['pravni', 'Odbor právní'], ['majetk', 'Odbor majetkový'])
    const round = drafter.getByRole('region', { name: '1. kolo' })
    await round.getByText('V přípravě').waitFor()
    await round.getByRole('button', { name: 'Zrušit přípravu' }).click()
    await drafter.getByRole('alertdialog').getByRole('button', { name: 'Zrušit přípravu' }).click()
    await drafter.getByText('Připomínkové kolo zatím nebylo zahájeno.').waitFor()

    await plan(drafter, ['pravni', 'Odbor právní'], ['majetk', 'Odbor majetkový'])
    await round.getByRole('button', { name: 'Upravit' }).click()
    const change = drafter.getByRole('dialog', { name: 'Upravit připravené kolo' })
    await choose(drafter, 'K čemu se připomínkuje', 'Jen vybrané části')
    await change.getByRole('button', { name: 'Uložit přípravu' }).click()
    await change.getByText('Vyberte aspoň jednu část.').waitFor()
    await change.locator('.round-parts').getByText(part).click()
    await change.getByRole('button', { name: 'Vlastní lhůta: Odbor majetkový' }).click()
    await writeMoment(drafter, 'Vlastní lhůta: Odbor majetkový', '311220311200')
    await change.getByRole('button', { name: 'Uložit přípravu' }).click()
    await round.getByText(part).waitFor()
    await round
      .getByRole('row', { name: /Odbor majetkový/ })
      .getByText('31. 12. 2031')
      .waitFor()
    await round.getByRole('button', { name: 'Zahájit nyní' }).click()
    await drafter.getByRole('dialog').getByRole('button', { name: 'Zahájit připomínkování' }).click()
    await round.getByText('Probíhá').waitFor()

    const deadline = drafter.getByRole('dialog', { name: 'Změnit lhůtu' })
    await round.getByRole('button', { name: 'Změnit lhůtu' }).click()
    await writeMoment(drafter, 'Nová lhůta', tomorrow())
    await deadline.getByRole('button', { name: 'Změnit lhůtu' }).click()
    await deadline.getByText('Uveďte důvod.').waitFor()
    await deadline.getByLabel('Důvod změny').fill('Rada zasedá dříve.')
    await deadline.getByRole('button', { name: 'Změnit lhůtu' }).click()
    await deadline.waitFor({ state: 'detached' })
    await round.getByText('Rada zasedá dříve.').waitFor()
    // Prolonged for all, by keyboard; whoever has a deadline of their own keeps it.
    await round.getByRole('button', { name: 'Změnit lhůtu' }).press('Enter')
    await writeMoment(drafter, 'Nová lhůta', '301120311200')
    await deadline.getByRole('button', { name: 'Změnit lhůtu' }).press('Enter')
    await deadline.waitFor({ state: 'detached' })
    const dueOf = (unit: string, when: string) =>
      round
        .getByRole('row', { name: new RegExp(unit) })
        .getByText(when)
        .waitFor()
    await dueOf('Odbor právní', '30. 11. 2031')
    await dueOf('Odbor majetkový', '31. 12. 2031')

    await round.getByRole('button', { name: 'Přizvat další' }).click()
    const more = drafter.getByRole('dialog', { name: 'Přizvat k 1. kolu' })
    await find(drafter, 'Útvar nebo osoba', 'skol', 'Odbor školství a sportu')
    await more.getByRole('button', { name: 'Přidat' }).click()
    await more.getByRole('button', { name: 'Přizvat další' }).click()
    await round.getByRole('row', { name: /Odbor školství a sportu/ }).waitFor()

    const lawyer = await at('stastny')
    await visit(lawyer, materialId, part)
    await lawyer.getByRole('button', { name: 'Mám hotovo' }).click()
    await lawyer
      .getByRole('dialog')
      .getByRole('radio', { name: /bez připomínek/i })
      .check({ force: true })
    await lawyer.getByRole('dialog').getByRole('button', { name: 'Mám hotovo' }).click()
    await round
      .getByRole('row', { name: /Odbor právní/ })
      .getByText('bez připomínek')
      .waitFor()
    await round.getByRole('button', { name: 'Ukončit kolo' }).click()
    const closing = drafter.getByRole('alertdialog')
    await closing.getByRole('button', { name: 'Ukončit kolo' }).click()
    await round.getByText('Ukončeno', { exact: true }).waitFor()
  })

  it('[PZ2] a unit hands over, takes back and withdraws drafts in bulk, and its deputy sends the set as a letter', async () => {
    const materialId = await foundDraft(office, 'Provozní řád spisovny')
    const author = await office.call('svobodova')
    const units = await unitsOf(author)
    const terms = { invited: [{ unitId: units('PRÁV') }], consolidation: 'by-head' }
    await author.call('POST', `/materials/${materialId}/round`, { closesAt: Date.now() + 7 * day, terms })
    for (const number of [1, 2, 3, 4]) await say(office, materialId, 'sedlackova', `Koncept ${number}.`)
    for (const number of [1, 2])
      await say(office, materialId, 'sedlackova', `Poznámka ${number}.`, { visibility: 'private' })

    const clerk = await at('sedlackova')
    await visit(clerk, materialId, part)
    await clerk.getByText('Připomínky (6)').waitFor()
    const chooseCards = async (...texts: string[]) => {
      await clerk.getByRole('button', { name: 'Vybrat více připomínek' }).click()
      for (const text of texts) await clerk.locator('.comment-card', { hasText: text }).locator('.checkbox').click()
    }
    await chooseCards('Poznámka 1.', 'Poznámka 2.')
    await clerk.getByRole('group', { name: 'Hromadné akce' }).getByRole('button', { name: 'Předat útvaru' }).click()
    await clerk.getByRole('group', { name: 'Hromadné akce' }).waitFor({ state: 'detached' })
    await chooseCards('Koncept 3.', 'Koncept 4.')
    await clerk.getByRole('group', { name: 'Hromadné akce' }).getByRole('button', { name: 'Vzít zpět' }).click()
    await clerk.getByRole('alertdialog').getByRole('button', { name: 'Vzít zpět' }).click()
    await clerk.getByText('Připomínky (4)').waitFor()

    const deputy = await at('benes')
    await visit(deputy, materialId, part)
    await deputy.getByRole('link', { name: 'Připomínky útvaru' }).click()
    await deputy.getByText('Jednáte v zastoupení: Ondřej Šťastný.').first().waitFor()
    const line = (text: string) => deputy.getByRole('listitem').filter({ hasText: text })
    await line('Poznámka 1.').getByRole('button', { name: 'Nezařadit' }).click()
    await line('Poznámka 1.').getByLabel('Proč se připomínka nezařazuje').fill('Netýká se nás.')
    await line('Poznámka 1.').getByRole('button', { name: 'Nezařadit' }).click()
    await deputy.getByRole('heading', { name: 'Nezařazené (1)' }).waitFor()
    await line('Poznámka 1.').getByRole('button', { name: 'Vrátit do souboru' }).click()
    await deputy.getByRole('heading', { name: 'V souboru (4)' }).waitFor()
    await line('Koncept 1.').getByRole('button', { name: 'Sloučit s touto' }).click()
    await deputy.getByRole('dialog').getByText('Koncept 2.').click()
    await deputy.getByRole('dialog').getByRole('button', { name: 'Sloučit', exact: true }).click()
    await deputy.getByLabel('Text připomínky').fill('Koncepty 1 a 2 dohromady.')
    await deputy.getByRole('button', { name: 'Uložit' }).click()
    await deputy.getByRole('paragraph').filter({ hasText: 'Koncepty 1 a 2 dohromady.' }).first().waitFor()
    await deputy.getByRole('button', { name: 'Odeslat 3 připomínky za útvar' }).click()
    await deputy.getByRole('alertdialog').getByRole('button', { name: 'Odeslat 3 připomínky za útvar' }).click()
    await deputy.getByText('Přemysl Beneš v zastoupení (Ondřej Šťastný)').waitFor()
    await line('Poznámka 2.').getByRole('button', { name: 'Vzít zpět' }).click()
    await deputy.getByRole('alertdialog').getByRole('button', { name: 'Vzít zpět' }).click()
    await deputy.getByRole('heading', { name: 'Odeslané (2)' }).waitFor()
    const letter = await download(deputy, 'Dopis: Odbor právní', 'Dokument Word (DOCX)')
    expect(letter.suggestedFilename()).toMatch(/Odbor právní\.docx$/)
    const [drafts] = await readInOffice(folder, [await kept(letter)])
    expect(drafts).toContain('Koncepty 1 a 2 dohromady.')
    expect(drafts).toContain('Poznámka 1.')
    expect(drafts).not.toContain('Poznámka 2.')
    // The same letter as a PDF, taken by keyboard.
    await deputy.getByRole('button', { name: 'Dopis: Odbor právní' }).press('Enter')
    const printed = deputy.waitForEvent('download')
    await deputy.getByRole('menuitem', { name: 'PDF' }).press('Enter')
    const words = await wordsOf(await kept(await printed))
    expect(words).toMatch(/Koncepty 1 a 2 dohromady\..*Poznámka 1\./)
    expect(words).not.toContain('Poznámka 2.')
  })

  it('[PZ3, VZ7] steps of one stage approve side by side, a condition asks one more, and a return tells its reasons', async () => {
    const author = await office.call('svobodova')
    const units = await unitsOf(author)
    await setRoute(office, [
      step('lead', 1, { by: 'lead-unit-head' }),
      step('property', 1, { by: 'unit-head', unitId: units('MAJ'), unitName: 'Odbor majetkový' }, 'property'),
      step('sponsor', 2, { by: 'sponsor' }),
    ])
    const materialId = await foundDraft(office, 'Prodej pozemku v Dolní Lhotě')
    const drafter = await at('svobodova')
    await visit(drafter, materialId, part)
    await chooseAct(drafter, 'Údaje a přístup')
    const details = drafter.getByRole('dialog', { name: 'Údaje a přístup' })
    await find(drafter, 'Předkladatel', 'kucera', 'Bohumil Kučera')
    await details.getByText('majetkový úkon').click()
    await details.getByRole('button', { name: 'Uložit údaje' }).click()
    await details.waitFor({ state: 'detached' })
    await chooseAct(drafter, 'Dokončení')
    await drafter.getByRole('button', { name: 'Zahájit schvalování' }).click()
    const steps = drafter.getByRole('region', { name: 'Schvalování' })
    await steps.getByText('podmínka: majetkový úkon').waitFor()
    await steps.getByText('na řadě').nth(1).waitFor()

    const [lead, property, sponsor] = [await at('novakova'), await at('krizkova'), await at('hejtman')]
    for (const page of [property, lead]) {
      await page.goto(`/materials/${materialId}/completion`)
      await page.getByRole('button', { name: /^Schválit – Vedoucí: / }).click()
      await page.getByText('platí pro současné znění').first().waitFor()
    }
    await sponsor.goto('/approvals')
    await sponsor.getByText('Jana Nováková').waitFor()
    expect(await faultsOf(sponsor)).toEqual([])
    await sponsor.goto(`/materials/${materialId}/completion`)
    await sponsor.getByRole('button', { name: 'Vrátit k přepracování' }).click()
    const back = sponsor.getByRole('dialog', { name: 'Vrátit k přepracování' })
    await back.getByRole('button', { name: 'Vrátit k přepracování' }).click()
    await back.getByText('Uveďte důvod.').waitFor()
    await back.getByLabel('Důvod').fill('Chybí znalecký posudek.')
    await back.getByRole('button', { name: 'Vrátit k přepracování' }).click()
    await back.waitFor({ state: 'detached' })
    await sponsor.getByText('Chybí znalecký posudek.').waitFor()

    await drafter.goto('/')
    await drafter.goto(`/materials/${materialId}/completion`)
    await drafter.getByText('K přepracování vrátil(a) Bohumil Kučera').waitFor()
    await drafter.getByText('Chybí znalecký posudek.').waitFor()
    expect(await drafter.getByText('platí pro současné znění').count()).toBe(0)
    await drafter.getByRole('button', { name: 'Zahájit schvalování' }).click()
    await steps.getByText('na řadě').nth(1).waitFor()
  })

  it('[PZ4, VZ2, VZ7] a dispute goes through every level, with a meeting recorded, to a resolution; another is given up, and one lasts beyond the lock', async () => {
    const materialId = await foundDraft(office, 'Zásady hospodaření s byty')
    const author = await office.call('svobodova')
    const units = await unitsOf(author)
    const invited = [{ unitId: units('PRÁV') }, { unitId: units('MAJ') }]
    await author.call('POST', `/materials/${materialId}/round`, {
      closesAt: Date.now() + 7 * day,
      terms: { invited },
    })
    const essential = { kind: 'essential', justification: 'Zákon č. 129/2000 Sb.' }
    const ids = [
      await say(office, materialId, 'stastny', 'Rozhoduje zastupitelstvo.', essential),
      await say(office, materialId, 'krizkova', 'Chybí ceník.', essential),
      await say(office, materialId, 'stastny', 'Chybí přechodná ustanovení.', essential),
    ]
    await author.call('POST', `/materials/${materialId}/round/close`)
    const settlement = { verdict: 'not-accepted', reason: 'Neplyne to ze zákona.' }
    const reaction = { reaction: 'insisted', reason: 'Trváme na tom.' }
    await author.call('POST', `/materials/${materialId}/settlements`, { commentIds: ids, settlement })
    for (const [index, login] of ['stastny', 'krizkova'].entries()) {
      await (await office.call(login)).call('PUT', `/materials/${materialId}/comments/${ids[index]}/reaction`, reaction)
    }

    const drafter = await at('svobodova')
    const open = async (login: string, number: number) => {
      const page = await at(login)
      await page.goto(`/materials/${materialId}/completion`)
      return page.getByRole('article', { name: `Rozpor č. ${number}` })
    }
    const first = await open('svobodova', 1)
    await recordMeeting(drafter, first, 'Svobodová, Šťastný', 'Shody nebylo dosaženo.')
    await first.getByText('Shody nebylo dosaženo.').waitFor()
    await passOn(drafter, first, 'Zpracovatel a útvar se neshodli.')
    await first.getByText('Zpracovatel a útvar se neshodli.').waitFor()
    await first.getByText('sekretariát', { exact: false }).first().waitFor()

    const given = await open('krizkova', 2)
    await giveIn(await at('krizkova'), given, 'Ceník je přílohou.')
    await given.getByText('Na připomínce už netrvá Alžběta Křížková').waitFor()
    await given.getByText('Ceník je přílohou.').waitFor()

    const bySecretary = await open('pokorna', 1)
    await passOn(await at('pokorna'), bySecretary, 'Přesahuje pravomoc sekretariátu.')
    const byMember = await open('hejtman', 1)
    await passOn(await at('hejtman'), byMember, 'Věc rozhodne rada.')
    // Whoever was asked as a level of the dispute only does not go on reading it.
    await byMember.waitFor({ state: 'detached' })
    const byBoard = await open('pokorna', 1)
    await byBoard.getByText('Věc rozhodne rada.').waitFor()
    const secretary = await at('pokorna')
    await uphold(secretary, byBoard, 'Rada připomínce vyhověla.', '77/2026')
    await byBoard.getByText('rozhodnut', { exact: true }).waitFor()
    await byBoard.getByText('77/2026').waitFor()

    // What the board upheld is accepted; the material is locked over what it let stand.
    await author.call('POST', `/materials/${materialId}/settlements`, {
      commentIds: ids.slice(0, 1),
      settlement: { verdict: 'accepted' },
    })
    await (await office.call('stastny')).call('PUT', `/materials/${materialId}/comments/${ids[2]}/reaction`, reaction)
    await visit(secretary, materialId, part)
    await secretary.getByRole('button', { name: 'Uzamknout verzi' }).click()
    const lock = secretary.getByRole('alertdialog', { name: 'Uzamknout verzi 1?' })
    const obstacle = lock.getByRole('listitem').filter({ hasText: '1 rozpor není rozhodnut' })
    await obstacle.waitFor()
    expect(await lock.getByRole('button', { name: 'Uzamknout verzi' }).isDisabled()).toBe(true)
    await obstacle.getByRole('link').click()
    const lasting = secretary.getByRole('article', { name: 'Rozpor č. 3' })
    await permitFinalising(secretary, lasting, 'Věc nesnese odkladu.', '78/2026')
    await lasting.getByText('Věc nesnese odkladu. (usnesení č. 78/2026)').waitFor()
    await visit(secretary, materialId, part)
    await secretary.getByRole('button', { name: 'Uzamknout verzi' }).click()
    await lock.getByText('Uzamčení nic nebrání.').waitFor()
    await lock.getByRole('button', { name: 'Uzamknout verzi' }).click()
    await secretary.getByRole('link', { name: 'Verze 1' }).waitFor()
    await secretary.goto(`/materials/${materialId}/completion`)
    await lasting.getByText('otevřený: zpracovatel a připomínkové místo').waitFor()
    expect(await faultsOf(secretary)).toEqual([])
  })

  it('[PZ5, PZ6, PZ7, VZ1, VZ3, VZ5, VZ7] locked versions are compared in both layouts with moves and causes, everything downloads, and one material is searched', async () => {
    const materialId = await foundDraft(office, 'Statut fondu rozvoje')
    const author = await office.call('svobodova')
    const units = await unitsOf(author)
    const drafter = await at('svobodova')
    await visit(drafter, materialId, part)
    await startWriting(drafter)
    await putCaret(drafter, 'after', 'v termínu do …')
    await drafter.keyboard.press('Enter')
    await drafter.keyboard.type('poskytuje z fondu dar ve výši 100 mil. Kč obci Horní Lhota;')
    await drafter.keyboard.press('Enter')
    await drafter.keyboard.type(`${moved};`)
    await untilSaved(drafter)
    const hold = () =>
      author.call('POST', `/materials/${materialId}/round`, {
        closesAt: Date.now() + 7 * day,
        terms: { invited: [{ unitId: units('PRÁV') }] },
      })
    await hold()
    await author.call('POST', `/materials/${materialId}/round/close`)
    const atSecretary = await office.call('pokorna')
    await atSecretary.call('POST', `/materials/${materialId}/lock`)
    const meeting = await openMeetingWith(materialId)
    await drafter.goto(`/materials/${materialId}/completion`)
    const next = drafter.getByRole('region', { name: 'Verze 2' })
    await next.getByText('zůstane beze změny i se svými schváleními, pečetěmi a podpisy').waitFor()
    await next.getByRole('button', { name: 'Založit novou verzi' }).press('Enter')
    const founding = drafter.getByRole('dialog', { name: 'Verze 2' })
    await founding.getByText('Pro novou verzi žádné z nich neplatí').waitFor()
    await founding.getByText('předkládá se na stůl').click()
    await founding.getByLabel('Důvod').fill('Nové údaje')
    await founding.getByRole('button', { name: 'Založit novou verzi' }).click()
    await drafter.getByText('Verze 2 je připravena k úpravám.').waitFor()
    await hold()
    const lawyer = await at('stastny')
    await visit(lawyer, materialId, part)
    await comment(lawyer, { quote: '100 mil.', text: 'Neodpovídá, viz rozpočet.', wording: '120 mil.' })
    await visit(drafter, materialId, part)
    await drafter.getByRole('article', { name: /č. 1/ }).click()
    await drafter.getByRole('button', { name: 'Přijmout', exact: true }).click()
    await untilText(drafter, '120 mil.')
    await startWriting(drafter)
    await putCaret(drafter, 'after', 'Rada kraje')
    await drafter.keyboard.press('Enter')
    await drafter.keyboard.type(moved)
    await selectWords(drafter, `${moved};`)
    await drafter.keyboard.press('Backspace')
    await untilSaved(drafter)
    await author.call('POST', `/materials/${materialId}/round/close`)
    await atSecretary.call('POST', `/materials/${materialId}/lock`)

    // The meeting stayed open on a page meanwhile: it hears of the newer version, which then takes its place.
    await meeting.getByText('existuje novější verze 2').waitFor()
    await meeting.getByRole('button', { name: 'Další akce s bodem Statut fondu rozvoje' }).press('Enter')
    await meeting.getByRole('menuitem', { name: 'Zařadit verzi 2' }).press('Enter')
    await meeting.getByText('existuje novější verze 2').waitFor({ state: 'detached' })

    await drafter.goto(`/materials/${materialId}/versions`)
    await drafter.getByRole('link', { name: 'Porovnat znění' }).first().click()
    await drafter.getByRole('heading', { name: 'Porovnání znění', level: 1 }).waitFor()
    await drafter.getByText('Přesunuto sem (přesun 1)').waitFor()
    await drafter.locator('.compare-text del', { hasText: '100' }).waitFor()
    await drafter.locator('.compare-text ins', { hasText: '120' }).waitFor()
    await drafter.getByText('Vedle sebe').click()
    for (const name of ['Verze 1', 'Verze 2']) await drafter.getByRole('columnheader', { name }).first().waitFor()
    expect(await faultsOf(drafter)).toEqual([])
    await drafter.locator('tr[data-type=moved]').getByText(moved).waitFor()
    await drafter.keyboard.press('F7')
    await drafter.getByRole('link', { name: /Připomínka č. 1/ }).click()
    await drafter.getByRole('article', { name: /č. 1/ }).getByText('Neodpovídá, viz rozpočet.').waitFor()

    await chooseAct(drafter, 'Hledat v materiálu')
    await drafter.getByText('Jen v materiálu').waitFor()
    const searched = drafter.getByRole('searchbox', { name: 'Hledat v materiálech, textech a připomínkách' })
    await searched.fill('fondu')
    await drafter.locator('.hit').first().waitFor()
    await searched.fill('neexistujici slovo')
    await drafter.getByText('Nic jsme nenašli').waitFor()

    await drafter.goto(`/materials/${materialId}/settlement`)
    const files: string[] = []
    for (const format of ['DOCX', 'PDF/A', 'XLSX', 'CSV'])
      files.push(await kept(await download(drafter, 'Stáhnout', `Vypořádací tabulka (${format})`)))
    const print = await kept(await download(drafter, 'Stáhnout', 'Text s připomínkami (PDF)'))
    const [docx, pdf, xlsx, csv] = files
    const pages = await readInOffice(folder, [docx ?? '', xlsx ?? ''])
    for (const page of pages) {
      expect(
        tablesOf(page)
          .flat()
          .map((cells) => cells.join(' | ')),
      ).toContainEqual(expect.stringMatching(/Odbor právní.*Neodpovídá, viz rozpočet\..*Akceptováno/))
    }
    expect(await readFile(csv ?? '', 'utf8')).toMatch(/Odbor právní.*"Neodpovídá, viz rozpočet\.".*Akceptováno/)
    expect(await wordsOf(pdf ?? '')).toMatch(/Neodpovídá, viz rozpočet\./)
    expect(await wordsOf(print)).toMatch(/120 mil\..*obci Horní Lhota.*Neodpovídá, viz rozpočet\./)
  })

  /** A meeting with the material on its agenda, as the secretary's page shows it. */
  const openMeetingWith = async (materialId: string): Promise<Page> => {
    const page = await at('pokorna')
    await page.goto(`/meetings/${await meetingOn(office, materialId)}`)
    await page.getByRole('article', { name: /Statut fondu rozvoje/ }).waitFor()
    return page
  }
})
