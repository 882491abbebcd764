import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { choosePart } from './acts.ts'
import { openBrowserOffice, type BrowserOffice } from './browserOffice.ts'
import { faultsOf } from './faultsOf.ts'
import { selectWords } from './words.ts'

/** An appearance that an open page is given. */
interface Look {
  readonly look: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
  readonly forcedColors: 'none' | 'active'
}

const light = { look: 'light', width: 1440, height: 900, colorScheme: 'light', forcedColors: 'none' } as const
const narrow: Look = { ...light, look: '390 px', width: 390, height: 844 }

/** The appearances. Every screen is opened in the first of each line and then given the others. */
const lines: readonly { readonly line: string; readonly looks: readonly [Look, ...Look[]] }[] = [
  {
    line: 'light, dark, forced colours',
    looks: [
      light,
      { ...light, look: 'dark', colorScheme: 'dark' },
      { ...light, look: 'forced colours', forcedColors: 'active' },
    ],
  },
  {
    line: '390 px, 200 % zoom, tablet',
    looks: [
      narrow,
      { ...narrow, look: '200 % zoom', width: 720, height: 450 },
      { ...narrow, look: 'tablet', width: 820, height: 1180 },
    ],
  },
]

/** The screens of the demo office, each with who looks at it. */
const screens: readonly {
  readonly name: string
  readonly login:
    'svobodova' | 'krizkova' | 'pokorna' | 'stastny' | 'spravce' | 'hejtman' | 'machova' | 'spisovna' | null
  readonly open: (page: Page) => Promise<void>
}[] = [
  { name: 'sign-in', login: null, open: (page) => arrive(page, '/', 'Přihlášení') },
  { name: 'tasks', login: 'svobodova', open: (page) => arrive(page, '/', 'Moje úkoly') },
  { name: 'materials', login: 'svobodova', open: (page) => arrive(page, '/materials', 'Materiály') },
  { name: 'new material', login: 'svobodova', open: (page) => arrive(page, '/materials/new', 'Nový materiál') },
  {
    name: 'material with an active comment',
    login: 'svobodova',
    async open(page) {
      await openProvisional(page)
      await showComments(page)
      await page.getByRole('article', { name: /Václav Růžička/ }).click()
      await page
        .getByText('Rozhodnutí o dotaci', { exact: false })
        .or(page.getByText('Nejsou zahrnuty akce'))
        .first()
        .waitFor()
    },
  },
  {
    name: 'material being written',
    login: 'svobodova',
    async open(page) {
      await openProvisional(page)
      await page.getByRole('button', { name: 'Upravit text' }).click()
      await page.getByRole('toolbar').first().waitFor()
    },
  },
  {
    name: 'comment form',
    login: 'krizkova',
    async open(page) {
      await openProvisional(page)
      await selectWords(page, 'překročit jednu dvanáctinu')
      await page.getByRole('button', { name: 'Připomínkovat' }).click()
      const form = page.getByRole('form', { name: 'Nová připomínka' })
      await form.getByText('Navrhnout jiné znění').click()
      await form.getByLabel('Navržené znění').waitFor()
    },
  },
  {
    name: 'rounds',
    login: 'svobodova',
    async open(page) {
      await openRounds(page)
    },
  },
  {
    name: 'terms of a round',
    login: 'svobodova',
    async open(page) {
      await openRounds(page)
      await page.getByRole('button', { name: 'Připravit kolo' }).click()
      await page.getByRole('dialog').getByText('Podmínky kola').waitFor()
    },
  },
  {
    name: 'comments of a unit',
    login: 'stastny',
    async open(page) {
      await openFrom(page, /služebních vozidel/)
      await page.getByRole('link', { name: 'Připomínky útvaru' }).click()
      await page.getByRole('heading', { name: 'Připomínky: Odbor právní' }).waitFor()
    },
  },
  {
    name: 'settlement',
    login: 'svobodova',
    async open(page) {
      await openProvisional(page)
      await page.getByRole('link', { name: 'Vypořádání', exact: true }).click()
      await page.getByRole('row', { name: 'Připomínka č. 5' }).waitFor()
      await page.getByRole('link', { name: 'Návrh usnesení, čl. 2 odst. 1' }).first().waitFor()
    },
  },
  {
    name: 'settlement under dispute',
    login: 'machova',
    async open(page) {
      await openFrom(page, /dotací na podporu sportu/)
      await page.getByRole('link', { name: '1 otevřený rozpor' }).waitFor()
      await page.getByRole('link', { name: 'Vypořádání', exact: true }).click()
      await page.getByRole('row', { name: 'Připomínka č. 1' }).getByRole('link', { name: 'Rozpor č. 1' }).waitFor()
      await page.locator('summary', { hasText: 'Přehled podle připomínkových míst' }).click()
      for (const number of [1, 2]) {
        await page.getByRole('checkbox', { name: `Vybrat připomínku č. ${number}` }).press('Space')
      }
      await page.getByRole('button', { name: 'Označit jako shodné' }).waitFor()
    },
  },
  {
    name: 'versions',
    login: 'pokorna',
    async open(page) {
      await openFrom(page, /Pronájem nebytových/)
      await page.getByRole('link', { name: 'Verze 1' }).click()
      await page.getByText('Předáno do spisové služby').waitFor()
    },
  },
  {
    name: 'publication',
    login: 'pokorna',
    async open(page) {
      await openFrom(page, /Pronájem nebytových/)
      await page.getByRole('link', { name: 'Verze 1' }).click()
      await page.getByRole('link', { name: 'Zveřejnění' }).click()
      await page.locator('.redaction-text').first().waitFor()
    },
  },
  {
    name: 'public page',
    login: null,
    async open(page) {
      await page.goto('/public')
      await page.getByRole('link', { name: /^Darovací smlouva/ }).click()
      await page.getByRole('heading', { name: 'Údaje o materiálu' }).waitFor()
    },
  },
  { name: 'locked material', login: 'pokorna', open: (page) => openFrom(page, /Pronájem nebytových/) },
  {
    name: 'history',
    login: 'svobodova',
    async open(page) {
      await openProvisional(page)
      await page.getByRole('button', { name: 'Další akce' }).click()
      await page.getByRole('menuitem', { name: 'Průběh' }).click()
      await page.getByText('byl založen pod názvem').waitFor()
    },
  },
  {
    name: 'figures by reviewing body',
    login: 'svobodova',
    async open(page) {
      await openProvisional(page)
      await page.goto(`${page.url().split('?')[0]}/statistics`)
      await page
        .getByRole('button', { name: /^Dopis/ })
        .first()
        .waitFor()
    },
  },
  { name: 'notifications', login: 'svobodova', open: (page) => arrive(page, '/notices', 'Upozornění') },
  {
    name: 'search with findings',
    login: 'svobodova',
    async open(page) {
      await arrive(page, '/search?query=rozpoctu', 'Hledání')
      await page.locator('.hit').first().waitFor()
    },
  },
  {
    name: 'help',
    login: 'svobodova',
    async open(page) {
      await arrive(page, '/notices', 'Upozornění')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Nápověda' }).waitFor()
    },
  },
  { name: 'account', login: 'svobodova', open: (page) => arrive(page, '/account', 'Můj účet') },
  { name: 'directory', login: 'spravce', open: (page) => arrive(page, '/administration', 'Adresář') },
  { name: 'rules', login: 'spravce', open: (page) => arrive(page, '/administration/factors', 'Druhé faktory') },
  { name: 'sessions', login: 'spravce', open: (page) => arrive(page, '/administration/sessions', 'Přihlášení') },
  { name: 'audit log', login: 'spravce', open: (page) => arrive(page, '/administration/audit', 'Auditní záznam') },
  {
    name: 'template',
    login: 'spravce',
    async open(page) {
      await arrive(page, '/administration/settings?section=templates', 'Nastavení řízení')
      await page.getByRole('button', { name: 'Upravit: Materiál pro radu nebo zastupitelstvo' }).click()
      await page.getByRole('heading', { name: /^Šablona: / }).waitFor()
    },
  },
  {
    name: 'levels of disputes',
    login: 'spravce',
    open: (page) => arrive(page, '/administration/settings?section=disputes', 'Nastavení řízení'),
  },
  { name: 'meetings', login: 'pokorna', open: (page) => arrive(page, '/meetings', 'Jednání') },
  {
    name: 'agenda being prepared',
    login: 'pokorna',
    async open(page) {
      await openNextMeeting(page)
      await page.getByRole('button', { name: 'Přidat na program' }).waitFor()
    },
  },
  {
    name: 'papers of a meeting',
    login: 'hejtman',
    async open(page) {
      await openNextMeeting(page)
      await page.getByRole('link', { name: /^Dotace obcím/ }).click()
      await page.locator('.reader-text .body').waitFor()
    },
  },
  {
    name: 'lock dialog',
    login: 'pokorna',
    async open(page) {
      await openFrom(page, /Zásady pro poskytování/)
      await page.getByRole('button', { name: 'Uzamknout verzi' }).click()
      await page.getByRole('alertdialog').getByRole('link', { name: 'Vyřešit' }).first().waitFor()
    },
  },
  { name: 'records desk', login: 'spisovna', open: (page) => arrive(page, '/records', 'Spisová služba') },
  {
    name: 'delivery',
    login: 'spisovna',
    async open(page) {
      await page.goto('/records?show=delivered')
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('heading', { name: 'Soubory balíčku' }).waitFor()
    },
  },
  {
    name: 'records system',
    login: 'spisovna',
    async open(page) {
      await arrive(page, '/records/systems', 'Spisové systémy')
      await page.getByRole('heading', { level: 2 }).first().getByRole('link').click()
      await page.getByRole('heading', { name: 'Zprávy' }).waitFor()
    },
  },
  { name: 'integrity', login: 'spisovna', open: (page) => arrive(page, '/records/integrity', 'Neporušenost') },
  { name: 'seals', login: 'spisovna', open: (page) => arrive(page, '/records/seals', 'Pečetě') },
]

