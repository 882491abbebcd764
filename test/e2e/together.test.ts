import { rename } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comment, startWriting, visit } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice, type Desk } from './browserOffice.ts'
import { foundInReview } from './reviewedMaterial.ts'
import { bodyOf, lettersOf, putCaret, selectWords, untilSaved, untilText } from './words.ts'

const part = 'Předkládací zpráva'
const sentence = 'Stručně popište, co má orgán kraje rozhodnout a proč.'
const soon = { timeout: patience, interval: 200 }

describe('people in one text', () => {
  let office: BrowserOffice
  const desks: Desk[] = []

  beforeAll(async () => {
    office = await openBrowserOffice({ MONGODB_URL: '', GLOSA_DEMO_MATERIALS: 'no' })
  })
  afterAll(() => office?.close())

  const enter = async (login: string, materialId: string): Promise<Page> => {
    const desk = await office.enter(login)
    desks.push(desk)
    await visit(desk.page, materialId, part)
    return desk.page
  }
  const leave = async () => {
    expect(desks.flatMap(({ complaints }) => complaints)).toEqual([])
    for (const { context } of desks.splice(0)) await context.close()
  }

  it('[EE2] three people type into one paragraph at once; nothing is lost and each takes back only their own', async () => {
    const materialId = await foundInReview(office, { title: 'Společný odstavec', invited: ['PRÁV'] })
    const [anna, boris, cyril] = await Promise.all([
      enter('svobodova', materialId),
      enter('capek', materialId),
      enter('dolezalova', materialId),
    ])
    const all = [anna, boris, cyril]
    // Who has the text open is seen before anybody has touched it.
    await anna.getByLabel('Právě otevřeno: František Čapek, Žaneta Doležalová').waitFor()
    for (const page of all) await startWriting(page)
    const start = await textOf(anna)
    await putCaret(anna, 'before', sentence)
    await putCaret(boris, 'after', 'orgán kraje')
    await putCaret(cyril, 'after', sentence)
    await Promise.all([
      anna.keyboard.type('Začíná se zde, od počátku. ', { delay: 25 }),
      boris.keyboard.type(' (rada nebo zastupitelstvo)', { delay: 25 }),
      cyril.keyboard.type(' Nejvýše tři věty stačí.', { delay: 25 }),
    ])
    const whole = start.replace(
      sentence,
      'Začíná se zde, od počátku. Stručně popište, co má orgán kraje (rada nebo zastupitelstvo) rozhodnout a proč. Nejvýše tři věty stačí.',
    )
    for (const page of all) await expect.poll(() => textOf(page), soon).toBe(whole)

    // Each caret still stands behind its own words.
    await Promise.all([anna.keyboard.type('A'), boris.keyboard.type('B'), cyril.keyboard.type('C')])
    const marked = whole.replace('počátku. ', 'počátku. A').replace('stvo)', 'stvo)B').replace('stačí.', 'stačí.C')
    for (const page of all) await expect.poll(() => textOf(page), soon).toBe(marked)

    const withoutBoris = marked.replace(' (rada nebo zastupitelstvo)B', '')
    await takeBack(boris, withoutBoris)
    for (const page of all) await expect.poll(() => textOf(page), soon).toBe(withoutBoris)
    const cyrilAlone = start.replace(sentence, `${sentence} Nejvýše tři věty stačí.C`)
    await takeBack(anna, cyrilAlone)
    for (const page of all) {
      await expect.poll(() => textOf(page), soon).toBe(cyrilAlone)
      await untilSaved(page)
    }
    await leave()
  })

  it('[EE3] [FZ17] says "Uloženo" only after the words are durable, and says so and waits while nothing can be saved', async () => {
    const materialId = await foundInReview(office, { title: 'Uloženo až po uložení', invited: ['PRÁV'] })
    const desk = await office.enter('svobodova')
    desks.push(desk)
    const held: (() => void)[] = []
    let isHeld = false
    await desk.page.routeWebSocket(/\/rooms\//, (client) => {
      const server = client.connectToServer()
      client.onMessage((message) => server.send(message))
      server.onMessage((message) => (isHeld ? held.push(() => client.send(message)) : client.send(message)))
    })
    await visit(desk.page, materialId, part)
    const reader = await enter('sedlackova', materialId)
    await startWriting(desk.page)
    await putCaret(desk.page, 'after', sentence)
    isHeld = true
    await desk.page.keyboard.type(' Odpověď se zdržela.')
    await untilText(reader, 'Odpověď se zdržela.')
    await desk.page.getByText('Ukládá se…').waitFor()
    isHeld = false
    for (const release of held.splice(0)) release()
    await untilSaved(desk.page)

    // The disk is pulled out while somebody types.
    const { dataDir } = office.server
    await rename(dataDir, `${dataDir}-away`)
    await desk.page.keyboard.insertText(' Bez')
    for (const page of [desk.page, reader]) {
      await page.locator('.saved-mark', { hasText: 'Úložiště neodpovídá, text teď nelze měnit' }).waitFor()
    }
    await expect.poll(() => bodyOf(desk.page).getAttribute('contenteditable'), soon).toBe('false')
    await desk.page.keyboard.type('xxx')
    expect((await lettersOf(reader)).join('\n')).not.toContain('Bez')
    await rename(`${dataDir}-away`, dataDir)
    await untilSaved(desk.page)
    await expect.poll(() => bodyOf(desk.page).getAttribute('contenteditable'), soon).toBe('true')
    await putCaret(desk.page, 'after', ' Bez')
    await desk.page.keyboard.type(' disku.')
    await untilSaved(desk.page)
    await untilText(reader, 'Odpověď se zdržela. Bez disku.')
    await leave()
  })

  it('[BO38] [BO39] letters typed where nothing was drawn yet stand in their order, on a new line and at the far end', async () => {
    const materialId = await foundInReview(office, { title: 'Rychlé psaní', invited: ['PRÁV'] })
    const page = await enter('svobodova', materialId)
    await startWriting(page)
    await putCaret(page, 'after', sentence)
    await typeUndrawn(page, 'Enter', 'První řádek')
    await typeUndrawn(page, 'Enter', 'Druhý řádek')
    expect(await textOf(page)).toContain(`${sentence}\nPrvní řádek\nDruhý řádek`)
    await paste(page, Array.from({ length: 300 }, (_, line) => `Vložený řádek ${line}.`).join('\n'))
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('Začátek: ')
    const last = (await lettersOf(page)).at(-1)
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Konec.')
    await expect.poll(async () => (await lettersOf(page)).at(-1), soon).toBe(`${last} Konec.`)
    expect((await lettersOf(page))[0]).toMatch(/^Začátek: /)
    await untilSaved(page)
    await leave()
  })

  it('[EE4] who may only comment cannot change a letter, and comments all the same', async () => {
    const materialId = await foundInReview(office, { title: 'Jen připomínky', invited: ['PRÁV'] })
    const page = await enter('sedlackova', materialId)
    await untilText(page, sentence)
    expect(await page.getByRole('button', { name: 'Upravit text' }).count()).toBe(0)
    expect(await page.locator('[contenteditable="true"]').count()).toBe(0)
    const before = await lettersOf(page)
    await bodyOf(page).focus()
    await selectWords(page, 'orgán kraje')
    await page.keyboard.type('přepsáno')
    await page.keyboard.press('Delete')
    await comment(page, { quote: 'orgán kraje', text: 'Který orgán?' })
    await page.getByText('Připomínky (1)').waitFor()
    expect(await lettersOf(page)).toEqual(before)
    const drafter = await enter('svobodova', materialId)
    await untilText(drafter, sentence)
    expect(await lettersOf(drafter)).toEqual(before)
    await leave()
  })

  it('[EE5] a comment keeps to its words while the text around them changes, and says when they are gone', async () => {
    const materialId = await foundInReview(office, { title: 'Kotva připomínky', invited: ['PRÁV'] })
    const reviewer = await enter('sedlackova', materialId)
    await comment(reviewer, { quote: 'orgán kraje', text: 'Který orgán?' })
    const drafter = await enter('svobodova', materialId)
    const both = [reviewer, drafter]
    const bothMark = async (words: string) => {
      for (const page of both) await expect.poll(() => markedWords(page), soon).toBe(words)
    }
    await startWriting(drafter)
    await bothMark('orgán kraje')

    await putCaret(drafter, 'before', 'Stručně popište')
    await drafter.keyboard.type('Prosím: ')
    await putCaret(drafter, 'before', 'orgán kraje')
    await drafter.keyboard.type('příslušný ')
    await putCaret(drafter, 'after', 'orgán kraje')
    await drafter.keyboard.type(' sám')
    await untilText(reviewer, 'Prosím: Stručně popište, co má příslušný orgán kraje sám rozhodnout')
    await bothMark('orgán kraje')

    await putCaret(drafter, 'after', 'orgán')
    await drafter.keyboard.type(' dotčeného')
    await bothMark('orgán dotčeného kraje')
    for (const _ of ' dotčeného') await drafter.keyboard.press('Backspace')
    await untilText(reviewer, 'příslušný orgán kraje sám rozhodnout')
    await bothMark('orgán kraje')

    await putCaret(drafter, 'before', 'příslušný')
    await drafter.keyboard.press('Enter')
    await untilBlock(reviewer, 'příslušný orgán kraje sám rozhodnout a proč.')
    await bothMark('orgán kraje')
    await drafter.keyboard.press('Backspace')
    await untilBlock(reviewer, 'Prosím: Stručně popište, co má příslušný orgán kraje sám rozhodnout a proč.')
    await bothMark('orgán kraje')
    await drafter.keyboard.press('Control+Shift+8')
    await bodyOf(reviewer).locator('li', { hasText: 'orgán kraje' }).waitFor()
    await bothMark('orgán kraje')
    await drafter.keyboard.press('Control+z')
    await expect.poll(() => bodyOf(reviewer).locator('li').count(), soon).toBe(0)
    await bothMark('orgán kraje')

    for (const page of both) await page.getByRole('article', { name: /Věra Sedláčková/ }).click()
    await selectWords(drafter, 'orgán kraje')
    await drafter.keyboard.press('Delete')
    await bothMark('')
    for (const page of both) await page.getByText('Text byl vypuštěn.').waitFor()
    await drafter.keyboard.press('Control+z')
    await bothMark('orgán kraje')
    for (const page of both) await page.getByText('Text byl vypuštěn.').waitFor({ state: 'detached' })

    await putCaret(drafter, 'after', 'rozhodnout')
    await drafter.getByRole('button', { name: 'Vložit tabulku' }).click()
    await drafter.keyboard.type('první řádek')
    await bodyOf(reviewer).locator('tr', { hasText: 'první řádek' }).waitFor()
    await comment(reviewer, { quote: 'první řádek', text: 'Proč nahoře?' })
    await drafter.getByRole('button', { name: 'Tabulka', exact: true }).click()
    await drafter.getByRole('menuitem', { name: 'Posunout řádek dolů' }).click()
    for (const page of both) {
      const moved = bodyOf(page).locator('tr').nth(1).locator('mark[data-comment]', { hasText: 'první řádek' })
      await moved.waitFor()
    }
    await leave()
  })
})

