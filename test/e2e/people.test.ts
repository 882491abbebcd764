import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choosePart, find, openMaterial, startWriting, writeMoment } from './acts.ts'
import { openBrowserOffice, patience, type BrowserOffice } from './browserOffice.ts'

const provisional = 'Rozpočtové provizorium Podhorského kraje na rok 2027'

let office: BrowserOffice
let proxy: Server
let proxyUrl = ''
/** What browsers asked of the proxy. */
const asked: string[] = []

beforeAll(async () => {
  office = await openBrowserOffice({ MONGODB_URL: '' })
  proxy = strictProxy()
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
})
afterAll(async () => {
  await office?.close()
  proxy?.closeAllConnections()
  await new Promise((resolve) => proxy?.close(resolve))
})

/** Passes plain requests on and lets no tunnel through, which a WebSocket needs: as proxies of offices do. */
function strictProxy(): Server {
  const server = createServer((incoming, outgoing) => {
    const { host, port, pathname, search } = new URL(incoming.url ?? '')
    asked.push(`${incoming.method} ${pathname}`)
    const headers = { ...incoming.headers, host }
    const onward = request({ host: '127.0.0.1', port, path: pathname + search, method: incoming.method, headers })
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
  })
  return server
}

describe('what each person has for themselves', () => {
  it('[UN5] notifications come under the bell, lead to their place and are marked as read', async () => {
    const { page, complaints } = await office.enter('svobodova')
    await page.goto('/')
    const bell = page.getByRole('button', { name: /^Upozornění/ })
    await page.getByRole('button', { name: /^Upozornění, \d+ nepřeč/ }).click()
    const latest = page.getByRole('dialog', { name: 'Upozornění' })
    await latest
      .getByRole('link', { name: /Přišla připomínka/ })
      .first()
      .click()
    await page.waitForURL(/\/materials\/[a-z0-9]{20}\?comment=/)
    await latest.waitFor({ state: 'detached' })
    await page.locator('.comment-card').first().waitFor()

    await bell.click()
    await latest.getByRole('link', { name: 'Všechna upozornění' }).click()
    await page.getByRole('heading', { name: 'Upozornění', level: 1 }).waitFor()
    await page.locator('.news-page .news-line').first().waitFor()
    await page.locator('.news-line:not(.news-line-unread)').first().waitFor()
    await page.getByRole('button', { name: 'Označit vše jako přečtené' }).click()
    await page.getByRole('button', { name: 'Upozornění, nic nepřečteného' }).waitFor()
    await expect.poll(() => page.locator('.news-line-unread').count(), { timeout: patience }).toBe(0)
    expect(complaints).toEqual([])
  })

  it('[UN6] how one wants to be told is kept, and the calendar has an address that can be renewed and ended', async () => {
    const { page, complaints } = await office.enter('krizkova')
    await page.goto('/account')
    await page.getByText('Připomínky', { exact: true }).click()
    await page.getByRole('button', { name: /Někdo mě zmínil/ }).click()
    await page.getByRole('option', { name: 'Neupozorňovat' }).click()
    await page.getByText('Nastavení upozornění je uloženo.').waitFor()
    await page.getByRole('button', { name: 'Vytvořit adresu kalendáře' }).click()
    const address = page.getByLabel('Adresa kalendáře')
    const first = await address.inputValue()
    expect(await statusOf(first)).toBe(200)
    await page.getByRole('button', { name: 'Vytvořit novou adresu' }).click()
    await expect.poll(() => address.inputValue(), { timeout: patience }).not.toBe(first)
    expect(await statusOf(first)).toBe(404)
    await page.reload()
    await page.getByText(/^Adresa platí od/).waitFor()
    await page.getByText('Připomínky', { exact: true }).click()
    await page
      .getByRole('button', { name: /Někdo mě zmínil/ })
      .getByText('Neupozorňovat')
      .waitFor()
    await page.getByRole('button', { name: 'Zrušit adresu' }).click()
    await page.getByText('Adresa kalendáře přestala platit.').waitFor()
    expect(complaints).toEqual([])
  })

  it('[UN7] search finds words of texts from every screen and leads to them; what is not for somebody is not found', async () => {
    const { page, complaints } = await office.enter('svobodova')
    await page.goto('/materials')
    await page.getByRole('heading', { name: 'Materiály', level: 1 }).waitFor()
    await page.keyboard.press('/')
    await page.getByRole('dialog', { name: 'Hledat v materiálech' }).getByRole('searchbox').fill('mesicni limit')
    await page.getByRole('menuitem', { name: /Hledat všude/ }).click()
    await page.getByRole('heading', { name: 'Hledání', level: 1 }).waitFor()
    const hit = page.locator('.hit').filter({ hasText: provisional }).first()
    await hit
      .locator('mark', { hasText: /měsíční/i })
      .first()
      .waitFor()
    await hit.getByRole('link').click()
    await page.getByRole('heading', { name: provisional, level: 1 }).waitFor()
    expect(complaints).toEqual([])

    const drafter = await office.call('svobodova')
    await drafter.call('POST', '/materials', { title: 'Důvěrný tramvajový záměr', template: 'internal-directive' })
    const secret = '/search?query=tramvajov%C3%BD'
    await expect
      .poll(
        async () => {
          await page.goto(secret)
          return page.locator('.hit').or(page.getByText('Nic jsme nenašli')).first().textContent()
        },
        { timeout: patience },
      )
      .toContain('Důvěrný tramvajový záměr')
    const stranger = await office.enter('kozakova')
    await stranger.page.goto(secret)
    await stranger.page.getByText('Nic jsme nenašli').waitFor()
  })

  it('[UN8] "?" helps on every screen, and hints stay away once they were put away', async () => {
    const { page } = await office.enter('kolar')
    await page.goto('/')
    const hint = page.getByRole('complementary', { name: 'Tip' })
    await hint.getByRole('button', { name: 'Rozumím' }).click()
    await hint.waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Nápověda' })
    await help.getByText('Zde je vše, co na vás čeká', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    await openMaterial(page, provisional)
    await page.keyboard.press('?')
    await help.getByText('Nová připomínka k výběru').waitFor()
    await page.keyboard.press('Escape')
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await hint.count()).toBe(0)
  })

  it('[UN9] a deputy is named and sees for whom they act, until it is ended', async () => {
    const absent = await office.enter('hejtman')
    await absent.page.goto('/account')
    await absent.page.getByRole('button', { name: 'Určit zástup' }).click()
    const dialog = absent.page.getByRole('dialog', { name: 'Určit zástup' })
    await dialog.getByRole('button', { name: 'Určit zástup' }).click()
    await dialog.getByText('Vyberte, kdo bude zastupovat.').waitFor()
    await find(absent.page, 'Kdo bude zastupovat', 'Procház', 'Květoslava Procházková')
    await writeMoment(absent.page, 'Do', '311220991200')
    await dialog.getByLabel('Důvod').fill('dovolená')
    await dialog.getByRole('button', { name: 'Určit zástup' }).click()
    await absent.page.getByText('Květoslava Procházková za: Bohumil Kučera').waitFor()

    const deputy = await office.enter('prochazkova')
    await deputy.page.goto('/')
    await deputy.page.getByText(/Zastupujete: Bohumil Kučera/).waitFor()
    await deputy.page.getByText('za: Bohumil Kučera').first().waitFor()

    await absent.page.getByRole('button', { name: /^Ukončit zástup: Květoslava/ }).click()
    await absent.page.getByRole('alertdialog').getByRole('button', { name: 'Ukončit' }).click()
    await absent.page.getByText('Zástup je ukončen.').waitFor()
    await deputy.page.reload()
    await deputy.page.getByRole('heading', { name: 'Moje úkoly', level: 1 }).waitFor()
    expect(await deputy.page.getByText(/Zastupujete: /).count()).toBe(0)
    expect([...absent.complaints, ...deputy.complaints]).toEqual([])
  })
})

