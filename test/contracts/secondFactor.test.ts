import { resealTotp, SecretUnreadable, type SecondFactors } from '@glosa/auth'
import { instant, officePolicy, openPolicy, type SessionRow } from '@glosa/domain/model'
import { beforeEach, describe, expect, it } from 'vitest'
import { Authenticator } from '../support/authenticator.ts'
import { FactorOffice, given, host, keyOf, minute, origin } from './factorOffice.ts'

let office: FactorOffice
let factors: SecondFactors

beforeEach(async () => {
  office = await FactorOffice.open()
  factors = office.factors
})

describe('an authenticator application', () => {
  it('[SF2] is set up by its code and then completes a sign-in', async () => {
    const first = await office.session('pokorna', 'secretary')
    expect(await factors.status(first)).toMatchObject({ level: 'enrol', demand: 'any', factors: [], mayChange: true })
    const offer = given(await factors.beginTotp(first, null))
    expect(offer.uri).toBe(`otpauth://totp/Glosa:pokorna?secret=${offer.secret}&issuer=Glosa`)
    expect(offer.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(offer.qrSvg).toMatch(/^<svg [^>]*viewBox=.*<\/svg>$/s)
    expect(await factors.confirmTotp(first, '000000', 'Telefon')).toEqual({ refused: 'second-factor-wrong' })
    const { factor, recoveryCodes } = given(await factors.confirmTotp(first, office.codeOf(offer.secret), 'Telefon'))
    expect(factor).toMatchObject({ kind: 'totp', label: 'Telefon' })
    expect(recoveryCodes).toHaveLength(10)
    expect(await factors.level(await office.fresh(first.id))).toBe('full')

    office.now += minute
    const second = await office.session('pokorna', 'secretary')
    expect(await factors.level(second)).toBe('challenge')
    expect(await factors.showTotp(second, ` ${office.codeOf(offer.secret).replace(/(...)/, '$1 ')}`)).toBe(true)
    expect(await factors.level(await office.fresh(second.id))).toBe('full')
  })

  it('[SF3] has each of its steps taken once, also by two nodes at once', async () => {
    const row = await office.session()
    const { secret } = await office.withTotp(row)
    const nodes = [office.node(), office.node(), office.node(), office.node()]
    const answers = await Promise.all(nodes.map((one) => one.showTotp(row, office.codeOf(secret))))
    expect(answers.filter((answer) => answer === true)).toHaveLength(1)
    office.now += minute
    expect(await factors.showTotp(row, office.codeOf(secret))).toBe(true)
    expect(await office.node().showTotp(row, office.codeOf(secret))).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.showTotp(row, office.codeOf(secret, office.now - 30_000))).toEqual({
      refused: 'second-factor-wrong',
    })
  })

  it('[SF3] has the step that confirmed it taken with that', async () => {
    const row = await office.session()
    const { secret } = given(await factors.beginTotp(row, null))
    given(await factors.confirmTotp(row, office.codeOf(secret), 'Telefon'))
    expect(await factors.showTotp(row, office.codeOf(secret))).toEqual({ refused: 'second-factor-wrong' })
  })

  it.each([
    [-61_000, false],
    [-30_000, true],
    [30_000, true],
    [61_000, false],
  ])('[SF4] may have a clock that is wrong by a step: %i ms is taken: %s', async (ms, taken) => {
    const row = await office.session()
    const { secret } = await office.withTotp(row)
    office.now = Math.ceil(office.now / 30_000) * 30_000 + 10 * minute
    expect((await factors.showTotp(row, office.codeOf(secret, office.now + ms))) === true).toBe(taken)
  })

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '12 34', '9'.repeat(60)])(
    '[SF5] takes %j for a wrong code and not for a fault',
    async (code) => {
      const row = await office.session()
      await office.withTotp(row)
      expect(await factors.showTotp(row, code)).toEqual({ refused: 'second-factor-wrong' })
    },
  )

  it('[SF6] is offered for ten minutes, to the session that asked, and only in its newest offer', async () => {
    const row = await office.session()
    const old = given(await factors.beginTotp(row, null))
    const offer = given(await factors.beginTotp(row, null))
    expect(await factors.confirmTotp(row, office.codeOf(old.secret), 'x')).toEqual({ refused: 'second-factor-wrong' })
    const other = await office.session()
    expect(await factors.confirmTotp(other, office.codeOf(offer.secret), 'x')).toEqual({ refused: 'enrolment-expired' })
    office.now += 10 * minute
    expect(await factors.confirmTotp(row, office.codeOf(offer.secret), 'x')).toEqual({ refused: 'enrolment-expired' })
  })
})

