import { randomBytes } from 'node:crypto'
import { generateSync } from 'otplib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { Visitor } from './visitor.ts'

let folder = ''
let running: GlosaProcess | null = null
beforeEach(async () => {
  folder = await newFolder()
})
afterEach(async () => {
  await running?.stop()
  await removeFolder(folder)
})

const line = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
const [one, two] = [line('one'), line('two')]

/** The next run of the server on the same data, with another ring. */
async function start(ring: string, env: Readonly<Record<string, string>> = {}): Promise<GlosaProcess> {
  await running?.stop()
  running = await startGlosaProcess(folder, { GLOSA_SECRET_KEYS: ring, GLOSA_LOG_LEVEL: 'info', ...env })
  return running
}

/** What the log said under a message. */
const logged = (server: GlosaProcess, message: string) =>
  server
    .output()
    .split('\n')
    .filter((said) => said.startsWith('{'))
    .map((said) => JSON.parse(said) as Readonly<Record<string, unknown>>)
    .find(({ msg }) => msg === message)

it('[IZ14] [IZ15] [IZ16] an administrator replaces the keys: factors and sessions go on, what is still needed is asked for', async () => {
  const first = new Visitor(await start(one))
  await first.signIn('kolar')
  const { secret } = await first.done('POST', '/second-factor/totp', { enrolmentCode: null })
  let used = Math.floor(Date.now() / 30_000) - 1
  const nextCode = () => {
    used = Math.max(used + 1, Math.floor(Date.now() / 30_000))
    return generateSync({ secret: String(secret), epoch: used * 30 })
  }
  const code = generateSync({ secret: String(secret), epoch: used * 30 })
  await first.done('POST', '/second-factor/totp/confirm', { code, label: 'Telefon' })
  await first.done('POST', '/session/refresh')

  // The new key first: the old one still opens, and nothing needs it afterwards. Keys of sessions are replaced as well.
  const rotated = await start(`${two}\n${one}`, { GLOSA_SESSION_KEYS_SINCE: new Date().toISOString() })
  expect(logged(rotated, 'secrets sealed by the newest key')).toMatchObject({ secrets: 1 })
  expect(logged(rotated, 'keys of secrets that nothing needs: they can be taken out of the ring')).toMatchObject({
    keys: ['one'],
  })
  const administrator = new Visitor(rotated)
  await administrator.signIn('spravce')
  const { entries } = await administrator.done('GET', '/administration/audit?type=keys-rotated')
  expect((entries as { readonly event: object }[]).map(({ event }) => event)).toMatchObject([
    { keys: 'secrets', count: 1 },
    { keys: 'session', count: 1 },
  ])
  const second = new Visitor(rotated)
  second.cookie = first.cookie
  expect((await second.ask('GET', '/session')).code).toBe('not-signed-in')
  await second.done('POST', '/session/refresh')
  await second.done('POST', '/second-factor/shown/totp', { code: nextCode() })

  // Without the old key, and with the keys of sessions that were made then.
  const shortened = await start(two)
  const third = new Visitor(shortened)
  third.cookie = second.cookie
  expect((await third.done('GET', '/session'))['person']).toMatchObject({ login: 'kolar' })
  await third.done('POST', '/second-factor/shown/totp', { code: nextCode() })
  await shortened.stop()
  running = null

  // The other way round nothing starts.
  const refused = spawnGlosa({ NODE_ENV: 'development', GLOSA_DATA: folder, PORT: '0', GLOSA_SECRET_KEYS: one })
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('keys are missing from the ring: two (needed by 1). Give GLOSA_SECRET_KEYS_FILE')
  expect(refused.output()).not.toContain(one.slice(4))
})
