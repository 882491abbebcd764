import { afterEach, describe, expect, it } from 'vitest'
import { closeToast, currentToasts, notify, watchToasts } from './notify.ts'

describe('messages', () => {
  afterEach(() => {
    for (const { id } of currentToasts()) closeToast(id)
  })

  it('[UI12] are shown to all who watch, each text once, at most four', () => {
    let heard = 0
    const stop = watchToasts(() => {
      heard += 1
    })
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e']) notify({ tone: 'info', text })
    expect(currentToasts().map((toast) => toast.text)).toEqual(['a', 'c', 'd', 'e'])
    expect(heard).toBe(6)
    stop()
    notify({ tone: 'info', text: 'f' })
    expect(heard).toBe(6)
  })
})
