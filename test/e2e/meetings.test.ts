import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn, writeMoment } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice } from './browserOffice.ts'
import { selectWords } from './words.ts'

const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true }
const paper = 'Dotace obcím na obnovu veřejné zeleně v roce 2027'
const thought = 'Proč jen 27 žádostí?'

let office: BrowserOffice
beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '' })
})
afterAll(() => office?.close())

async function openMeeting(page: Page, title: string | RegExp): Promise<void> {
  await page.goto('/meetings')
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

const titlesOf = (page: Page) => page.locator('.agenda-card h3').allTextContents()

/** What is shown in the page and its dialog and is smaller than a finger, 44 px; what nobody sees is left out. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main :is(a, button, input), [role=dialog] :is(button, input, textarea)')].flatMap(
      (each) => {
        const { width, height } = each.getBoundingClientRect()
        const isSeen = height > 8 && width > 8
        return isSeen && (Math.round(height) < 44 || Math.round(width) < 44)
          ? [`${each.outerHTML.slice(0, 80)} ${width}x${height}`]
          : []
      },
    ),
  )

/**
 * Takes the connection from the page and from its worker. The worker must be awake for that: one that starts later finds
 * the server for a moment, and the page that it opens is not the kept one.
 */
async function cutOff(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.evaluate(async () => (await fetch('/offline-files.json')).text())
  await expect.poll(() => page.context().serviceWorkers().length, { timeout: patience }).toBeGreaterThan(0)
  await page.context().setOffline(true)
  // The worker has none either once it answers with what is kept, or cannot.
  const isCutOff = () =>
    page.evaluate(async () => {
      const answer = await fetch('/api/v1/session').catch(() => null)
      return answer === null || answer.headers.has('x-glosa-kept')
    })
  await expect.poll(isCutOff, { timeout: patience }).toBe(true)
}

describe('meetings in the browser', () => {
  it('[UM8] a secretary plans a meeting, orders its agenda by keyboard and by hand, and takes an item off', async () => {
    const { page, complaints } = await office.enter('pokorna')
    await page.goto('/meetings')
    await page.getByRole('button', { name: 'Naplánovat jednání' }).click()
    const dialog = page.getByRole('dialog', { name: 'Naplánovat jednání' })
    await dialog.getByLabel('Název').fill('25. schůze rady')
    await writeMoment(page, 'Začátek', '150120300900')
    await dialog.getByLabel('Místo').fill('Sál 214')
    await dialog.getByRole('button', { name: 'Naplánovat jednání' }).click()
    await page.getByRole('heading', { name: '25. schůze rady', level: 1 }).waitFor()
    for (const title of ['Schválení programu', 'Zpráva hejtmana', 'Různé']) {
      await page.getByRole('button', { name: 'Přidat na program' }).click()
      const add = page.getByRole('dialog', { name: 'Přidat na program' })
      await add.getByRole('radio', { name: 'Bod bez podkladů' }).click()
      await add.getByLabel('Název bodu').fill(title)
      await add.getByRole('button', { name: 'Přidat', exact: true }).click()
      await page.getByRole('article', { name: new RegExp(title) }).waitFor()
    }

    // The answer to the first change comes while the next item is already under the mouse.
    const answered = Promise.withResolvers<void>()
    await page.route(
      '**/order',
      async (route) => {
        await answered.promise
        await route.continue()
      },
      { times: 1 },
    )
    await page.getByRole('button', { name: 'Přesunout bod Různé' }).focus()
    await page.keyboard.press('ArrowUp')
    await page.getByText('Různé: 2. z 3').waitFor({ state: 'attached' })
    expect(await titlesOf(page)).toEqual(['Schválení programu', 'Různé', 'Zpráva hejtmana'])
    const from = await page.getByRole('button', { name: 'Přesunout bod Zpráva hejtmana' }).boundingBox()
    const to = await page.getByRole('article', { name: /Schválení programu/ }).boundingBox()
    if (!from || !to) throw new Error('the agenda is not shown')
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(from.x + from.width / 2, to.y + to.height, { steps: 4 })
    await page.mouse.move(from.x + from.width / 2, to.y + 4, { steps: 4 })
    const isKept = () => page.waitForResponse((answer) => answer.url().endsWith('/order') && answer.ok())
    const isRead = page.waitForResponse((answer) => /\/api\/v1\/meetings\/[^/]+$/.test(new URL(answer.url()).pathname))
    const first = isKept()
    answered.resolve()
    await Promise.all([first, isRead])
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    const second = isKept()
    await page.mouse.up()
    await second
    await page.reload()
    await page.locator('.agenda').waitFor()
    expect(await titlesOf(page)).toEqual(['Zpráva hejtmana', 'Schválení programu', 'Různé'])

    await page.getByRole('button', { name: 'Další akce s bodem Zpráva hejtmana' }).click()
    await page.getByRole('menuitem', { name: 'Stáhnout z programu' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stáhnout z programu' }).click()
    await page.getByRole('article', { name: /Zpráva hejtmana/ }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('[UM5] [UM6] [UM7] [MZ3] [MZ6] a member reads on a tablet, notes and asks, goes on without a connection, and leaves nothing behind', async () => {
    const { page, context, complaints } = await office.enter('hejtman', tablet)
    await page.goto('/')
    await page.getByRole('link', { name: paper }).click()
    await page.getByRole('button', { name: /^Předkládací zpráva přečteno/ }).waitFor()
    await selectWords(page, '27 žádostí')
    await page.getByRole('button', { name: 'Poznámka k výběru' }).click()
    await page.getByLabel('Nová poznámka').fill(thought)
    await page.getByRole('button', { name: 'Uložit poznámku' }).click()
    await page.getByRole('list', { name: 'Vaše poznámky' }).getByText(thought).waitFor()
    await page.getByRole('radio', { name: /Dotazy/ }).click()
    await page.getByLabel(/Dotaz na zpracovatele/).fill('Kdo byl v komisi?')
    await page.getByRole('button', { name: 'Položit dotaz' }).click()
    await page.getByRole('article', { name: 'Dotaz: Bohumil Kučera' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('mark.reader-mark-note', { hasText: '27 žádostí' }).waitFor()

    const drafter = await office.enter('strnad')
    await openMeeting(drafter.page, /24\. schůze/)
    await drafter.page.getByText('1 dotaz čeká na odpověď').waitFor()
    expect(await drafter.page.getByText(thought).count()).toBe(0)
    await drafter.page.getByRole('link', { name: paper }).click()
    await drafter.page.getByRole('radio', { name: /Dotazy/ }).click()
    const thread = drafter.page.getByRole('article', { name: 'Dotaz: Bohumil Kučera' })
    await thread.getByLabel('Vaše odpověď').fill('Tři členové výboru.')
    await thread.getByRole('button', { name: 'Odpovědět' }).click()
    await thread.getByText('Zbyněk Strnad').waitFor()
    await drafter.page.context().close()

    await page.getByRole('link', { name: '24. schůze Rady Podhorského kraje' }).click()
    await page.getByRole('button', { name: 'Stáhnout vše do zařízení' }).click()
    await page.getByText('uloženo v zařízení', { exact: true }).waitFor()
    await cutOff(page)
    await page.reload()
    await page.getByText('Čtete kopii uloženou').waitFor()
    await page.getByRole('link', { name: paper }).click()
    await page.locator('.reader-text .body').getByText('27 žádostí').waitFor()
    await page.getByRole('button', { name: /^Poznámky/ }).click()
    await page.getByLabel('Nová poznámka').fill('Psáno ve vlaku')
    await page.getByRole('button', { name: 'Uložit poznámku' }).click()
    await page.getByRole('list', { name: 'Vaše poznámky' }).getByText('Psáno ve vlaku').waitFor()
    const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/notes') && answer.status() === 201)
    await context.setOffline(false)
    await sent
    const notes = await page.evaluate(async () => (await fetch('/api/v1/notes')).text())
    expect(notes).toContain('Psáno ve vlaku')
    expect(notes).toContain(thought)

    // What changed meanwhile is said once the server is back, and papers that were lost go from the device.
    const secretary = await office.call('pokorna')
    const meetingId = new URL(page.url()).pathname.split('/')[2] ?? ''
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: '24. schůze Rady Podhorského kraje' }).click()
    await page.getByText('uloženo v zařízení', { exact: true }).waitFor()
    await cutOff(page)
    const point = { itemId: 'z'.repeat(20), subject: { kind: 'point', title: 'Informace o povodni' } }
    await secretary.call('POST', `/meetings/${meetingId}/items`, point)
    await page.reload()
    await page.getByText('Čtete kopii uloženou').waitFor()
    expect(await page.getByText('Informace o povodni').count()).toBe(0)
    await context.setOffline(false)
    await page.getByText('uložená kopie je neaktuální').waitFor()
    await page.getByText('Informace o povodni').waitFor()

    const { agenda, members } = await secretary.call('GET', `/meetings/${meetingId}`)
    const subject = (agenda as { subject: { title: string; materialId?: string } }[]).find(
      (item) => item.subject.title === paper,
    )?.subject
    const facts = { title: '26. schůze rady', place: 'Sál', startsAt: Date.now() + 864e5, endsAt: Date.now() + 9e7 }
    const memberIds = (members as { personId: string }[]).map(({ personId }) => personId)
    const { id } = await secretary.call('POST', '/meetings', { body: 'board', ...facts, memberIds })
    const item = { itemId: 'y'.repeat(20), subject: { kind: 'material', materialId: subject?.materialId } }
    await secretary.call('POST', `/meetings/${String(id)}/items`, item)
    await secretary.call('POST', `/meetings/${String(id)}/convening`)
    await page.goto(`/meetings/${String(id)}`)
    await page.getByRole('button', { name: 'Stáhnout vše do zařízení' }).click()
    await page.getByText('uloženo v zařízení', { exact: true }).waitFor()
    const keptWords = () =>
      page.evaluate(
        async (name) => {
          const cache = await caches.open(name)
          const answers = await Promise.all((await cache.keys()).map((key) => cache.match(key)))
          return (await Promise.all(answers.map((answer) => answer?.text()))).join()
        },
        `glosa-meeting-${String(id)}`,
      )
    expect(await keptWords()).toContain('Hodnoticí komise doporučila')
    await context.setOffline(true)
    await secretary.call('POST', `/meetings/${String(id)}/items/${item.itemId}/withdrawal`, { reason: 'Stažen' })
    await context.setOffline(false)
    await page.getByText('staženo z programu').waitFor()
    await expect.poll(keptWords, { timeout: patience }).not.toContain('Hodnoticí komise doporučila')
    expect(await keptWords()).toContain('26. schůze rady')

    // A session that the server does not know leaves no papers; they come back with the person.
    const keptHere = () => caches.keys().then((names) => names.some((name) => name.startsWith('glosa-meeting-')))
    await context.clearCookies()
    await page.goto('/meetings')
    await page.getByRole('heading', { name: 'Přihlášení', level: 1 }).waitFor()
    expect(await page.evaluate(keptHere)).toBe(false)
    await signIn(page, 'hejtman')
    await page.waitForFunction(keptHere)

    await page.getByRole('button', { name: /Bohumil Kučera/ }).click()
    await page.getByRole('menuitem', { name: 'Odhlásit se' }).click()
    await page.getByLabel('Přihlašovací jméno').waitFor()
    const left = await page.evaluate(async () => ({
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
    expect(left).toEqual({ caches: [], workers: 0 })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('[UM9] [MZ8] a meeting takes its course: amendment, votes, numbered resolutions, and a record that is closed', async () => {
    const member = await office.enter('tichy', tablet)
    await openMeeting(member.page, /24\. schůze/)
    await member.page.getByRole('link', { name: paper }).click()
    await selectWords(member.page, '200 000 Kč')
    await member.page.getByRole('button', { name: 'Pozměňovací návrh', exact: true }).click()
    await member.page.getByLabel('Nové znění').fill('300 000 Kč')
    await member.page.getByLabel('Odůvodnění návrhu').fill('Ceny stromů vzrostly.')
    expect(await smallTargets(member.page)).toEqual([])
    await member.page.getByRole('button', { name: 'Podat návrh' }).click()
    await member.page.getByRole('article', { name: 'Pozměňovací návrh č. 1' }).waitFor()
    await member.page.context().close()

    const { page, complaints } = await office.enter('pokorna')
    await openMeeting(page, /24\. schůze/)
    await page.getByRole('button', { name: 'Zahájit jednání' }).click()
    const presence = page.getByRole('dialog', { name: /kdo je přítomen/ })
    await presence.getByText('Růžena Veselá').click()
    await presence.getByRole('button', { name: 'Zahájit jednání' }).click()
    await page.getByText('právě probíhá').waitFor()

    await page.getByRole('link', { name: paper }).click()
    await page.getByRole('radio', { name: /Pozměňovací návrhy/ }).click()
    const amendment = page.getByRole('article', { name: 'Pozměňovací návrh č. 1' })
    await amendment.getByRole('button', { name: 'Zapsat hlasování' }).click()
    await amendment.getByLabel('Pro', { exact: true }).fill('9')
    await amendment.getByText('Hlasů je 9, přítomných 5.').waitFor()
    await amendment.getByLabel('Pro', { exact: true }).fill('4')
    await amendment.getByLabel('Zdrželo se').fill('1')
    await amendment.getByRole('button', { name: 'Přijat', exact: true }).click()
    await amendment.getByText('pro 4, proti 0, zdrželo se 1').waitFor()
    await page.getByRole('link', { name: '24. schůze Rady Podhorského kraje' }).click()

    const record = async (title: RegExp, outcome: string, text: string) => {
      await page
        .getByRole('article', { name: title })
        .getByRole('button', { name: /Zapsat výsledek/ })
        .click()
      const dialog = page.getByRole('dialog', { name: /Zapsat výsledek/ })
      if (outcome !== 'přijato') {
        await dialog.getByRole('button', { name: /^přijato/ }).click()
        await page.getByRole('option', { name: outcome, exact: true }).click()
      }
      await dialog.getByRole('button', { name: 'Převzít znění z návrhu usnesení' }).click()
      expect(await dialog.getByLabel('Znění usnesení').inputValue()).toMatch(/^Rada .*kraje\n\(1\) \S/)
      await dialog.getByLabel('Znění usnesení').fill(text)
      await dialog.getByLabel('Pro', { exact: true }).fill('5')
      await dialog.getByRole('button', { name: 'Zapsat výsledek' }).click()
      await page.getByRole('article', { name: title }).getByText(text).waitFor()
    }
    await record(/Dotace obcím/, 'přijato', 'Rada rozhoduje o poskytnutí dotací.')
    await record(/Jmenování členů/, 'odročeno', 'Odročeno na příští schůzi.')
    await record(/Pronájem nebytových/, 'přijato', 'Rada rozhoduje o pronájmu.')
    expect(await page.locator('.agenda-outcome strong').allTextContents()).toEqual([
      expect.stringMatching(/^Usnesení č.\sR\/3\/20\d\d$/),
      expect.stringMatching(/^Usnesení č.\sR\/4\/20\d\d$/),
    ])
    await page.getByRole('button', { name: 'Uzavřít zápis' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Uzavřít zápis' }).click()
    await page.getByText(/Otisk SHA-256: [0-9a-f]{64}/).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
