import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes } from '@glosa/domain/contract'
import { officePolicy, openPolicy } from '@glosa/domain/model'
import { Authenticator } from '../support/authenticator.ts'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { Visitor } from './visitor.ts'

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let own: Founded
/** Two administrators, signed in fully. */
let vlcek: Visitor
let hoa: Visitor
/** A secretary whose telephone gets lost at the end. */
let pokorna: { readonly secret: string; readonly codes: readonly string[] }

/** A code of a secret that was not used yet: each step is good once. */
const used = new Map<string, number>()
function codeOf(secret: string): string {
  const nowStep = Math.floor(Date.now() / 30_000)
  const step = Math.max(nowStep - 1, (used.get(secret) ?? 0) + 1)
  if (step > nowStep + 1) throw new RangeError('this test shows more codes than there are within a minute')
  used.set(secret, step)
  return generateSync({ secret, epoch: step * 30 })
}

/** Sets up an authenticator application. */
async function enrol(visitor: Visitor): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  const secret = String((await visitor.done('POST', '/second-factor/totp', { enrolmentCode: null }))['secret'])
  const body = { code: codeOf(secret), label: 'Telefon' }
  const confirmed = await visitor.done('POST', '/second-factor/totp/confirm', body)
  return { secret, codes: (confirmed['recoveryCodes'] ?? []) as string[] }
}

async function signedIn(login: string): Promise<Visitor> {
  const visitor = new Visitor(glosa)
  const answer = await visitor.signIn(login)
  expect(answer.status, answer.text).toBe(200)
  return visitor
}

const levelOf = async (visitor: Visitor) => (await visitor.done('GET', '/session'))['level']
const personIdOf = async (visitor: Visitor) =>
  String(((await visitor.done('GET', '/session'))['person'] as Record<string, unknown>)['id'])

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, { GLOSA_SECOND_FACTOR: 'by-role' })
  drafter = await clerk(glosa, 'svobodova')
  own = await found(drafter, 'Materiál k uzamčení')
  await invite(drafter, own.materialId, (await clerk(glosa, 'kolar')).personId, 'comment')
  await openRound(drafter, own.materialId)
  await drafter.call('POST', `/materials/${own.materialId}/round/close`)
  vlcek = await signedIn('spravce')
  hoa = await signedIn('nguyen')
  await enrol(vlcek)
  await enrol(hoa)
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

describe('a sign-in that needs a second factor', () => {
  it('[SF1] opens nothing but the setting up and showing of factors until one is shown', async () => {
    const visitor = await signedIn('pokorna')
    expect(await levelOf(visitor)).toBe('enrol')
    for (const path of ['/tasks', '/materials', '/directory', '/sessions', `/materials/${own.materialId}`]) {
      expect((await visitor.ask('GET', path)).code).toBe('second-factor-needed')
    }
    expect((await visitor.ask('POST', `/materials/${own.materialId}/lock`)).code).toBe('second-factor-needed')
    const atTheDoor = { port: glosa.port, materialId: own.materialId, bodyId: own.bodyId, cookie: visitor.cookie }
    await expect(OutsideClient.connect(atTheDoor)).rejects.toThrow(/denied: second-factor-needed/)
    pokorna = await enrol(visitor)
    expect(await levelOf(visitor)).toBe('full')
    expect((await visitor.ask('GET', '/tasks')).status).toBe(200)

    const again = await signedIn('pokorna')
    expect(await levelOf(again)).toBe('challenge')
    expect((await again.ask('GET', '/tasks')).code).toBe('second-factor-needed')
    // Whoever has the password alone cannot set up a factor of theirs.
    expect((await again.ask('POST', '/second-factor/totp', { enrolmentCode: null })).code).toBe('step-up-needed')
    expect((await again.ask('POST', '/second-factor/shown/totp', { code: '000000' })).code).toBe('second-factor-wrong')
    const shown = await again.done('POST', '/second-factor/shown/totp', { code: codeOf(pokorna.secret) })
    expect(shown['level']).toBe('full')
    expect((await again.ask('GET', '/tasks')).status).toBe(200)
    await again.done('DELETE', '/session')
  })

  it('[SF12] goes on with a passkey, from the address of the office', async () => {
    const visitor = await signedIn('spisovna')
    const { port } = glosa
    const authenticator = new Authenticator(`http://localhost:${port}`, 'localhost')
    const { options } = await visitor.done('POST', '/second-factor/passkeys', { enrolmentCode: null })
    const response = authenticator.create(options as Record<string, unknown>)
    await visitor.done('POST', '/second-factor/passkeys/confirm', { response, label: 'Klíč' })
    expect(await levelOf(visitor)).toBe('full')
    const again = await signedIn('spisovna')
    const asked = await again.done('POST', '/second-factor/shown/passkey/options')
    const shown = authenticator.get(asked['options'] as Record<string, unknown>)
    expect((await again.done('POST', '/second-factor/shown/passkey', { response: shown }))['level']).toBe('full')
    expect((await again.ask('POST', '/second-factor/shown/passkey', { response: shown })).code).toBe(
      'enrolment-expired',
    )
  })
})