describe('tries', () => {
  it('[SF7] are five of a person in a quarter of an hour, over all factors, sessions and nodes', async () => {
    const row = await office.session()
    const { secret } = await office.withTotp(row)
    office.now = Math.ceil(office.now / (15 * minute)) * 15 * minute
    const other = await office.session()
    expect(await factors.showTotp(row, '000000')).toEqual({ refused: 'second-factor-wrong' })
    expect(await office.node().showTotp(other, '000001')).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.showRecoveryCode(row, 'x')).toEqual({ refused: 'second-factor-wrong' })
    expect(await office.node().showPasskey(row, {})).toEqual({ refused: 'enrolment-expired' })
    expect(await factors.showTotp(other, '000002')).toEqual({ refused: 'second-factor-wrong' })
    const blocked = { refused: 'second-factor-blocked', detail: { retryAfterSeconds: 900 } }
    expect(await factors.showTotp(row, office.codeOf(secret))).toEqual(blocked)
    expect(await office.node().showTotp(other, office.codeOf(secret))).toEqual(blocked)
    const somebody = await office.session('fiserova')
    await office.withTotp(somebody)
    office.now = Math.ceil(office.now / (15 * minute)) * 15 * minute
    expect(await factors.showTotp(row, office.codeOf(secret))).toBe(true)
  })

  it('[SF8] are forgotten with the right code', async () => {
    const row = await office.session()
    const { secret } = await office.withTotp(row)
    for (let round = 0; round < 3; round++) {
      for (let wrong = 0; wrong < 4; wrong++) await factors.showTotp(row, '000000')
      expect(await factors.showTotp(row, office.codeOf(secret))).toBe(true)
      office.now += minute
    }
  })
})

describe('secrets at rest', () => {
  const kept = async () => JSON.stringify(await office.storage.factors.all())

  it('[SF9] are sealed or hashed: neither secret nor code is in the storage', async () => {
    const row = await office.session()
    const { secret } = given(await factors.beginTotp(row, null))
    const pending = await office.storage.shortLived.find(`totp:${row.id}`, instant(office.now))
    expect(pending).not.toContain(secret)
    const { recoveryCodes } = given(await factors.confirmTotp(row, office.codeOf(secret), 'Telefon'))
    expect(await kept()).not.toContain(secret)
    for (const code of recoveryCodes ?? []) {
      expect(await kept()).not.toContain(code)
      expect(await kept()).not.toContain(code.replaceAll('-', ''))
    }
    expect(JSON.stringify(office.audited)).not.toContain(secret)
  })

  it('[SF10] are sealed anew by the newest key, and read by whichever key of the ring sealed them', async () => {
    const row = await office.session()
    const { secret } = await office.withTotp(row)
    const ring = `two:${keyOf('2')}\none:${keyOf('1')}`
    expect(await office.node(ring).showTotp(row, office.codeOf(secret))).toBe(true)
    office.now += minute
    expect(await resealTotp(office.depsOf(ring))).toBe(1)
    expect(await resealTotp(office.depsOf(ring))).toBe(0)
    expect(await office.node(`two:${keyOf('2')}`).showTotp(row, office.codeOf(secret))).toBe(true)
    await expect(resealTotp(office.depsOf(`one:${keyOf('1')}`))).rejects.toThrow(SecretUnreadable)
    await expect(resealTotp(office.depsOf(`two:${keyOf('3')}`))).rejects.toThrow(SecretUnreadable)
  })

  it('[SF11] belong to one person: moved to another row they cannot be read', async () => {
    const mine = await office.session('pokorna')
    await office.withTotp(mine)
    const theirs = await office.session('spravce', 'administrator')
    const { secret } = await office.withTotp(theirs)
    const totpOf = async ({ personId }: SessionRow) =>
      (await office.storage.factors.ofPerson(personId)).find(({ kind }) => kind === 'totp')
    const own = await totpOf(mine)
    const other = await totpOf(theirs)
    if (!own || !other) throw new Error('no factors')
    const moved = await office.storage.factors.change(other.id, other.revision, {
      label: '',
      lastUsedAt: null,
      data: own.data,
    })
    expect(moved).toBe(true)
    await expect(factors.showTotp(theirs, office.codeOf(secret))).rejects.toThrow(SecretUnreadable)
  })
})