describe('an office whose proxy lets no WebSocket through', () => {
  it('[CN5] writes, sees others write and is told of the other way', async () => {
    const blocked = await office.enter('svobodova', { proxy: { server: proxyUrl } })
    const free = await office.enter('novakova')
    for (const { page } of [blocked, free]) {
      await openMaterial(page, provisional)
      await choosePart(page, 'Předkládací zpráva')
      await startWriting(page)
    }
    await blocked.page.getByText('náhradní spojení').waitFor()
    expect(await free.page.getByText('náhradní spojení').count()).toBe(0)
    await typeAtEnd(blocked.page, 'Napsáno za přísnou proxy.')
    await free.page.locator('.body').getByText('Napsáno za přísnou proxy.').waitFor()
    await typeAtEnd(free.page, 'Napsáno volně.')
    await blocked.page.locator('.body').getByText('Napsáno volně.').waitFor()
    await blocked.page
      .locator('.saved-mark')
      .getByText(/^Uloženo/)
      .waitFor()
    expect(asked.some((line) => line.startsWith('CONNECT'))).toBe(true)
    expect(asked.some((line) => line.endsWith('/line/send'))).toBe(true)
    expect([...blocked.complaints, ...free.complaints]).toEqual([])
  })
})

async function typeAtEnd(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Text: / }).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type(words)
}

async function statusOf(url: string): Promise<number> {
  const { status } = await fetch(`${office.url}${new URL(url).pathname}`)
  return status
}
