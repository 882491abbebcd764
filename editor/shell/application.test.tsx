// @vitest-environment jsdom
import type { ShownCard } from '@glosa/domain/contract'
import { instant } from '@glosa/domain/model'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

// jsdom lays nothing out.
Element.prototype.scrollIntoView = () => undefined

const day = 86_400_000
const person = { id: 'demo:1', login: 'novakova', displayName: 'Jana Nováková', email: null, unitId: null }
const session = (id = 'demo:1', roles = ['staff', 'drafter']) => ({
  sessionId: 'ssssssssssssssssssss',
  person: { ...person, id, roles },
  unitName: null,
  expiresAt: Date.now() + day,
  standsFor: [],
  level: 'full',
})
const task = (title: string, dueAt: number | null): Record<keyof ShownCard, unknown> => ({
  materialId: title.padEnd(20, 'a'),
  sequence: 1,
  number: 'MAT-2026-0001',
  title,
  state: 'in-review',
  drafterName: 'Petr Dvořák',
  leadUnitName: 'Odbor majetku',
  closesAt: dueAt,
  comments: 9,
  unsettled: 3,
  essential: 1,
  versions: 0,
  updatedAt: instant(Date.now()),
  tasks: [{ verb: 'comment', dueAt, count: null, inPlaceOf: null }],
})

/** The office's server as far as these screens go, reached by `fetch`. */
function playedOffice() {
  const office = { signedIn: true as boolean, as: session() as unknown, isUp: true, asked: [] as string[] }
  const refuse = (code: string, status: number) =>
    Response.json({ type: 'about:blank', title: code, status, code }, { status })
  const answer = (line: string, body: string | null) => {
    if (line === 'GET /api/v1/office') return Response.json({ name: 'MČ Ukázková', isDemo: false })
    if (line === 'POST /api/v1/session') {
      if (body?.includes('"password":"potřetí"')) {
        const detail = { retryAfterSeconds: 241 }
        return Response.json(
          { type: 'about:blank', title: 'sign-in-blocked', status: 429, code: 'sign-in-blocked', detail },
          { status: 429 },
        )
      }
      if (!body?.includes('"password":"heslo"')) return refuse('sign-in-failed', 401)
      office.signedIn = true
      return Response.json(office.as)
    }
    if (!office.signedIn) return refuse('session-ended', 401)
    if (line === 'GET /api/v1/session') return Response.json(office.as)
    if (line === 'GET /api/v1/tasks') {
      return Response.json({
        // Little more than a day, which just after midnight would be two days of the calendar.
        cards: [task('pronajem', Date.now() - day - 60_000), task('rozpocet', Date.now() + 40 * day)],
      })
    }
    if (line === 'GET /api/v1/second-factor') {
      const factor = { factorId: 'f'.repeat(20), kind: 'totp', label: 'Telefon', createdAt: 1, lastUsedAt: null }
      const demands = { demand: 'any', roleDemand: 'any', shown: null, needsEnrolmentCode: false, mayChange: false }
      return Response.json({ level: 'challenge', ...demands, factors: [factor], recoveryCodesLeft: 3 })
    }
    if (line === 'POST /api/v1/second-factor/shown/totp') {
      if (!body?.includes('123456')) return refuse('second-factor-wrong', 403)
      office.as = session()
      return Response.json(office.as)
    }
    if (line.startsWith('GET /api/v1/sessions')) return Response.json({ sessions: [] })
    return refuse('not-found', 404)
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const line = `${init.method} ${url}`
    office.asked.push(line)
    if (!office.isUp) return Promise.reject(new TypeError('Failed to fetch'))
    return Promise.resolve(answer(line, typeof init.body === 'string' ? init.body : null))
  })
  return office
}

let root: Root
const page = () => document.body.textContent.replaceAll('\u00a0', ' ')
const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000 })
const field = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`input[autocomplete="${name}"]`)
  if (!found) throw new Error(`no field ${name}`)
  return found
}
function type(name: string, text: string) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(name), text)
  field(name).dispatchEvent(new Event('input', { bubbles: true }))
}
const submit = () => field('username').form?.requestSubmit()

async function openApplication(path: string) {
  window.history.replaceState(null, '', path)
  // The session and the answers live in modules: each test opens the application anew.
  vi.resetModules()
  const { startTranslations } = await import('../i18n/index.ts')
  const { Application } = await import('./Application.tsx')
  await startTranslations('cs')
  const at = document.createElement('div')
  document.body.append(at)
  root = createRoot(at)
  root.render(<Application />)
}

