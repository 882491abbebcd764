import type { Timing } from './timing.ts'
import type { OpenWire } from './wire.ts'

/** One request with bytes. Rejects never: `null` when the server could not be reached. */
export type PostBytes = (
  url: string,
  request: {
    readonly headers: Readonly<Record<string, string>>
    readonly body?: Uint8Array<ArrayBuffer>
    /** Goes on when the page is left. */
    readonly keepalive?: boolean
    readonly signal?: AbortSignal
  },
) => Promise<{ readonly status: number; readonly closed: string | null; readonly bytes: Uint8Array } | null>

const mostFrames = 256
const mostBytes = 1024 * 1024
/** A lost request is asked again this often, then the line counts as lost. */
const tries = 3
const pause = 700
/** How often a page that nobody looks at asks: browsers have few connections for all pages of a server, milliseconds. */
const unwatchedPause = 5_000
const lost = 1006
/** Browsers let a page that is left send only little. */
const mostKeptAlive = 60_000

/**
 * A wire made of requests, for networks that let no WebSocket through: one request waits for frames
 * from the server, one at a time brings ours. Both are numbered, so a request whose answer got lost
 * is asked again and doubles nothing.
 * @param isWatched whether somebody looks at the page
 */
export const lineWire =
  (post: PostBytes, timing: Timing, isWatched: () => boolean = () => true): OpenWire =>
  (url, events) => {
    const [path = '', schema] = url.replace(/^ws/, 'http').split('?')
    const at = (action: string) => `${path}/line/${action}${schema === undefined ? '' : `?${schema}`}`
    const stop = new AbortController()
    let token: string | null = null
    let over = false
    let closing = false
    let sending = false
    let outgoing: Uint8Array<ArrayBuffer>[] = []
    let sent = 0
    let had = 0

    const headers = (frame: number) => ({ 'glosa-line': token ?? '', 'glosa-frame': String(frame) })
    const end = (code: number) => {
      if (over) return
      over = true
      stop.abort()
      if (!closing) events.closed(code)
    }
    const wait = (ms: number) => new Promise<void>((resolve) => timing.after(ms, resolve))

    /** Asks until there is an answer, as often as is worth it. */
    const ask = async (...request: Parameters<PostBytes>) => {
      for (let count = 1; ; count += 1) {
        const answer = await post(...request)
        // A proxy says these for a server that it could not ask.
        const isLost = answer === null || answer.status === 502 || answer.status === 504
        if (!isLost || count === tries || over) return isLost ? null : answer
        await wait(pause)
      }
    }

    const open = async () => {
      const answer = await post(at('open'), { headers: {}, signal: stop.signal })
      token = answer?.status === 201 ? tokenOf(answer.bytes) : null
      if (over) return
      if (token === null) return end(lost)
      events.opened()
      void listen()
      void pump()
    }

    const listen = async () => {
      while (!over) {
        const watched = isWatched()
        const hold = watched ? {} : { 'glosa-wait': '0' }
        const answer = await ask(at('take'), { headers: { ...headers(had), ...hold }, signal: stop.signal })
        if (over) return
        const frames = answer?.status === 200 ? framesOf(answer.bytes) : null
        if (!answer || !frames) return end(lost)
        had += frames.length
        for (const frame of frames) if (!closing) events.received(frame)
        if (answer.closed === null && frames.length === 0 && !watched) await wait(unwatchedPause)
        if (answer.closed !== null) return end(Number.parseInt(answer.closed, 10) || lost)
      }
    }

    const pump = async () => {
      if (sending || over || token === null) return
      sending = true
      while (outgoing.length > 0 && !over) {
        const batch = firstOf(outgoing)
        const body = packed(batch)
        const answer = await ask(at('send'), {
          headers: headers(sent),
          body,
          keepalive: closing && body.length < mostKeptAlive,
        })
        // What the server says of an ended line comes with the frames it still had for us.
        if (answer?.status === 410) break
        if (answer?.status !== 204) {
          end(lost)
          break
        }
        sent += batch.length
        outgoing = outgoing.slice(batch.length)
      }
      sending = false
      if (closing) hangUp()
    }

    const hangUp = () => {
      if (over) return
      end(lost)
      void post(at('close'), { headers: headers(sent), keepalive: true })
    }

    void Promise.resolve().then(open)
    return {
      send: (bytes) => {
        if (over || closing) return
        outgoing.push(bytes)
        void pump()
      },
      close: () => {
        if (over || closing) return
        closing = true
        if (token === null) return end(lost)
        if (!sending) void pump()
      },
    }
  }

function firstOf(frames: readonly Uint8Array<ArrayBuffer>[]): readonly Uint8Array<ArrayBuffer>[] {
  let bytes = 0
  const count = frames.findIndex((frame, index) => {
    bytes += frame.length
    return index > 0 && (index >= mostFrames || bytes > mostBytes)
  })
  // A copy: more may come while these are on their way.
  return frames.slice(0, count < 0 ? frames.length : count)
}

/** Each frame with its length in four bytes before it, the highest first. */
function packed(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const frame of frames) {
    view.setUint32(at, frame.length)
    bytes.set(frame, at + 4)
    at += 4 + frame.length
  }
  return bytes
}

/** `null` when the bytes are no frames: something else answered. */
function framesOf(bytes: Uint8Array): readonly Uint8Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at) : Infinity
    if (end > bytes.length) return null
    frames.push(bytes.slice(at + 4, end))
    at = end
  }
  return frames
}

function tokenOf(bytes: Uint8Array): string | null {
  const token = /^\{"line":"([\w-]{20,100})"\}$/.exec(new TextDecoder().decode(bytes))?.[1]
  return token ?? null
}
