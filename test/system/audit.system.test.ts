import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '@glosa/domain/model'
import { Authenticator } from '../support/authenticator.ts'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { passwordOf, Visitor } from './visitor.ts'

let folder = ''
let glosa: GlosaProcess
let administrator: Visitor
/** Everything that a person typed or was shown and that must be nowhere. */
const secrets = new Map<string, string>()
const typedAsLogin = 'Tajne-heslo-misto-jmena'
const wrongPassword = 'Uplne-spatne-heslo-1'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'verifyAudit.mjs')

interface Entry {
  readonly sequence: number
  readonly at: number
  readonly by: { readonly displayName: string } | null
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string }
}

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, { GLOSA_LOG_LEVEL: 'debug' })
  administrator = new Visitor(glosa)
  await administrator.signIn('spravce')
  await livesThrough()
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

/** A day of signing in, of factors and of administering. */
async function livesThrough(): Promise<void> {
  const visitor = new Visitor(glosa)
  await visitor.signIn('kolar', wrongPassword)
  await visitor.signIn(typedAsLogin, 'x')
  await visitor.signIn('kolar')
  keepCookies(visitor, 'kolar')
  const { secret } = await visitor.done('POST', '/second-factor/totp', { enrolmentCode: null })
  secrets.set('secret of the application', String(secret))
  const step = Math.floor(Date.now() / 30_000)
  const codeOf = (at: number) => generateSync({ secret: String(secret), epoch: at * 30 })
  const enrolled = await visitor.done('POST', '/second-factor/totp/confirm', {
    code: codeOf(step - 1),
    label: 'Telefon',
  })
  for (const [index, code] of (enrolled['recoveryCodes'] as string[]).entries()) {
    secrets.set(`recovery code ${index}`, code)
    secrets.set(`recovery code ${index} without dashes`, code.replaceAll('-', ''))
  }
  await visitor.ask('POST', '/second-factor/shown/totp', { code: 'abcdef' })
  await visitor.done('POST', '/second-factor/shown/totp', { code: codeOf(step) })
  const authenticator = new Authenticator(`http://localhost:${glosa.port}`, 'localhost')
  const { options } = await visitor.done('POST', '/second-factor/passkeys', { enrolmentCode: null })
  const response = authenticator.create(options as Record<string, unknown>)
  await visitor.done('POST', '/second-factor/passkeys/confirm', { response, label: 'Klíč' })
  await visitor.done('POST', '/session/refresh')
  keepCookies(visitor, 'kolar, refreshed')
  await visitor.done('DELETE', '/session')

  const { policy } = await administrator.done('GET', '/administration/policy')
  await administrator.done('PUT', '/administration/policy', { ...(policy as object), enrolment: 'with-code' })
  const machova = new Visitor(glosa)
  await machova.signIn('machova')
  const { person } = await machova.done('GET', '/session')
  const { id } = person as { id: string }
  const issued = await administrator.done('POST', `/administration/people/${encodeURIComponent(id)}/enrolment-code`)
  secrets.set('enrolment code', String(issued['enrolmentCode']))
  await administrator.done('DELETE', `/administration/people/${encodeURIComponent(id)}/sessions`)
  keepCookies(administrator, 'administrator')
  for (const login of ['kolar', 'machova', 'spravce']) secrets.set(`password of ${login}`, passwordOf(login))
  secrets.set('a wrong password', wrongPassword)
  secrets.set('what was typed as login', typedAsLogin)
}

function keepCookies(visitor: Visitor, whose: string): void {
  for (const pair of visitor.cookie.split('; ')) {
    const [name = '', value = ''] = pair.split('=')
    // The session's id before the dot is no secret: it names the row.
    secrets.set(`${name} of ${whose}`, name === 'glosa_refresh' ? (value.split('.')[1] ?? value) : value)
  }
}

async function entries(query = ''): Promise<readonly Entry[]> {
  return (await administrator.done('GET', `/administration/audit?limit=500${query}`))['entries'] as Entry[]
}