describe('a passkey', () => {
  it('[SF12] is set up and shown, and resists phishing', async () => {
    office.policy = { ...officePolicy, roles: { ...officePolicy.roles, secretary: 'phishing-resistant' } }
    const row = await office.session('pokorna', 'secretary')
    const authenticator = await office.withPasskey(row)
    expect(await factors.level(await office.fresh(row.id))).toBe('full')
    const again = await office.session('pokorna', 'secretary')
    const options = given(await factors.beginShowPasskey(again))
    expect(options).toMatchObject({
      rpId: host,
      userVerification: 'required',
      allowCredentials: [{ id: authenticator.id }],
    })
    expect(await factors.showPasskey(again, authenticator.get(options))).toBe(true)
    expect((await office.fresh(again.id)).proof?.factor).toMatchObject({ kind: 'passkey', phishingResistant: true })
    expect(await factors.level(await office.fresh(again.id))).toBe('full')
  })

  it('[SF13] is asked for what authenticators know, and not for the same one twice', async () => {
    const row = await office.session()
    const authenticator = await office.withPasskey(row)
    const options = given(await factors.beginPasskey(await office.fresh(row.id), null))
    expect(options).toMatchObject({
      rp: { id: host, name: 'Krajský úřad' },
      user: { name: 'pokorna', displayName: 'pokorna' },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      excludeCredentials: [{ id: authenticator.id }],
      authenticatorSelection: { userVerification: 'required' },
    })
  })

  it.each<[string, Parameters<Authenticator['get']>[1]]>([
    ['from a foreign page', { origin: 'https://glosa.example.com' }],
    ['for another host', { relyingParty: 'example.org' }],
    ['without PIN or finger', { userVerified: false }],
    ['for another challenge', { challenge: Buffer.from('other').toString('base64url') }],
    ['with a counter that went back', { counter: 0 }],
    ['with a malformed signature', { signature: 'AAAA' }],
  ])('[SF14] is refused %s', async (_case, wrong) => {
    const row = await office.session()
    const authenticator = await office.withPasskey(row)
    const once = given(await factors.beginShowPasskey(row))
    expect(await factors.showPasskey(row, authenticator.get(once))).toBe(true)
    const options = given(await factors.beginShowPasskey(row))
    expect(await factors.showPasskey(row, authenticator.get(options, wrong))).toEqual({
      refused: 'second-factor-wrong',
    })
  })

  it.each<[string, Parameters<Authenticator['create']>[1]]>([
    ['from a foreign page', { origin: 'https://glosa.example.com' }],
    ['for another host', { relyingParty: 'example.org' }],
    ['without PIN or finger', { userVerified: false }],
    ['for another challenge', { challenge: Buffer.from('other').toString('base64url') }],
  ])('[SF14] is not set up %s', async (_case, wrong) => {
    const row = await office.session()
    const options = given(await factors.beginPasskey(row, null))
    const answer = new Authenticator(origin, host).create(options, wrong)
    expect(await factors.confirmPasskey(row, answer, 'Klíč')).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.has(row.personId)).toBe(false)
  })

  it('[SF15] is good for one challenge, once, in the session that asked', async () => {
    const row = await office.session()
    const authenticator = await office.withPasskey(row)
    const options = given(await factors.beginShowPasskey(row))
    const answer = authenticator.get(options)
    const other = await office.session()
    expect(await factors.showPasskey(other, answer)).toEqual({ refused: 'enrolment-expired' })
    expect(await factors.showPasskey(row, answer)).toBe(true)
    expect(await factors.showPasskey(row, answer)).toEqual({ refused: 'enrolment-expired' })
    const late = given(await factors.beginShowPasskey(row))
    office.now += 5 * minute
    expect(await factors.showPasskey(row, authenticator.get(late))).toEqual({ refused: 'enrolment-expired' })
  })

  it('[SF15] of somebody else is nothing here', async () => {
    const theirs = await office.withPasskey(await office.session('spravce'))
    const row = await office.session('pokorna')
    await office.withPasskey(row)
    const options = given(await factors.beginShowPasskey(row))
    expect(await factors.showPasskey(row, theirs.get(options))).toEqual({ refused: 'second-factor-wrong' })
    const none = await office.session('fiserova')
    expect(await factors.beginShowPasskey(none)).toEqual({ refused: 'factor-not-found' })
  })

  it.each([
    null,
    'x',
    [],
    {},
    { id: 1 },
    { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {}, response: {} },
  ])('[SF14] answers %j as wrong and not as a fault', async (answer) => {
    const row = await office.session()
    await office.withPasskey(row)
    given(await factors.beginShowPasskey(row))
    expect(await factors.showPasskey(row, answer)).toEqual({ refused: 'second-factor-wrong' })
  })
})

