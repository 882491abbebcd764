import { describe, expect, it, vi } from 'vitest'
import { inTurnOfTabs } from './turnOfTabs.ts'

describe('what tabs do in turn', () => {
  it('[UI9] is done one after the other, in the order it was asked for', async () => {
    const done: string[] = []
    const slowly = (name: string) => async () => {
      done.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      done.push(`${name} ends`)
      return name
    }
    expect(await Promise.all([inTurnOfTabs(slowly('a')), inTurnOfTabs(slowly('b'))])).toEqual(['a', 'b'])
    expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('[UI9] tells what went wrong, and lets the next one go on', async () => {
    const failing = vi.fn(() => Promise.reject(new Error('no answer')))
    await expect(inTurnOfTabs(failing)).rejects.toThrow('no answer')
    expect(failing).toHaveBeenCalledTimes(1)
    expect(await inTurnOfTabs(() => Promise.resolve('next'))).toBe('next')
  })

  it('[UI9] does not wait for ever for a tab that hangs', async () => {
    let goOn = () => {}
    const hanging = inTurnOfTabs(() => new Promise<void>((resolve) => (goOn = resolve)))
    expect(await inTurnOfTabs(() => Promise.resolve('other'), 20)).toBe('other')
    goOn()
    await hanging
  })

  it('[UI9] is done at once where the browser has no locks', async () => {
    vi.stubGlobal('navigator', {})
    expect(await inTurnOfTabs(() => Promise.resolve('at once'))).toBe('at once')
    vi.unstubAllGlobals()
  })
})