describe('the audit log of a server', () => {
  it('[AD5] tells what happened, by whom, newest first', async () => {
    const told = (await entries()).toReversed().map(({ event, by }) => [event.type, by?.displayName ?? null])
    const kolar = 'Matěj Kolář'
    const vlcek = 'Lukáš Vlček'
    expect(told).toEqual([
      ['signed-in', vlcek],
      ['sign-in-refused', kolar],
      ['sign-in-refused', null],
      ['signed-in', kolar],
      ['factor-added', kolar],
      ['second-factor-refused', kolar],
      ['second-factor-shown', kolar],
      ['factor-added', kolar],
      ['session-ended', kolar],
      ['second-factor-policy-changed', vlcek],
      ['privileged-act', vlcek],
      ['signed-in', 'Tereza Machová'],
      ['enrolment-code-issued', vlcek],
      ['privileged-act', vlcek],
      ['session-ended', vlcek],
      ['privileged-act', vlcek],
    ])
  })

  it('[AD1] says from where somebody signed in, and why they could not', async () => {
    const [signedIn] = await entries('&type=signed-in')
    expect(signedIn?.event).toMatchObject({
      method: 'password',
      source: { address: expect.stringMatching(/127\.0\.0\.1/) },
    })
    expect((await entries('&type=sign-in-refused')).map(({ event }) => event['code'])).toEqual([
      'sign-in-failed',
      'sign-in-failed',
    ])
  })

  it('[AD6] is read in pages, by kind and by person, by administrators only', async () => {
    const all = await entries()
    const paged: Entry[] = []
    for (let before: unknown = undefined; before !== null;) {
      const query = before === undefined ? '' : `&before=${String(before)}`
      const page = await administrator.done('GET', `/administration/audit?limit=3${query}`)
      paged.push(...(page['entries'] as Entry[]))
      before = page['before']
    }
    expect(paged).toEqual(all)
    const clerk = new Visitor(glosa)
    await clerk.signIn('svobodova')
    for (const path of ['audit', 'audit/verification', 'audit/export']) {
      expect((await clerk.ask('GET', `/administration/${path}`)).code).toBe('not-permitted')
      expect((await new Visitor(glosa).ask('GET', `/administration/${path}`)).code).toBe('not-signed-in')
    }
    expect((await entries('&type=privileged-act-refused'))[0]).toMatchObject({
      by: { displayName: 'Šárka Svobodová' },
      event: { route: 'exportAudit', code: 'not-permitted' },
    })
  })

  it('[IZ10] is read by time and by act', async () => {
    const all = await entries()
    const middle = all[Math.floor(all.length / 2)]
    if (!middle) throw new Error('the log is empty')
    const newer = await entries(`&since=${middle.at}`)
    const older = await entries(`&until=${middle.at}`)
    expect(newer.length).toBeGreaterThan(0)
    expect(older.length).toBeGreaterThan(0)
    expect(newer.every(({ at }) => at >= middle.at) && older.every(({ at }) => at < middle.at)).toBe(true)
    expect([...newer, ...older]).toEqual(all)
    const acts = await entries('&act=changeSecurityPolicy')
    expect(acts.map(({ event }) => [event.type, event['route']])).toEqual([['privileged-act', 'changeSecurityPolicy']])
    expect((await administrator.ask('GET', '/administration/audit?since=gestern')).code).toBe('invalid-input')
  })

  it('[IZ11] [IZ12] a selection says what it is, and whole exports and selections are verified without the server', async () => {
    const verify = async (text: string, lastHash?: unknown) => {
      const path = join(folder, 'exported.ndjson')
      await writeFile(path, text)
      return new Promise<readonly [code: number, said: string]>((resolve) => {
        const args = [script, path, ...(lastHash === undefined ? [] : [String(lastHash)])]
        execFile(process.execPath, args, (error, out, err) => resolve([Number(error?.code ?? 0), out + err]))
      })
    }
    const { lastHash } = await administrator.done('GET', '/administration/audit/verification')
    const whole = (await administrator.ask('GET', '/administration/audit/export')).text
    expect(await verify(whole, lastHash)).toEqual([0, expect.stringContaining(`Hash of the last record: ${lastHash}`)])
    const lines = whole.trimEnd().split('\n')
    const without = (index: number) => [...lines.slice(0, index), ...lines.slice(index + 1)].join('\n')
    for (const [damaged, said] of [
      [whole.replace('Matěj Kolář', 'Matěj Kovář'), 'was changed'],
      [without(2), 'Broken: record 3 is missing'],
      [[...lines.slice(0, 2), lines[3], lines[2], ...lines.slice(4)].join('\n'), 'Broken: record 3 is missing'],
      [[lines[0], ...lines].join('\n'), 'Broken: record 1 comes after 1'],
      [lines.slice(0, -1).join('\n'), `not ${lastHash}`],
    ] as const) {
      expect(await verify(damaged, lastHash)).toEqual([1, expect.stringContaining(said)])
    }

    const { person } = await administrator.done('GET', '/session')
    const { id } = person as { id: string }
    const query = `type=privileged-act&personId=${encodeURIComponent(id)}`
    const selected = (await administrator.ask('GET', `/administration/audit/export?${query}`)).text
    const [head = '', ...records] = selected.trimEnd().split('\n')
    expect(JSON.parse(head)).toMatchObject({
      selection: { type: 'privileged-act', personId: id },
      from: 1,
      records: records.length,
      entries: (await entries(`&${query}`)).length - 1,
    })
    expect(records.every((line) => line.includes('"privileged-act"'))).toBe(true)
    // The export of the whole log is one more.
    expect(records.filter((line) => !whole.includes(line))).toEqual([expect.stringContaining('exportAudit')])
    expect(await verify(selected)).toEqual([0, expect.stringContaining('A selection, not the whole log')])
    expect(await verify([head, ...records.slice(1)].join('\n'))).toEqual([1, expect.stringContaining('selection says')])
    expect(await verify(selected.replace('changeSecurityPolicy', 'lockMaterial'))).toEqual([
      1,
      expect.stringContaining('was changed'),
    ])
    expect((await entries('&type=audit-exported'))[0]?.event).toMatchObject({
      filter: { type: 'privileged-act', personId: id },
    })
    expect((await verify('no json'))[0]).toBe(1)
  })

  it('[AD7] is exported a record a line, and anybody can verify it', async () => {
    const verified = await administrator.done('GET', '/administration/audit/verification')
    expect(verified['brokenAt']).toBeNull()
    const exported = await administrator.ask('GET', '/administration/audit/export')
    const records = exported.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { sequence: number; previous: string | null; hash: string })
    let previous: string | null = null
    for (const [index, { hash, ...record }] of records.entries()) {
      expect(record).toMatchObject({ sequence: index + 1, previous })
      expect(createHash('sha256').update(canonicalJson(record)).digest('hex')).toBe(hash)
      previous = hash
    }
    expect(records.length).toBeGreaterThanOrEqual(Number(verified['records']))
    expect((await entries('&type=audit-exported'))[0]?.event).toMatchObject({ from: 1, to: records.length })
  })
})

