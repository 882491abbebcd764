import { expect, it } from 'vitest'
import { createRateLimit } from './limitRate.ts'

it('[PU13] admits a burst of an address, then as many as come back with time', () => {
  let now = 0
  const limit = createRateLimit(2, 1, () => now)
  const take = (count: number, address = '192.0.2.1') => Array.from({ length: count }, () => limit.take(address))
  expect(take(3)).toEqual([true, true, false])
  expect(take(1, '192.0.2.2')).toEqual([true])
  now = 1_000
  expect(take(2)).toEqual([true, false])
  now = 60_000
  expect(take(3)).toEqual([true, true, false])
})

it('[SI8] takes an IPv6 network for one address', () => {
  const limit = createRateLimit(2, 1, () => 0)
  expect(['::1', '::2', ':ffff::3'].map((end) => limit.take(`2001:db8:1:2${end}`))).toEqual([true, true, false])
  expect(limit.take('2001:db8:1:3::1')).toBe(true)
})
