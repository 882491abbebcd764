import { instant } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import type { LiveText } from './liveText.ts'
import { Sweep } from './sweep.ts'

/** A sweep over texts that want looking after, with a clock that is turned by hand. */
function openSweep(count: number) {
  const looked: number[] = []
  const texts = Array.from({ length: count }, (_, index) => ({
    unattended: true,
    wantsSnapshot: false,
    lookAfter: () => looked.push(index),
  }))
  let now = 0
  const timers: { readonly at: number; readonly run: () => void }[] = []
  const clock = {
    now: () => instant(now),
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
  }
  const registry = { all: () => texts.map((text) => ({ text: text as unknown as LiveText })) }
  const desks = { sessions: () => [], endSubstitutions: () => {} }
  const sweep = new Sweep({} as never, clock, {} as never, registry as never, desks as never, new Set(), new Map())
  /** Lets the next timer ring. @returns how many texts were looked after by it, and when */
  const ring = () => {
    const timer = timers.toSorted((one, other) => one.at - other.at)[0]
    if (!timer) return null
    timers.splice(timers.indexOf(timer), 1)
    now = timer.at
    const before = looked.length
    timer.run()
    return { at: now, looked: looked.length - before }
  }
  return { sweep, texts, looked, ring, timers }
}

describe('texts that nobody looks at', () => {
  it('[RM62] are looked after within two seconds, many of them a few at a time and not all in one go', () => {
    const { looked, ring } = openSweep(500)
    const goes = []
    while (looked.length < 500) goes.push(ring())
    expect(looked).toEqual(Array.from({ length: 500 }, (_, index) => index))
    expect(Math.max(...goes.map((go) => go?.looked ?? 0))).toBeLessThanOrEqual(17)
    expect(goes.at(-1)?.at).toBeLessThan(2_000)
  })

  it('[RM62] are looked after at once when they are few, and each once in a round', () => {
    const { texts, looked, ring, timers, sweep } = openSweep(8)
    expect(ring()).toEqual({ at: 900, looked: 8 })
    for (const text of texts.slice(1)) text.unattended = false
    expect(ring()).toEqual({ at: 1_800, looked: 1 })
    expect(looked.slice(8)).toEqual([0])
    sweep.stop()
    expect(timers).toEqual([])
  })

  it('[RM62] are left alone once the sweep is stopped', () => {
    const { sweep, looked, ring, timers } = openSweep(100)
    ring()
    const before = looked.length
    sweep.stop()
    expect([before > 0 && before < 100, timers]).toEqual([true, []])
  })
})