it('[AD8] [AD9] no password, code, token or key is in the log of the server, in its data or in the audit', async () => {
  const kept = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = kept.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  // The two files of keys are there to hold keys.
  const searched = files.filter((path) => !/session-keys\.json$|secret-keys$/.test(path))
  expect(searched.some((path) => path.endsWith('glosa.sqlite'))).toBe(true)
  const keyFile = await readFile(join(folder, 'secret-keys'), 'utf8')
  secrets.set('key of secrets', keyFile.trim().split(':')[1] ?? 'missing')
  const signingKeys = JSON.parse(await readFile(join(folder, 'session-keys.json'), 'utf8')) as { privateKey: string }[]
  for (const { privateKey } of signingKeys) secrets.set('signing key', privateKey.split('\n')[1] ?? 'missing')

  expect(secrets.size).toBeGreaterThan(30)
  const places: (readonly [string, Buffer])[] = [
    ['the log', Buffer.from(glosa.output().replace(/^A demo office\.[^]*?^Open http/m, ''))],
  ]
  for (const path of searched) places.push([path, await readFile(path)])
  const audit = (await administrator.ask('GET', '/administration/audit/export')).text
  places.push(['the audit log', Buffer.from(audit)])
  const found = [...secrets].flatMap(([name, secret]) => {
    expect(secret.length, name).toBeGreaterThan(7)
    return places.filter(([, bytes]) => bytes.includes(secret)).map(([place]) => `${name} in ${place}`)
  })
  expect(found).toEqual([])
})
