import { describe, expect, it } from 'vitest'
import { AttemptLimits, defaultAttemptPolicy } from './attemptLimits.ts'

const { window, perAddress } = defaultAttemptPolicy
const tryTimes = (limits: AttemptLimits, count: number, address: string, from = 0) =>
  Array.from({ length: count }, (_, i) => limits.takeForAccount('jana', address, from + i))

describe('AttemptLimits', () => {
  it('[AU40] admits three tries for an account, then waits until the oldest is a quarter of an hour old', () => {
    const limits = new AttemptLimits()
    expect(tryTimes(limits, 5, 'a')).toEqual([0, 0, 0, window - 3, window - 4])
    expect(limits.takeForAccount('jana', 'a', window)).toBe(0)
    expect(limits.takeForAccount('jana', 'a', window)).toBe(1)
    expect(limits.takeForAccount('petr', 'a', 5)).toBe(0)
  })

  it('[AU41] leaves one try to the address from which the account signed in before', () => {
    const limits = new AttemptLimits()
    limits.succeeded('jana', 'office')
    expect(tryTimes(limits, 4, 'stranger').filter((wait) => wait === 0)).toHaveLength(3)
    expect(limits.takeForAccount('jana', 'office', 10)).toBe(0)
    expect(limits.takeForAccount('jana', 'office', 10)).toBeGreaterThan(0)
  })

  it('[AU42] forgets the tries of an account when its password was right', () => {
    const limits = new AttemptLimits()
    tryTimes(limits, 2, 'a')
    limits.succeeded('jana', 'a')
    expect(tryTimes(limits, 3, 'a')).toEqual([0, 0, 0])
  })

  it('[AU43] limits the tries of one address whatever the accounts, but not the sign-ins of an office', () => {
    const limits = new AttemptLimits()
    for (let i = 0; i < 3 * perAddress; i += 1) {
      expect(limits.takeFromAddress('office', 0)).toBe(0)
      limits.succeeded(`person ${i}`, 'office')
    }
    for (let i = 0; i < perAddress; i += 1) expect(limits.takeFromAddress('stranger', 0)).toBe(0)
    expect(limits.takeFromAddress('stranger', 1)).toBe(window - 1)
  })

  it('[AU44] gives no one a longer wait for trying while they wait', () => {
    const limits = new AttemptLimits()
    tryTimes(limits, 3, 'a')
    for (let at = 10; at < window; at += 1000) limits.takeForAccount('jana', 'a', at)
    expect(limits.takeForAccount('jana', 'a', window)).toBe(0)
  })

  it('[SI8] takes an IPv6 network for one address: whoever has one of it has all', () => {
    const limits = new AttemptLimits()
    const waits = Array.from({ length: perAddress + 1 }, (_, n) => limits.takeFromAddress(`2001:db8:1:2::${n}`, n))
    expect(waits.filter((wait) => wait > 0)).toHaveLength(1)
    limits.giveBackToAddress('2001:db8:1:2:ffff::1')
    expect([1, 2].map((n) => limits.takeFromAddress(`2001:db8:1:2:a::${n}`, 100) > 0)).toEqual([false, true])
    expect(limits.takeFromAddress('2001:db8:1:3::1', 100)).toBe(0)
    limits.succeeded('jana', '2001:db8:1:2::1')
    expect(tryTimes(limits, 5, '2001:db8:1:2:b::2').filter((wait) => wait === 0)).toHaveLength(4)
    expect(limits.takeForAccount('jana', '2001:db8:1:3::1', 10)).toBeGreaterThan(0)
  })

  it('[AU40] is not forgotten while a flood of strangers tries, and costs them no more than each try', () => {
    const limits = new AttemptLimits()
    tryTimes(limits, 3, 'a')
    for (let stranger = 0; stranger < 60_000; stranger += 1) limits.takeFromAddress(`stranger ${stranger}`, 10)
    expect(limits.takeForAccount('jana', 'a', 20)).toBeGreaterThan(0)
    expect(limits.takeFromAddress('stranger 1', window + 20)).toBe(0)
  })
})