describe('a protected act', () => {
  const facts = { title: 'Pro veřejnost', fields: [], resolutionText: null, relevantUntil: null, copy: null }

  it('[SF47] [RZ5] is refused until the factor is shown, and goes on in the same session', async () => {
    const policy = { ...openPolicy, acts: { ...officePolicy.acts } }
    expect((await vlcek.ask('PUT', '/administration/policy', policy)).status).toBe(200)
    const secretary = await signedIn('fiserova')
    expect(await levelOf(secretary)).toBe('full')
    const lock = () => secretary.ask('POST', `/materials/${own.materialId}/lock`)
    const refusal = await lock()
    expect(refusal.status).toBe(403)
    expect(refusal.json).toMatchObject({
      code: 'step-up-needed',
      detail: { act: 'lock', demand: 'any', withinSeconds: 600 },
    })
    expect((await drafter.call('GET', `/materials/${own.materialId}`))['state']).toBe('settling')
    expect(await secretary.ask('POST', `/materials/${own.materialId}/publication`, facts)).toMatchObject({
      status: 403,
      code: 'step-up-needed',
    })
    await enrol(secretary)
    expect((await lock()).status).toBe(200)
    expect((await drafter.call('GET', `/materials/${own.materialId}`))['state']).toBe('locked')
    expect((await secretary.ask('POST', `/materials/${own.materialId}/publication`, facts)).status).toBe(201)
  })

  it('[SF48] of changing the rules does not lock its administrator out', async () => {
    const roles = { ...openPolicy.roles, administrator: 'phishing-resistant' }
    expect((await vlcek.ask('PUT', '/administration/policy', { ...openPolicy, roles })).code).toBe('policy-locks-out')
    const administer = { demand: 'phishing-resistant', withinMinutes: 10 }
    const acts = { ...openPolicy.acts, administer }
    expect((await vlcek.ask('PUT', '/administration/policy', { ...openPolicy, acts })).code).toBe('policy-locks-out')
    const clerkAsks = await new Visitor(glosa).ask('PUT', '/administration/policy', openPolicy)
    expect(clerkAsks.code).toBe('not-signed-in')
    expect((await drafter.call('GET', '/session'))['level']).toBe('full')
    await expect(drafter.call('PUT', '/administration/policy', openPolicy)).rejects.toThrow(/not-permitted|step-up/)
  })

  it('[SF25] holds for open sessions, sockets included, as soon as the rules are stricter', async () => {
    const guest = await OutsideClient.connect({
      port: glosa.port,
      materialId: own.materialId,
      bodyId: null,
      cookie: drafter.cookie,
    })
    const policy = { ...officePolicy, roles: { ...officePolicy.roles, drafter: 'any' } }
    await vlcek.done('PUT', '/administration/policy', policy)
    await expect(drafter.call('GET', '/tasks')).rejects.toThrow(/second-factor-needed/)
    expect((await guest.closed).code).toBe(closeCodes.sessionEnded)
    await vlcek.done('PUT', '/administration/policy', officePolicy)
    expect((await drafter.call('GET', '/tasks'))['cards']).toBeDefined()
  })
})

describe('a lost second factor', () => {
  it('[SF49] is taken away by two administrators, and set up anew with their code', async () => {
    const open = await signedIn('pokorna')
    const personId = await personIdOf(open)
    const wish = { personId, reason: 'Telefon spadl do řeky' }
    const reset = await vlcek.done('POST', '/administration/factor-resets', wish)
    expect(reset).toMatchObject({ personId, reason: wish.reason, mayConfirm: false })
    const confirm = `/administration/factor-resets/${String(reset['resetId'])}/confirm`
    expect((await vlcek.ask('POST', confirm)).code).toBe('another-administrator-needed')
    const waiting = await hoa.done('GET', '/administration/factor-resets')
    expect(waiting['resets']).toMatchObject([{ personId, mayConfirm: true }])
    const { enrolmentCode } = await hoa.done('POST', confirm)
    expect((await hoa.ask('POST', confirm)).code).toBe('reset-not-found')
    expect((await open.ask('GET', '/session')).code).toBe('session-ended')

    const again = await signedIn('pokorna')
    expect(await levelOf(again)).toBe('enrol')
    const lost = { code: pokorna.codes[0] ?? '' }
    expect((await again.ask('POST', '/second-factor/shown/recovery-code', lost)).code).toBe('second-factor-wrong')
    const begin = (code: unknown) => again.ask('POST', '/second-factor/totp', { enrolmentCode: code })
    expect((await begin(null)).code).toBe('enrolment-code-needed')
    const offer = await begin(enrolmentCode)
    const body = { code: codeOf(String(offer.json['secret'])), label: 'Nový telefon' }
    expect((await again.ask('POST', '/second-factor/totp/confirm', body)).status).toBe(201)
    expect(await levelOf(again)).toBe('full')
  })
})
