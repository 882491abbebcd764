import { expect, it } from 'vitest'
import { trustedFactor } from './providerConfig.ts'

const trust = {
  acr: { 'urn:office:mfa': 'any', 'urn:office:card': 'phishing-resistant' },
  amr: { otp: 'any', hwk: 'phishing-resistant' },
} as const

it.each([
  [{}, null],
  [{ acr: 'urn:office:pwd', amr: ['pwd'] }, null],
  [{ acr: 'urn:office:mfa' }, 'any'],
  [{ amr: ['pwd', 'otp'] }, 'any'],
  [{ acr: 'urn:office:mfa', amr: ['hwk'] }, 'phishing-resistant'],
  [{ acr: 'urn:office:card' }, 'phishing-resistant'],
  [{ acr: ['urn:office:card'], amr: 'hwk' }, null],
  [{ acr: 'toString', amr: ['constructor', '__proto__'] }, null],
  [{ acr: 3, amr: [null, {}] }, null],
])('[OI5] %j is worth %s', (claims, worth) => {
  expect(trustedFactor({ trust }, claims)).toBe(worth)
})

it('[OI5] nothing is trusted that is not configured', () => {
  expect(trustedFactor({ trust: { acr: {}, amr: {} } }, { acr: 'mfa', amr: ['hwk', 'otp'] })).toBeNull()
})