describe('recovery codes', () => {
  it('[SF16] are each good once, also for two nodes at once', async () => {
    const row = await office.session()
    const { codes } = await office.withTotp(row)
    expect(new Set(codes).size).toBe(10)
    expect(codes.every((code) => /^([0-9a-z]{4}-){3}[0-9a-z]{4}$/.test(code))).toBe(true)
    const [first = '', second = ''] = codes
    const answers = await Promise.all(
      [office.node(), office.node(), office.node()].map((one) => one.showRecoveryCode(row, first)),
    )
    expect(answers.filter((answer) => answer === true)).toHaveLength(1)
    expect(await factors.showRecoveryCode(row, first)).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.showRecoveryCode(row, second.toUpperCase().replaceAll('-', ' '))).toBe(true)
    expect((await factors.status(row)).recoveryCodesLeft).toBe(8)
    expect(office.audited).toContainEqual({ type: 'recovery-code-used', left: 8 })
  })

  it('[SF17] open nothing but the setting up of a new factor', async () => {
    const row = await office.session('pokorna', 'secretary')
    const { codes } = await office.withTotp(row)
    const again = await office.session('pokorna', 'secretary')
    expect(await factors.showRecoveryCode(again, codes[3] ?? '')).toBe(true)
    expect(await factors.level(await office.fresh(again.id))).toBe('enrol')
    await office.withPasskey(await office.fresh(again.id))
    expect(await factors.level(await office.fresh(again.id))).toBe('full')
    const [lost] = (await factors.status(await office.fresh(again.id))).factors
    if (!lost) throw new Error('no factor')
    expect(await factors.remove(await office.fresh(again.id), lost.id)).toBe(true)
  })

  it('[SF18] are void as soon as there are new ones', async () => {
    const row = await office.session()
    const { codes } = await office.withTotp(row)
    const renewed = given(await factors.renewRecoveryCodes(await office.fresh(row.id)))
    expect(await factors.showRecoveryCode(row, codes[0] ?? '')).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.showRecoveryCode(row, renewed[0] ?? '')).toBe(true)
  })
})

describe('changing one’s factors', () => {
  it('[SF19] needs one of them shown just now, so that a password alone changes nothing', async () => {
    const row = await office.session()
    await office.withTotp(row)
    const again = await office.session()
    const [factor] = (await factors.status(again)).factors
    if (!factor) throw new Error('no factor')
    for (const answer of [
      await factors.beginTotp(again, null),
      await factors.beginPasskey(again, null),
      await factors.remove(again, factor.id),
      await factors.renewRecoveryCodes(again),
    ]) {
      expect(answer).toMatchObject({ refused: 'step-up-needed' })
    }
    office.now += 11 * minute
    expect(await factors.beginTotp(await office.fresh(row.id), null)).toMatchObject({ refused: 'step-up-needed' })
    expect(await factors.rename(again, factor.id, 'Nový telefon')).toBe(true)
    expect((await factors.status(again)).factors[0]?.label).toBe('Nový telefon')
  })

  it('[SF19] leaves what the roles demand, and touches nobody else’s', async () => {
    const row = await office.session('pokorna', 'secretary')
    await office.withTotp(row)
    const [factor] = (await factors.status(row)).factors
    if (!factor) throw new Error('no factor')
    expect(await factors.remove(await office.fresh(row.id), factor.id)).toMatchObject({ refused: 'last-factor' })
    const stranger = await office.session('fiserova')
    expect(await factors.remove(stranger, factor.id)).toEqual({ refused: 'factor-not-found' })
    expect(await factors.rename(stranger, factor.id, 'x')).toEqual({ refused: 'factor-not-found' })
    office.policy = openPolicy
    expect(await factors.remove(await office.fresh(row.id), factor.id)).toBe(true)
    expect(office.audited.at(-1)).toMatchObject({ type: 'factor-removed', kind: 'totp', label: 'Telefon' })
  })

  it('[SF36] stops at ten', async () => {
    const row = await office.session()
    for (let count = 0; count < 10; count++) {
      const { secret } = given(await factors.beginTotp(await office.fresh(row.id), null))
      given(await factors.confirmTotp(await office.fresh(row.id), office.codeOf(secret), `Telefon ${count}`))
    }
    expect(await factors.beginTotp(await office.fresh(row.id), null)).toEqual({ refused: 'factor-limit' })
  })
})

