import { EventEmitter } from 'node:events'
import type { SocketLike, Wish } from './outsideClient.ts'

/** What one request about a line said. */
export interface LineAnswer {
  readonly status: number
  readonly close: string | null
  readonly body: Buffer
}

/** Asks about a line as docs/protocol.md says. */
export async function askLine(
  wish: Wish,
  action: 'open' | 'take' | 'send' | 'close',
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<LineAnswer> {
  const response = await fetch(`http://127.0.0.1:${wish.port}/rooms/${wish.materialId}/line/${action}`, {
    method: 'POST',
    headers: { cookie: wish.cookie, ...(wish.origin ? { origin: wish.origin } : {}), ...headers },
    ...(body ? { body } : {}),
  })
  return {
    status: response.status,
    close: response.headers.get('glosa-close'),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

/** Opens a line. @returns its secret */
export async function openLine(wish: Wish): Promise<string> {
  const { status, body } = await askLine(wish, 'open')
  if (status !== 201) throw new Error(`no line: ${status}`)
  const { line } = JSON.parse(body.toString()) as { readonly line: string }
  return line
}

export const at = (line: string, frame: number) => ({ 'glosa-line': line, 'glosa-frame': String(frame) })

/** Each frame with its length before it. */
export function packed(...frames: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const pieces = frames.flatMap((frame) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(frame.length)
    return [length, frame]
  })
  return new Uint8Array(Buffer.concat(pieces))
}

export function unpacked(body: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let from = 0; from < body.length;) {
    const end = from + 4 + body.readUInt32BE(from)
    frames.push(body.subarray(from + 4, end))
    from = end
  }
  return frames
}

/** A line in the place of a socket; with `isClumsy` it asks everything twice, as if answers had got lost. */
export const lineSocket =
  ({ isClumsy = false } = {}) =>
  (wish: Wish): SocketLike => {
    const events = new EventEmitter()
    let line = ''
    let over = false
    let had = 0
    let sent = 0
    let queue: Promise<unknown> = Promise.resolve()
    const end = (code: number, reason: string) => {
      if (over) return
      over = true
      events.emit('close', code, Buffer.from(reason))
    }
    const listen = async () => {
      while (!over) {
        if (isClumsy) await askAndForget('take', had)
        const { status, close, body } = await askLine(wish, 'take', at(line, had))
        if (status !== 200) return end(1006, String(status))
        const frames = unpacked(body)
        had += frames.length
        for (const frame of frames) events.emit('message', frame)
        if (close) return end(Number.parseInt(close, 10), close.replace(/^\d+ ?/, ''))
      }
    }
    /** A question whose answer nobody hears; only one with something to say comes back at once. */
    const askAndForget = async (action: 'take', frame: number) => {
      const stop = new AbortController()
      const asked = fetch(`http://127.0.0.1:${wish.port}/rooms/${wish.materialId}/line/${action}`, {
        method: 'POST',
        headers: { cookie: wish.cookie, ...at(line, frame) },
        signal: stop.signal,
      })
      asked.catch(() => undefined)
      await Promise.race([asked.catch(() => undefined), new Promise((resolve) => setImmediate(resolve))])
      stop.abort()
    }
    openLine(wish).then(
      (secret) => {
        line = secret
        events.emit('open')
        void listen()
      },
      (error: unknown) => events.emit('error', error),
    )
    return {
      on: (event: string, listener: (...given: never[]) => void) => events.on(event, listener as () => void),
      send: (bytes) => {
        const from = sent
        sent += 1
        const body = packed(bytes)
        queue = queue.then(async () => {
          if (isClumsy) await askLine(wish, 'send', at(line, from), body)
          await askLine(wish, 'send', at(line, from), body)
        })
      },
      terminate: () => {
        over = true
        void askLine(wish, 'close', at(line, sent))
      },
    }
  }