describe('every screen', () => {
  let office: BrowserOffice

  beforeAll(async () => {
    office = await openBrowserOffice({ MONGODB_URL: '' })
  })
  afterAll(() => office?.close())

  // Judging a page keeps one processor busy, and two pages two.
  it.for(lines)(
    '[EE8] has no accessibility violation and nothing that sticks out: $line',
    { concurrent: true },
    async ({ looks }, { expect }) => {
      const found: string[] = []
      const desks = new Map<string | null, Page>()
      for (const { name, login, open } of screens) {
        const page = desks.get(login) ?? (await (login ? office.enter(login, still) : office.open(still))).page
        desks.set(login, page)
        await wear(page, looks[0])
        await open(page)
        // Where the mouse was left something else may have come under it, which tells its name beside the page.
        await page.mouse.move(0, 0)
        await page.getByRole('tooltip').first().waitFor({ state: 'detached' })
        let before: Look | null = null
        for (const look of looks) {
          await wear(page, look)
          const isRecoloured = before !== null && isAsLarge(before, look)
          found.push(...(await faultsOf(page, { isRecoloured })).map((fault) => `${name}, ${look.look}: ${fault}`))
          await photograph(page, `${look.look}, ${name}`)
          before = look
        }
      }
      for (const page of desks.values()) await page.context().close()
      expect(found).toEqual([])
    },
  )
})

