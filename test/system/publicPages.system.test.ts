import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { demoPeople } from '@glosa/auth/demo'
import type { MaterialTextView, MaterialView, PublicationPlanView } from '@glosa/domain/contract'
import { findWords, type SearchedPart } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, comment, found, invite, openRound, viewOf, type Clerk, type Founded } from './office.ts'
import { Visitor } from './visitor.ts'

const run = promisify(execFile)

/** What everybody may read of an office, asked without signing in. */
describe('public pages', () => {
  let folder = ''
  let glosa: GlosaProcess
  let drafter: Clerk
  let guest: Clerk
  let secretary: Clerk
  let own: Founded
  let text: MaterialTextView

  const page = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${glosa.url}/public${path}`, { method, headers, redirect: 'manual' })
  const read = async (path: string): Promise<string> => (await page(path)).text()
  const ofMaterial = () => `/materials/${own.materialId}`
  const asked = async (person: Clerk, method: string, path: string, body?: unknown) => {
    const visitor = new Visitor(glosa)
    visitor.cookie = person.cookie
    return visitor.ask(method, `/materials/${own.materialId}/publication${path}`, body)
  }
  /** Removes every "rozpočet" from the text. */
  const planned = (wish: Partial<PublicationPlanView> = {}): PublicationPlanView => {
    const places = findWords(text.parts as readonly SearchedPart[], 'rozpočet', { declined: true })
    return {
      title: 'Název pro veřejnost <&>',
      fields: ['lead-unit', 'dates', 'meeting', 'resolution'],
      resolutionText: null,
      relevantUntil: null,
      copy: {
        version: 1,
        redactions: places.flatMap((place) =>
          place.at === 'text' ? [{ partId: place.partId, start: place.start, end: place.end }] : [],
        ),
        hiddenTitles: places.flatMap((place) => (place.at === 'part-title' ? [place.partId] : [])),
        leftOut: [],
        attached: [],
      },
      ...wish,
    }
  }

  beforeAll(async () => {
    folder = await newFolder()
    glosa = await startGlosaProcess(folder, { GLOSA_OFFICE_ID: '70890000' })
    drafter = await clerk(glosa, 'svobodova')
    guest = await clerk(glosa, 'machova')
    secretary = await clerk(glosa, 'pokorna')
    own = await found(drafter, 'Vnitřní název se jménem Zikmund')
    await invite(drafter, own.materialId, guest.personId, 'comment')
    await openRound(drafter, own.materialId)
    await comment(guest, own.materialId, 'tajnapoznamka', 'private')
    const commentId = await comment(guest, own.materialId, 'vnitrnipripominka')
    await drafter.call('POST', `${ofMaterial()}/round/close`)
    await drafter.call('POST', `${ofMaterial()}/settlements`, {
      commentIds: [commentId],
      settlement: { verdict: 'accepted' },
    })
    await secretary.call('POST', `${ofMaterial()}/lock`)
    const answer: unknown = await secretary.call('GET', `${ofMaterial()}/texts/1`)
    text = answer as MaterialTextView
  })
  afterAll(async () => {
    await glosa.stop()
    await removeFolder(folder)
  })

  it('[PU5] only the secretariat prepares, looks at, publishes and withdraws', async () => {
    const plan = planned()
    for (const person of [drafter, guest]) {
      expect((await asked(person, 'GET', '')).code).toBe('not-permitted')
      expect((await asked(person, 'PUT', '/plan', plan)).code).toBe('not-permitted')
      expect((await asked(person, 'POST', '/preview', plan)).code).toBe('not-permitted')
      expect((await asked(person, 'POST', '', plan)).code).toBe('not-permitted')
      expect((await asked(person, 'POST', '/withdrawal', { reason: 'x' })).code).toBe('not-permitted')
    }
    expect((await asked(secretary, 'PUT', '/plan', plan)).status).toBe(200)
    expect((await viewOf(secretary, own.materialId)).publication.draft).toEqual(plan)
    // Preparing shows nothing to anybody.
    expect((await page(ofMaterial())).status).toBe(404)
  })

  it('[PU3] nothing is published while removed words stand elsewhere', async () => {
    const plan = planned()
    const copy = plan.copy && { ...plan.copy, redactions: plan.copy.redactions.slice(0, 1), hiddenTitles: [] }
    expect(await asked(secretary, 'POST', '', { ...plan, copy })).toMatchObject({ code: 'redaction-incomplete' })
    expect((await viewOf(secretary, own.materialId)).publication.published).toBeNull()
  })

  it('[PU10] [RZ2] show what was promised, and no comment, no person and no inside title', async () => {
    expect(await asked(secretary, 'POST', '', planned())).toMatchObject({ status: 201 })
    const { number } = await viewOf(secretary, own.materialId)
    const answer = await page(`${ofMaterial()}/document.pdf`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const file = join(folder, 'public.pdf')
    await writeFile(file, Buffer.from(await answer.arrayBuffer()))
    const printed = await run('pdftotext', [file, '-'])
    const facts = await run('pdfinfo', ['-meta', file])
    const seen = {
      list: await read(''),
      page: await read(ofMaterial()),
      feed: await read('/feed.atom'),
      board: await read('/board.jsonld'),
      pdf: printed.stdout,
      facts: facts.stdout,
    }
    // Under the seal of the office, which was put on after the words were looked for.
    const seal = await run('pdfsig', ['-nocert', file])
    expect(seal.stdout).toContain('Signature is Valid')
    expect(seal.stdout).toContain('Total document signed')
    const { published } = (await viewOf(secretary, own.materialId)).publication
    expect(published?.copy?.seal).toMatchObject({ level: 'B-B', isTrial: true })
    expect(seen.page).toContain('Dokument nese zkušební pečeť')
    for (const name of ['list', 'page', 'feed', 'board', 'pdf'] as const) expect(seen[name], name).toContain(number)
    expect(seen.page).toContain('Název pro veřejnost &lt;&amp;&gt;')
    expect(seen.pdf).toContain('[anonymizováno]')
    const people = demoPeople.map(({ displayName }) => displayName)
    for (const inside of ['Zikmund', 'tajnapoznamka', 'vnitrnipripominka', ...people]) {
      for (const [name, shown] of Object.entries(seen)) expect(shown, name).not.toContain(inside)
    }
    expect(seen.pdf).not.toMatch(/rozpoč/i)
  })

  it('[PU11] announce materials as the open formal norm for notice boards wants it', async () => {
    const answer = await page('/board.jsonld')
    expect(answer.headers.get('content-type')).toMatch(/^application\/ld\+json/)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const isBoard = await boardValidator()
    const board: unknown = await answer.json()
    expect(isBoard(board), JSON.stringify(isBoard.errors)).toBe(true)
    const { informace } = board as { informace: Record<string, unknown>[] }
    expect(informace).toHaveLength(1)
    expect(isBoard({ ...(board as object), informace: [{ ...informace[0], vyvěšení: 'včera' }] })).toBe(false)
    expect(isBoard({ ...(board as object), provozovatel: { typ: 'Osoba', ičo: '123' } })).toBe(false)
  })

  it('[PU11] tell what is new in a feed that is well-formed', async () => {
    const answer = await page('/feed.atom')
    expect(answer.headers.get('content-type')).toMatch(/^application\/atom\+xml/)
    const feed = await answer.text()
    const file = join(folder, 'feed.xml')
    await writeFile(file, feed)
    await run('xmllint', ['--noout', file])
    expect(feed).toContain('<title>Název pro veřejnost &lt;&amp;&gt;</title>')
    expect(feed).toMatch(/<updated>\d{4}-\d\d-\d\dT/)
  })

  it('[PU12] set no cookie, run no script, and are kept for a minute', async () => {
    for (const path of ['', ofMaterial(), '/feed.atom', '/style.css']) {
      const answer = await page(path)
      expect(answer.status, path).toBe(200)
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/)
      const tag = answer.headers.get('etag') ?? ''
      expect((await page(path, { 'if-none-match': tag, 'cache-control': 'max-age=0' })).status).toBe(304)
      expect(await answer.text()).not.toMatch(/<script|javascript:| style=| on\w+=/)
    }
    const head = await page('', {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await page('', {}, 'POST')).status).toBe(405)
  })

  it('[PU12] speak the language that is asked for, of the link first and of the browser then', async () => {
    const languageOf = async (path: string, headers = {}) =>
      /<html lang="(\w\w)"/.exec(await (await page(path, headers)).text())?.[1]
    expect(await languageOf('')).toBe('cs')
    expect(await languageOf('', { 'accept-language': 'en-GB,en;q=0.9' })).toBe('en')
    expect(await languageOf('?lang=cs', { 'accept-language': 'en' })).toBe('cs')
    expect(await languageOf('?lang=xx', { 'accept-language': 'de' })).toBe('cs')
  })

  it('[PU12] find materials, and know nothing of what is not there', async () => {
    expect(await read('?q=NAZEV%20verejnost')).toContain(own.materialId)
    expect(await read('?q=Zikmund')).not.toContain(own.materialId)
    const { parts } = await viewOf(secretary, own.materialId)
    const nowhere = [
      '/materials/aaaaaaaaaaaaaaaaaaaa',
      '/materials/..%2f..%2fapi',
      `${ofMaterial()}/annexes/${parts[0]?.id}`,
      `${ofMaterial()}/other.pdf`,
      '/unknown',
    ]
    for (const path of nowhere) expect((await page(path)).status, path).toBe(404)
    expect(await read('?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=%22%3E%3Cb%3E')).not.toMatch(/<script|<b>/)
  })

  it('[RZ3] are not there at all where the office has none, whatever was published', async () => {
    expect(await (await fetch(`${glosa.url}/robots.txt`)).text()).toBe('User-agent: *\nAllow: /public\nDisallow: /\n')
    const addresses = ['', ofMaterial(), `${ofMaterial()}/document.pdf`, '/feed.atom', '/board.jsonld', '/style.css']
    for (const path of addresses) expect((await page(path)).status, path).toBe(200)
    await glosa.stop()
    glosa = await startGlosaProcess(folder, { GLOSA_OFFICE_ID: '70890000', GLOSA_PUBLIC_PAGES: 'no' })
    const answers = await Promise.all(addresses.map((path) => page(path)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text())))).toEqual(new Set(['Not Found']))
    expect(await (await fetch(`${glosa.url}/robots.txt`)).text()).toBe('User-agent: *\nDisallow: /\n')
    await glosa.stop()
    glosa = await startGlosaProcess(folder, { GLOSA_OFFICE_ID: '70890000' })
    ;[drafter, secretary] = await Promise.all([clerk(glosa, 'svobodova'), clerk(glosa, 'pokorna')])
  })

  it('[PU6] forget at once what is withdrawn', async () => {
    expect(await asked(secretary, 'POST', '/withdrawal', { reason: 'Omylem' })).toMatchObject({ status: 200 })
    for (const path of [ofMaterial(), `${ofMaterial()}/document.pdf`]) expect((await page(path)).status).toBe(404)
    for (const path of ['', '/feed.atom', '/board.jsonld']) expect(await read(path)).not.toContain(own.materialId)
    const view: MaterialView = await viewOf(secretary, own.materialId)
    expect(view.publication.withdrawn).toMatchObject({ reason: 'Omylem' })
  })

  it('[PU13] make one visitor wait who asks too much, and nobody who works', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => page('/style.css')))
    const waiting = answers.filter(({ status }) => status === 429)
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting[0]?.headers.get('retry-after')).toBe('10')
    expect((await viewOf(drafter, own.materialId)).id).toBe(own.materialId)
  })
})

async function boardValidator() {
  const folder = join(import.meta.dirname, '..', 'schemas', 'ofn')
  // Percent-encoded: the library resolves addresses of ASCII only.
  const inAscii = (schema: string) =>
    schema.replaceAll(/"(\$id|\$ref)": "([^"]*)"/g, (_all, key: string, iri: string) => `"${key}": "${encodeURI(iri)}"`)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== 'uredni-deska.json')
  const schemas = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const ajv = new Ajv2019({
    strict: false,
    unicodeRegExp: false,
    schemas: schemas.map((schema): object => JSON.parse(inAscii(schema)) as object),
    formats: { iri: (value: string) => URL.canParse(value), date: /^\d{4}-\d\d-\d\d$/, 'date-time': /T/, uri: true },
  })
  // Places are not published; their schema refers to one elsewhere.
  ajv.addSchema({ $id: encodeURI('https://ofn.gov.cz/umístění/2020-07-01/schémata/umístění.json') })
  return ajv.compile(JSON.parse(inAscii(await readFile(join(folder, 'uredni-deska.json'), 'utf8'))) as object)
}
