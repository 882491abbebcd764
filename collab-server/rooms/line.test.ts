import { expect, it } from 'vitest'
import { Line, type Taken } from './line.ts'

/** What somebody finds who looks at a line that ended with so many bytes on it. */
function left(bytes: number): Taken | null {
  const line = new Line()
  const taken: Taken[] = []
  line.send(new Uint8Array(bytes))
  line.close(4401, 'session-ended')
  line.take(0, (each) => taken.push(each))
  return taken[0] ?? null
}

it('[RM57] a line that is over keeps little for who may never come', () => {
  const ended = { code: 4401, reason: 'session-ended' }
  expect(left(1_000)).toEqual({ frames: [new Uint8Array(1_000)], ended })
  expect(left(1_000_000)).toEqual({ frames: [], ended })
})
