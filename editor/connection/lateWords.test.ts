import * as Y from 'yjs'
import { expect, it } from 'vitest'
import { lateWords } from './lateWords.ts'

function updatesOf(write: (text: Y.Text) => void) {
  const ydoc = new Y.Doc()
  const updates: Uint8Array[] = []
  ydoc.on('update', (update) => updates.push(update))
  write(ydoc.getText('body'))
  return updates
}

it('[MP12] joins letters typed one after another, without what was deleted again', () => {
  const updates = updatesOf((text) => {
    for (const letter of 'výjimkyx') text.insert(text.length, letter)
    text.delete(7, 1)
  })
  expect(lateWords(updates)).toBe('výjimky')
})

it('[MP12] puts words typed at different places on lines of their own', () => {
  const updates = updatesOf((text) => {
    text.insert(0, 'konec')
    text.insert(0, 'začátek')
  })
  expect(lateWords(updates)).toBe('konec\nzačátek')
})

it('[MP12] has nothing to offer for pure deletions', () => {
  const ydoc = new Y.Doc()
  ydoc.getText('body').insert(0, 'pryč')
  const updates: Uint8Array[] = []
  ydoc.on('update', (update) => updates.push(update))
  ydoc.getText('body').delete(0, 4)
  expect(lateWords(updates)).toBe('')
})
