import { describe, expect, it } from 'vitest'
import { createGivingWay, pause } from './givingWay.ts'

describe('work that nobody waits for', () => {
  it('[RE30] rests while people write, longer than it worked, and not at all when they stopped', () => {
    let now = 1_000
    const givingWay = createGivingWay(() => now)
    expect(givingWay.restAfter(600), 'nobody ever wrote').toBe(0)
    givingWay.written()
    now += 9_999
    expect(givingWay.restAfter(600)).toBe(1_200)
    expect(givingWay.restAfter(60_000), 'a long one does not rest for minutes').toBe(5_000)
    expect(givingWay.restAfter(-1), 'a clock set back').toBe(0)
    now += 2
    expect(givingWay.restAfter(600), 'they stopped').toBe(0)
    givingWay.written()
    expect(givingWay.restAfter(600)).toBe(1_200)
  })

  it('[RE30] does not hold up the end of the server', async () => {
    const ending = new AbortController()
    const rested = pause(600_000, ending.signal)
    ending.abort()
    await rested
    await pause(600_000, ending.signal)
  })
})
