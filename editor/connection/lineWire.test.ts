import { describe, expect, it, vi } from 'vitest'
import { lineWire, type PostBytes } from './lineWire.ts'
import { browserTiming } from './timing.ts'

const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000 })
const pack = (...frames: number[][]) => new Uint8Array(frames.flatMap((frame) => [0, 0, 0, frame.length, ...frame]))
const token = 'x'.repeat(43)
const opened = { status: 201, closed: null, bytes: new TextEncoder().encode(`{"line":"${token}"}`) }
const never = new Promise<null>(() => {})
type Answer = Awaited<ReturnType<PostBytes>>

/** A server on paper: what it answers to each action, one after the other; then it is silent. */
function paper(
  answers: Partial<Record<'open' | 'take' | 'send' | 'close', (Answer | Promise<Answer>)[]>>,
  isWatched = () => true,
) {
  const asked: {
    action: string
    frame: string | undefined
    line: string | undefined
    wait: string | undefined
    body: number[]
  }[] = []
  const post: PostBytes = (url, { headers, body }) => {
    const action = /\/line\/(\w+)/.exec(url)?.[1] ?? ''
    asked.push({
      action,
      frame: headers['glosa-frame'],
      line: headers['glosa-line'],
      wait: headers['glosa-wait'],
      body: [...(body ?? [])],
    })
    const answer = Object.entries(answers)
      .find(([of]) => of === action)?.[1]
      .shift()
    return answer === undefined ? never : Promise.resolve(answer)
  }
  const told: string[] = []
  const timing = { ...browserTiming, after: (_ms: number, run: () => void) => (queueMicrotask(run), () => {}) }
  const wire = lineWire(
    post,
    timing,
    isWatched,
  )('wss://glosa.example/rooms/abc?schema=3', {
    opened: () => told.push('opened'),
    received: (bytes) => told.push(`received ${bytes.join()}`),
    closed: (code) => told.push(`closed ${code}`),
  })
  const of = (action: string) => asked.filter((request) => request.action === action)
  return { wire, told, asked, of }
}
const saved: Answer = { status: 204, closed: null, bytes: new Uint8Array() }
const frames = (...given: number[][]): Answer => ({ status: 200, closed: null, bytes: pack(...given) })

describe('a wire made of requests', () => {
  it('[CN3] hands over frames in their order and says how many it has', async () => {
    const { told, of } = paper({ open: [opened], take: [frames([1], [2, 2]), frames([3])] })
    await until(() => expect(of('take')).toHaveLength(3))
    expect(told).toEqual(['opened', 'received 1', 'received 2,2', 'received 3'])
    expect(of('take').map(({ frame }) => frame)).toEqual(['0', '2', '3'])
    expect(of('take').every(({ line }) => line === token)).toBe(true)
  })

  it('[CN3] sends what waits together, numbered, one request after the other', async () => {
    const { wire, of } = paper({ open: [opened], send: [saved, saved] })
    wire.send(Uint8Array.of(1))
    wire.send(Uint8Array.of(2))
    await until(() => expect(of('send')).toHaveLength(1))
    wire.send(Uint8Array.of(3))
    await until(() => expect(of('send')).toHaveLength(2))
    expect(of('send').map(({ frame, body }) => [frame, body])).toEqual([
      ['0', [...pack([1], [2])]],
      ['2', [...pack([3])]],
    ])
  })

  it('[CN3] counts only what was on its way when more is written meanwhile', async () => {
    let answer: (saved: Answer) => void = () => {}
    const { wire, of } = paper({ open: [opened], send: [new Promise((resolve) => (answer = resolve)), saved] })
    wire.send(Uint8Array.of(1))
    await until(() => expect(of('send')).toHaveLength(1))
    wire.send(Uint8Array.of(2))
    wire.send(Uint8Array.of(3))
    answer(saved)
    await until(() => expect(of('send')).toHaveLength(2))
    expect(of('send').map(({ frame, body }) => [frame, body])).toEqual([
      ['0', [...pack([1])]],
      ['1', [...pack([2], [3])]],
    ])
  })

  it('[CN3] holds no connection while nobody looks at the page', async () => {
    let isWatched = false
    const { of } = paper({ open: [opened], take: [frames([1]), frames(), frames()] }, () => isWatched)
    await until(() => expect(of('take').length).toBeGreaterThan(2))
    isWatched = true
    await until(() => expect(of('take')).toHaveLength(4))
    expect(of('take')[0]?.wait).toBe('0')
    expect(of('take').map(({ frame }) => frame)).toEqual(['0', '1', '1', '1'])
  })

  it('[CN4] asks again with the same number when an answer is lost, and gives up after some tries', async () => {
    const gone: Answer = { status: 502, closed: null, bytes: new Uint8Array() }
    const { wire, told, of } = paper({ open: [opened], send: [null, gone, saved, null, null, null] })
    wire.send(Uint8Array.of(1))
    await until(() => expect(of('send')).toHaveLength(3))
    expect(new Set(of('send').map(({ frame }) => frame))).toEqual(new Set(['0']))
    expect(told).toEqual(['opened'])
    wire.send(Uint8Array.of(2))
    await until(() => expect(told).toEqual(['opened', 'closed 1006']))
    expect(of('send')).toHaveLength(6)
  })

  it('[CN4] tells the close code of the server after its last frames', async () => {
    const last: Answer = { status: 200, closed: '4401 session-ended', bytes: pack([9]) }
    const { told } = paper({ open: [opened], take: [last] })
    await until(() => expect(told).toEqual(['opened', 'received 9', 'closed 4401']))
  })

  it.each([
    ['nobody answers', null],
    ['too many came', { status: 429, closed: null, bytes: new Uint8Array() }],
    ['something else answers', { status: 201, closed: null, bytes: new TextEncoder().encode('<html>') }],
  ])('[CN4] does not open when %s', async (_, answer) => {
    const { told } = paper({ open: [answer] })
    await until(() => expect(told).toEqual(['closed 1006']))
  })

  it('[CN4] brings its last words before it is closed, and then says nothing more', async () => {
    const { wire, told, asked, of } = paper({ open: [opened], send: [saved], close: [saved] })
    await until(() => expect(told).toEqual(['opened']))
    wire.send(Uint8Array.of(5))
    wire.close()
    await until(() => expect(of('close')).toHaveLength(1))
    expect(asked.map(({ action }) => action).filter((action) => action !== 'take')).toEqual(['open', 'send', 'close'])
    expect(told).toEqual(['opened'])
  })
})