/** A key of the editor's and letters right after it, in one task: the browser draws nothing in between. */
const typeUndrawn = (page: Page, key: string, letters: string) =>
  bodyOf(page).evaluate(
    async (body, typed) => {
      body.dispatchEvent(new KeyboardEvent('keydown', { key: typed.key, bubbles: true, cancelable: true }))
      for (const letter of typed.letters) {
        document.execCommand('insertText', false, letter)
        // The editor reads the letter from the page in a microtask.
        await Promise.resolve()
      }
    },
    { key, letters },
  )

const paste = (page: Page, text: string) =>
  bodyOf(page).evaluate((body, words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const textOf = async (page: Page) => (await lettersOf(page)).join('\n')

const untilBlock = (page: Page, words: string) => expect.poll(() => lettersOf(page), soon).toContain(words)

/** The words that bear a comment's mark. */
const markedWords = (page: Page): Promise<string> =>
  bodyOf(page).evaluate((body) =>
    [...body.querySelectorAll('mark[data-comment]')]
      .map((mark) => {
        const copy = mark.cloneNode(true)
        if (!(copy instanceof Element)) return ''
        for (const drawn of copy.querySelectorAll('.ProseMirror-widget')) drawn.remove()
        return copy.textContent
      })
      .join(''),
  )

/** Undoes, step by step, until only the others' words are left; then there is nothing more to undo. */
async function takeBack(page: Page, others: string): Promise<void> {
  for (let steps = 0; steps < 30 && (await textOf(page)) !== others; steps += 1) {
    const before = await textOf(page)
    await page.keyboard.press('Control+z')
    await expect.poll(() => textOf(page), soon).not.toBe(before)
  }
  await page.keyboard.press('Control+z')
  expect(await textOf(page)).toBe(others)
}