describe('a code from an administrator', () => {
  it('[SF37] is needed for the first factor where the policy says so, for those who must have one', async () => {
    office.policy = { ...officePolicy, enrolment: 'with-code' }
    const clerk = await office.session('svobodova')
    given(await factors.beginTotp(clerk, null))
    const row = await office.session('pokorna', 'secretary')
    expect((await factors.status(row)).needsEnrolmentCode).toBe(true)
    expect(await factors.beginTotp(row, null)).toEqual({ refused: 'enrolment-code-needed' })
    const { enrolmentCode } = given(await factors.issueEnrolmentCode(row.personId))
    expect(await factors.beginTotp(row, 'aaaa-bbbb-cccc-dddd')).toEqual({ refused: 'enrolment-code-needed' })
    const { secret } = given(await factors.beginTotp(row, enrolmentCode.toUpperCase()))
    given(await factors.confirmTotp(row, office.codeOf(secret), 'Telefon'))
    expect(await factors.issueEnrolmentCode(row.personId)).toEqual({ refused: 'conflict' })
    expect(JSON.stringify(await office.storage.factors.all())).not.toContain(enrolmentCode)
    expect((await factors.ofPerson(row.personId)).enrolmentCodeUntil).toBeNull()
  })

  it('[SF38] is needed after a loss, and while it is not given nobody sets up a factor', async () => {
    const row = await office.session('svobodova')
    const { secret, codes } = await office.withTotp(row)
    const { enrolmentCode, expiresAt } = given(await factors.reset(row.personId))
    expect(expiresAt - office.now).toBe(7 * 24 * 60 * minute)
    const again = await office.session('svobodova')
    expect(await factors.status(again)).toMatchObject({ factors: [], recoveryCodesLeft: 0, needsEnrolmentCode: true })
    expect(await factors.showTotp(again, office.codeOf(secret))).toEqual({ refused: 'factor-not-found' })
    expect(await factors.showRecoveryCode(again, codes[0] ?? '')).toEqual({ refused: 'second-factor-wrong' })
    expect(await factors.beginPasskey(again, null)).toEqual({ refused: 'enrolment-code-needed' })
    office.now += 8 * 24 * 60 * minute
    const late = await office.session('svobodova')
    expect(await factors.beginPasskey(late, enrolmentCode)).toEqual({ refused: 'enrolment-code-needed' })
    const { enrolmentCode: next } = given(await factors.issueEnrolmentCode(row.personId))
    given(await factors.beginPasskey(late, next))
  })

  it('[SF37] cannot be guessed: tries count as those of factors do', async () => {
    office.policy = { ...officePolicy, enrolment: 'with-code' }
    const row = await office.session('pokorna', 'secretary')
    office.now = Math.ceil(office.now / (15 * minute)) * 15 * minute
    for (let wrong = 0; wrong < 5; wrong++) {
      expect(await factors.beginTotp(row, 'aaaa-bbbb-cccc-dddd')).toEqual({ refused: 'enrolment-code-needed' })
    }
    expect(await factors.beginTotp(row, 'aaaa-bbbb-cccc-dddd')).toMatchObject({ refused: 'second-factor-blocked' })
  })
})