const isAsLarge = (one: Look, other: Look): boolean => one.width === other.width && one.height === other.height

/** Nothing moves, so that a page is measured as it stays. */
const still: BrowserContextOptions = { reducedMotion: 'reduce' }

async function wear(page: Page, { width, height, colorScheme, forcedColors }: Look): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, forcedColors })
}

/** With GLOSA_SCREENSHOTS: a picture to look at. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['GLOSA_SCREENSHOTS']
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function arrive(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

async function openFrom(page: Page, title: RegExp): Promise<void> {
  await page.goto('/materials')
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await page.locator('.material-text .body').waitFor()
}

async function openRounds(page: Page): Promise<void> {
  await page.goto('/materials?state=in-review')
  await page
    .getByRole('link', { name: /oběhu účetních dokladů/ })
    .first()
    .click()
  await page.locator('.material-text .body').waitFor()
  await page.getByRole('button', { name: 'Další akce' }).click()
  await page.getByRole('menuitem', { name: 'Kola připomínek' }).click()
  await page.getByRole('region', { name: '2. kolo' }).waitFor()
}

async function openProvisional(page: Page): Promise<void> {
  await openFrom(page, /^Rozpočtové provizorium|provizorium Podhorského/)
  await choosePart(page, 'Návrh usnesení')
}

async function openNextMeeting(page: Page): Promise<void> {
  await page.goto('/meetings')
  await page.getByRole('link', { name: /24\. schůze/ }).click()
  await page.locator('.agenda').waitFor()
}

/** On a narrow screen the comments are behind a button. */
async function showComments(page: Page): Promise<void> {
  const button = page.locator('.fabs').getByRole('button', { name: /připomín/ })
  if (await button.isVisible()) await button.click()
}
