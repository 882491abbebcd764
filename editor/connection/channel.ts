import { announcement, closeCodes, type Announcement } from '@glosa/domain/contract'
import { framesFor, readFrame, type Frame } from './frames.ts'
import type { Cancel, Timing } from './timing.ts'
import type { OpenWire, Wire } from './wire.ts'

/** Why a channel is down. `lost` opens again by itself, the others wait for `retryNow`. */
export type Downtime = 'lost' | 'session-ended' | 'not-admitted' | 'violation'

export type Admitted = Extract<Announcement, { type: 'admitted' }>

export interface ChannelEvents {
  admitted(admission: Admitted): void
  announced(news: Exclude<Announcement, { type: 'admitted' }>): void
  frame(frame: Frame): void
  down(why: Downtime): void
}

export interface Channel {
  /** Sends a frame; dropped while the channel is down. */
  send(frame: Uint8Array<ArrayBuffer>): void
  /** Opens at once what is down, e.g. after signing in again. */
  retryNow(): void
  /** Gives the wire up and opens a new one: the other side does not answer. */
  reopen(): void
  close(): void
}

export interface ChannelOptions {
  /** `wss://host/rooms/<materialId>` */
  readonly url: string
  readonly roomName: string
  readonly openWire: OpenWire
  readonly timing: Timing
}

/** Longest pause before the next try, milliseconds. */
const longestPause = 5_000
/** An answer to the knock that takes longer than this will not come, milliseconds. */
const admissionPatience = 15_000

/** Keeps one socket of one room open: knocks, waits to be admitted, opens again after a loss with growing, jittered pauses. */
export function openChannel({ url, roomName, openWire, timing }: ChannelOptions, events: ChannelEvents): Channel {
  const frames = framesFor(roomName)
  let wire: Wire | null = null
  let generation = 0
  let failures = 0
  let closed = false
  let wait: Cancel = () => {}

  const connect = () => {
    wait()
    const mine = ++generation
    const current = () => mine === generation && !closed
    const fail = (why: Downtime) => {
      if (!current()) return
      generation++
      wait()
      wire?.close()
      wire = null
      events.down(why)
      if (why !== 'lost' || closed) return
      const pause = Math.min(longestPause, 250 * 2 ** Math.min(failures++, 6)) * (0.5 + timing.random() / 2)
      wait = timing.after(pause, connect)
    }
    wait = timing.after(admissionPatience, () => fail('lost'))
    wire = openWire(url, {
      opened: () => {
        if (current()) wire?.send(frames.auth())
      },
      received: (bytes) => {
        if (current()) receive(bytes, fail)
      },
      closed: (code) => fail(downtimeOf(code)),
    })
  }

  const receive = (bytes: Uint8Array, fail: (why: Downtime) => void) => {
    const frame = frameOf(bytes)
    if (!frame) return fail('lost')
    if (frame.type === 'denied') return fail(downtimeOfReason(frame.reason))
    if (frame.type === 'close') return fail('lost')
    if (frame.type === 'ping') return wire?.send(frames.pong())
    if (frame.type !== 'stateless') return events.frame(frame)
    const news = announcementOf(frame.text)
    if (news?.type === 'admitted') {
      wait()
      failures = 0
      events.admitted(news)
    } else if (news) events.announced(news)
  }

  connect()
  return {
    send: (frame) => wire?.send(frame),
    retryNow: () => {
      if (wire || closed) return
      failures = 0
      connect()
    },
    reopen: () => {
      if (closed) return
      wire?.close()
      wire = null
      generation++
      events.down('lost')
      connect()
    },
    close: () => {
      closed = true
      wait()
      wire?.close()
      wire = null
    },
  }
}

/** `null` for bytes that are no frame: the wire is out of step. */
function frameOf(bytes: Uint8Array): Frame | null {
  try {
    return readFrame(bytes)
  } catch (error) {
    // lib0 throws plain errors for bytes that end early; anything else is ours and must be seen.
    if (error instanceof Error && !(error instanceof TypeError)) return null
    throw error
  }
}

/** `null` for announcements of a newer server that this client does not know. */
function announcementOf(text: string): Announcement | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const read = announcement.safeParse(json)
  return read.success ? read.data : null
}

function downtimeOf(code: number): Downtime {
  if (code === closeCodes.sessionEnded) return 'session-ended'
  if (code === closeCodes.notAdmitted) return 'not-admitted'
  return code === closeCodes.violation ? 'violation' : 'lost'
}

function downtimeOfReason(reason: string): Downtime {
  if (reason === 'session-ended' || reason === 'not-signed-in') return 'session-ended'
  return reason === 'storage-unavailable' || reason === 'directory-unavailable' || reason === 'too-many-requests'
    ? 'lost'
    : 'not-admitted'
}
