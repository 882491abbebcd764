import { describe, expect, it } from 'vitest'
import type { CommentId } from '@glosa/domain/model'
import { createRepairSender, type Repair } from './repairSender.ts'

const repair = (word: string, first: string): Repair => ({ commentId: word as CommentId, first, last: 'z' })

/** A room whose saving is moved by hand, and what was sent. */
function stage(outcomes: ('sent' | 'failed')[] = []) {
  let unsaved = 0
  const listeners = new Set<() => void>()
  const sent: (readonly Repair[])[] = []
  const sender = createRepairSender(
    {
      get unsaved() {
        return unsaved
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      flush: () => undefined,
    },
    (repairs) => {
      sent.push(repairs)
      return Promise.resolve(outcomes.shift() ?? 'sent')
    },
  )
  return {
    sender,
    sent,
    edit: () => (unsaved = 1),
    async save() {
      unsaved = 0
      for (const listener of listeners) listener()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

describe('sending repaired anchors', () => {
  it('[MP40] waits until the edit is durable, and sends the last place of each comment once', async () => {
    const { sender, sent, edit, save } = stage()
    edit()
    sender.repair([repair('one', 'a'), repair('two', 'b')])
    sender.repair([repair('one', 'c')])
    expect(sent).toEqual([])
    await save()
    await save()
    expect(sent).toEqual([[repair('one', 'c'), repair('two', 'b')]])
  })

  it('[MP40] sends what failed again after the next save', async () => {
    const { sender, sent, save } = stage(['failed'])
    sender.repair([repair('one', 'a')])
    await save()
    await save()
    expect(sent).toEqual([[repair('one', 'a')], [repair('one', 'a')]])
  })
})
