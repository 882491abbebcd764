import { describe, expect, it } from 'vitest'
import type { Role } from './people.ts'
import { isRefused } from './refusals.ts'
import {
  demandOfRoles,
  demandOfSession,
  isFull,
  levelOf,
  mayChangeFactors,
  mayRemoveFactor,
  mayStepPast,
  officePolicy,
  openPolicy,
  proofOf,
  satisfies,
  type FactorDemand,
  type FactorKind,
  type SecondFactorPolicy,
  type SessionProof,
  type ShownFactor,
} from './secondFactor.ts'
import { instant } from './time.ts'

const noon = instant(Date.UTC(2026, 4, 4, 10))
const minute = 60_000

const shown = (kind: ShownFactor['kind'], minutesAgo = 0): ShownFactor => ({
  kind,
  phishingResistant: kind === 'passkey',
  at: instant(noon - minutesAgo * minute),
})
const proof = (factor: ShownFactor | null = null, more: Partial<SessionProof> = {}): SessionProof => ({
  by: 'password',
  at: noon,
  ownFactor: false,
  factor,
  ...more,
})
const withRoles = (roles: Partial<SecondFactorPolicy['roles']>): SecondFactorPolicy => ({
  ...openPolicy,
  roles: { ...openPolicy.roles, ...roles },
})

describe('what a role asks for', () => {
  it.each<[readonly Role[], FactorDemand]>([
    [['staff'], 'none'],
    [['staff', 'secretary'], 'any'],
    [['staff', 'administrator'], 'phishing-resistant'],
    [['staff', 'secretary', 'administrator'], 'phishing-resistant'],
    [['administrator', 'secretary'], 'phishing-resistant'],
    [[], 'none'],
  ])('[SF20] of %j the strongest counts: %s', (roles, demand) => {
    expect(demandOfRoles(withRoles({ secretary: 'any', administrator: 'phishing-resistant' }), roles)).toBe(demand)
  })

  it('[SF21] is a second factor for whoever has one of their own, whatever their role', () => {
    expect(demandOfSession(openPolicy, ['staff'], { ownFactor: false })).toBe('none')
    expect(demandOfSession(openPolicy, ['staff'], { ownFactor: true })).toBe('any')
    const strict = withRoles({ staff: 'phishing-resistant' })
    expect(demandOfSession(strict, ['staff'], { ownFactor: true })).toBe('phishing-resistant')
  })

  it('[SF22] is nothing in the demo, and in an office one for those who lock, keep records or administer', () => {
    expect(new Set(Object.values(openPolicy.roles))).toEqual(new Set(['none']))
    expect(mayStepPast(openPolicy, 'lock', proof(), noon)).toBe(true)
    expect(Object.entries(officePolicy.roles).filter(([, demand]) => demand !== 'none')).toEqual([
      ['secretary', 'any'],
      ['records-manager', 'any'],
      ['administrator', 'any'],
    ])
    expect(isRefused(mayStepPast(officePolicy, 'lock', proof(), noon))).toBe(true)
    expect(isRefused(mayStepPast(officePolicy, 'administer', proof(), noon))).toBe(true)
  })
})

describe('what was shown', () => {
  it.each<[FactorDemand, ShownFactor['kind'] | null, boolean]>([
    ['none', null, true],
    ['none', 'recovery-code', true],
    ['any', null, false],
    ['any', 'totp', true],
    ['any', 'passkey', true],
    ['any', 'provider', true],
    ['any', 'recovery-code', false],
    ['phishing-resistant', null, false],
    ['phishing-resistant', 'totp', false],
    ['phishing-resistant', 'provider', false],
    ['phishing-resistant', 'passkey', true],
    ['phishing-resistant', 'recovery-code', false],
  ])('[SF23] for %s, %s is enough: %s', (demand, kind, enough) => {
    expect(satisfies(demand, kind && shown(kind))).toBe(enough)
  })

  it('[SF23] a provider trusted with a phishing-resistant factor is enough for one', () => {
    expect(satisfies('phishing-resistant', { kind: 'provider', phishingResistant: true })).toBe(true)
  })
})