describe('the application', () => {
  beforeEach(() => {
    // What jsdom has not and the control kit or the router asks for.
    vi.stubGlobal('scrollTo', () => {})
    vi.stubGlobal('CSS', { escape: (text: string) => text, supports: () => false })
  })
  afterEach(() => {
    root.unmount()
    document.body.replaceChildren()
    vi.unstubAllGlobals()
  })

  it('[UI10] opens with what waits for the person', async () => {
    playedOffice()
    await openApplication('/')
    await until(() => expect(page()).toContain('po termínu 1 den'))
    expect([...document.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual([
      'Po termínu',
      'Později',
    ])
    expect(page()).toContain('2 materiály čekají na vás, 1 po termínu')
    expect(page()).toContain('3 z 9')
    expect(page()).toContain('Nový materiál')
    expect(document.title).toBe('Moje úkoly – Glosa')
  })

  it('[UA3] opens no page before the second factor is shown, also after a reload', async () => {
    const office = playedOffice()
    office.as = { ...session(), level: 'challenge' }
    await openApplication('/')
    await until(() => expect(field('one-time-code')).toBeTruthy())
    expect(office.asked).not.toContain('GET /api/v1/tasks')
    const send = () => field('one-time-code').form?.requestSubmit()
    type('one-time-code', '000000')
    send()
    await until(() => expect(page()).toContain('Druhý faktor se nepodařilo ověřit'))
    type('one-time-code', '123456')
    send()
    await until(() => expect(page()).toContain('po termínu 1 den'))
  })

  it('[UI13] offers only what the policy allows: a person who is no drafter founds no material', async () => {
    playedOffice().as = session('demo:1', ['staff'])
    await openApplication('/')
    await until(() => expect(page()).toContain('po termínu 1 den'))
    expect(page()).not.toContain('Nový materiál')
  })

  it('[UI11] asks a stranger to sign in and then opens the page they wanted', async () => {
    playedOffice().signedIn = false
    await openApplication('/account')
    await until(() => expect(page()).toContain('Přihlášení'))
    expect(location.pathname + location.search).toBe('/sign-in?then=%2Faccount')

    submit()
    await until(() => expect(page()).toContain('Napište přihlašovací jméno.'))
    type('username', 'novakova')
    type('current-password', 'spatne')
    submit()
    await until(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('není správné'))
    expect(field('current-password').value).toBe('')

    type('current-password', 'heslo')
    submit()
    await until(() => expect(document.querySelector('h1')?.textContent).toBe('Můj účet'))
    expect(location.pathname).toBe('/account')
  })

  it('[UA12] says for how many minutes signing in is blocked', async () => {
    const office = playedOffice()
    office.signedIn = false
    await openApplication('/sign-in')
    await until(() => field('username'))
    type('username', 'novakova')
    type('current-password', 'potřetí')
    submit()
    await until(() => expect(page()).toContain('Zkuste to znovu za 5 minut.'))
  })

  it('[UI14] keeps the page when the session ends, and goes on after signing in again', async () => {
    const office = playedOffice()
    await openApplication('/')
    await until(() => expect(page()).toContain('po termínu 1 den'))
    office.signedIn = false
    const { forget } = await import('../api/index.ts')
    await forget('listTasks')
    await until(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('Přihlášení skončilo'))
    expect(page()).toContain('po termínu 1 den')
    expect(field('username').value).toBe('novakova')

    type('current-password', 'heslo')
    submit()
    await until(() => expect(document.querySelector('[role=dialog]')).toBeNull())
    expect(page()).toContain('po termínu 1 den')
    expect((await import('../api/index.ts')).currentSession().state).toBe('signed-in')
  })

  it('[UI15] says when the server is out of reach, at the start and later', async () => {
    const office = playedOffice()
    office.isUp = false
    await openApplication('/')
    await until(() => expect(page()).toContain('Server neodpovídá'))
    office.isUp = true
    document.querySelector('button')?.click()
    await until(() => expect(page()).toContain('po termínu 1 den'))
    expect(page()).not.toContain('Jste bez připojení')
    office.isUp = false
    const { forget } = await import('../api/index.ts')
    await forget('listTasks')
    await until(() => expect(page()).toContain('Jste bez připojení'))
    expect(page()).toContain('po termínu 1 den')
  })

  it('[UI16] has a page for an address that leads nowhere', async () => {
    playedOffice()
    await openApplication('/nikam')
    await until(() => expect(page()).toContain('Tato adresa nikam nevede'))
  })
})
