// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** A fresh page on the same device. */
async function open() {
  vi.resetModules()
  return import('./hints.ts')
}

describe('hints for the first use', () => {
  beforeEach(() => localStorage.clear())

  it('[UN4] stay away on this device once they were put away, each by itself', async () => {
    const page = await open()
    expect(page.isHintAway('tasks')).toBe(false)
    page.putHintAway('tasks')
    const later = await open()
    expect(later.isHintAway('tasks')).toBe(true)
    expect(later.isHintAway('compare')).toBe(false)
  })

  it('[UN4] can be put away all at once and brought back', async () => {
    const page = await open()
    page.putAllHintsAway()
    expect((await open()).isHintAway('material')).toBe(true)
    const later = await open()
    later.bringHintsBack()
    expect((await open()).isHintAway('material')).toBe(false)
  })
})