describe('the level of a session', () => {
  const any = withRoles({ staff: 'any' })
  const strong = withRoles({ staff: 'phishing-resistant' })
  it.each<[string, SecondFactorPolicy, ShownFactor['kind'] | null, readonly FactorKind[], string]>([
    ['nothing asked', openPolicy, null, [], 'full'],
    ['nothing there', any, null, [], 'enrol'],
    ['one there', any, null, ['totp'], 'challenge'],
    ['one shown', any, 'totp', ['totp'], 'full'],
    ['a stronger one wanted, the weak one not shown', strong, null, ['totp'], 'challenge'],
    ['a stronger one wanted, the weak one shown', strong, 'totp', ['totp'], 'enrol'],
    ['a stronger one wanted and there', strong, 'totp', ['totp', 'passkey'], 'challenge'],
    ['a stronger one shown', strong, 'passkey', ['passkey'], 'full'],
    ['a recovery code', any, 'recovery-code', ['totp'], 'enrol'],
    ['trusted at the provider', any, 'provider', [], 'full'],
  ])('[SF24] with %s', (_case, policy, kind, enrolled, level) => {
    const session = proof(kind && shown(kind))
    expect(levelOf(policy, ['staff'], session, enrolled)).toBe(level)
    expect(isFull(policy, ['staff'], session)).toBe(level === 'full')
  })

  it('[SF25] falls when a role is gained that asks for more, and with a stricter policy', () => {
    const session = proof()
    expect(isFull(officePolicy, ['staff'], session)).toBe(true)
    expect(isFull(officePolicy, ['staff', 'secretary'], session)).toBe(false)
    expect(isFull(any, ['staff'], session)).toBe(false)
  })

  it('[SF26] of a session from before second factors is that of a password alone', () => {
    expect(proofOf({ createdAt: noon })).toEqual(proof())
  })
})

describe('stepping up', () => {
  const policy: SecondFactorPolicy = {
    ...openPolicy,
    acts: { ...openPolicy.acts, lock: { demand: 'any', withinMinutes: 10 } },
  }
  it.each<[string, ShownFactor | null, boolean]>([
    ['nothing shown', null, false],
    ['shown just now', shown('totp'), true],
    ['shown ten minutes ago', shown('totp', 10), true],
    ['shown a moment longer ago', shown('totp', 10.001), false],
    ['a recovery code', shown('recovery-code'), false],
    ['the provider', shown('provider', 3), true],
  ])('[SF27] with %s', (_case, factor, allowed) => {
    const answer = mayStepPast(policy, 'lock', proof(factor), noon)
    const refusal = { refused: 'step-up-needed', detail: { act: 'lock', demand: 'any', withinSeconds: 600 } }
    expect(answer).toEqual(allowed || refusal)
    expect(mayStepPast(policy, 'approve', proof(factor), noon)).toBe(true)
  })

  it('[SF27] a code is no passkey, however fresh', () => {
    const strict = { ...policy, acts: { ...policy.acts, lock: { demand: 'phishing-resistant', withinMinutes: 10 } } }
    expect(mayStepPast(strict as SecondFactorPolicy, 'lock', proof(shown('totp')), noon)).toMatchObject({
      detail: { demand: 'phishing-resistant' },
    })
    expect(mayStepPast(strict as SecondFactorPolicy, 'lock', proof(shown('passkey')), noon)).toBe(true)
  })
})

describe('changing one’s factors', () => {
  it('[SF28] the first one soon after signing in', () => {
    expect(mayChangeFactors(proof(), [], instant(noon + 10 * minute))).toBe(true)
    expect(mayChangeFactors(proof(), [], instant(noon + 10 * minute + 1))).toEqual({ refused: 'sign-in-too-old' })
  })

  it.each<[string, ShownFactor | null, boolean]>([
    ['nothing shown', null, false],
    ['a code just shown', shown('totp'), true],
    ['a recovery code just used', shown('recovery-code'), true],
    ['a code shown long ago', shown('totp', 11), false],
    ['a sign-in at the provider', shown('provider'), false],
  ])('[SF29] others after %s', (_case, factor, allowed) => {
    expect(mayChangeFactors(proof(factor), ['totp'], noon) === true).toBe(allowed)
  })

  it.each<[FactorDemand, readonly FactorKind[], boolean]>([
    ['none', [], true],
    ['any', [], false],
    ['any', ['totp'], true],
    ['phishing-resistant', ['totp'], false],
    ['phishing-resistant', ['passkey'], true],
  ])('[SF30] under %s, %j may be what is left: %s', (demand, remaining, allowed) => {
    expect(mayRemoveFactor(withRoles({ staff: demand }), ['staff'], remaining) === true).toBe(allowed)
  })
})
