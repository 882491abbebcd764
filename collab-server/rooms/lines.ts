import type { IncomingMessage, ServerResponse } from 'node:http'
import { lineActions, mostLineFrames, type LineAction } from '@glosa/domain/contract'
import type { RoomClock } from './clock.ts'
import type { Guest, Knock, SocketEnd } from './guest.ts'
import { Line, type Taken } from './line.ts'
import { packFrames, unpackFrames } from './lineFrames.ts'
import type { RoomLimits } from './limits.ts'
import { readRoomUrl } from './roomUrl.ts'
import type { RoomsSetting } from './setting.ts'

/** How long a question without an answer stays open: shorter than proxies wait. */
const mostHoldMs = 20_000
/** How long a line that ended is remembered, so that its other end is told why. */
const rememberMs = 60_000
const tokenBytes = 32
const number = /^\d{1,15}$/

/** Rooms over plain requests. */
export interface Lines {
  /** Takes a request for a line; false when it is for somebody else. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean
}

/**
 * The same rooms for networks that let no WebSocket through: a line is a socket made of requests,
 * with the same frames, rights, limits and close codes (docs/protocol.md). Whoever knows its secret
 * is its other end, as whoever holds a socket is; it travels in a header, never in an address.
 */
export function createLines(
  setting: RoomsSetting,
  clock: RoomClock,
  limits: RoomLimits,
  mayCome: (address: string) => boolean,
  attach: (socket: SocketEnd, knock: Knock) => Guest,
): Lines {
  const lines = new Map<string, Line>()
  // Many small frames together may be as large as the largest one.
  const maxBodyBytes = limits.maxFrameBytes + 4 * mostLineFrames

  function open(request: IncomingMessage, room: NonNullable<ReturnType<typeof readRoomUrl>>): string | null {
    const address = setting.addressOf?.(request) ?? request.socket.remoteAddress ?? ''
    if (!mayCome(address)) return null
    const token = Buffer.from(setting.randomBytes(tokenBytes)).toString('base64url')
    const line = new Line()
    lines.set(token, line)
    line.onEnd = () => clock.after(rememberMs, () => lines.delete(token))
    line.guest = attach(line, { ...room, cookie: request.headers.cookie, address })
    return token
  }

  function take(line: Line, had: number, holdMs: number, response: ServerResponse): void {
    let done = false
    const finish = ({ frames, ended }: Taken) => {
      if (done) return
      done = true
      cancel()
      if (ended) response.setHeader('Glosa-Close', `${ended.code} ${ended.reason}`)
      answer(response, 200, packFrames(frames))
    }
    const cancel = clock.after(holdMs, () => {
      leave()
      finish({ frames: [], ended: null })
    })
    const leave = line.take(had, finish)
    response.on('close', () => {
      cancel()
      leave()
    })
  }

  async function send(line: Line, from: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // One after the other, which also bounds what one line makes this server hold.
    if (line.isBusy) return answer(response, 409)
    line.isBusy = true
    const body = await bodyOf(request, maxBodyBytes)
    line.isBusy = false
    if (body === 'gone') return
    if (body === 'too-large') return answer(response, 413)
    const frames = unpackFrames(body, mostLineFrames)
    if (!frames) return answer(response, 400)
    if (line.isEnded) return answer(response, 410)
    answer(response, line.receive(from, frames) ? 204 : 409)
  }

  function act(action: LineAction, request: IncomingMessage, response: ServerResponse): void {
    const token = request.headers['glosa-line']
    const line = typeof token === 'string' ? lines.get(token) : undefined
    // Also after it was forgotten why it ended: the other end opens a new one.
    if (!line) return answer(response, 410)
    const place = request.headers['glosa-frame']
    const at = typeof place === 'string' && number.test(place) ? Number(place) : null
    if (action === 'close') {
      line.guest?.end(normalClosure, '')
      // Nobody is left to take what waits.
      line.terminate()
      return answer(response, 204)
    }
    if (at === null) return answer(response, 400)
    if (action === 'take') return take(line, at, holdOf(request.headers['glosa-wait']), response)
    send(line, at, request, response).catch((error: unknown) => {
      setting.log.error({ event: 'line-failed', error: String(error) }, 'frames of a line could not be taken')
      if (!response.headersSent) answer(response, 500)
    })
  }

  return {
    handleRequest(request, response) {
      const match = pathPattern.exec(request.url ?? '')
      const room = match && readRoomUrl(`/rooms/${match[1]}${match[3] ?? ''}`)
      const action = lineActions.find((each) => each === match?.[2])
      if (!room || !action) return false
      if (request.method !== 'POST') {
        response.setHeader('Allow', 'POST')
        answer(response, 405)
      } else if (!setting.originAllowed(request.headers)) {
        setting.log.warn({ event: 'origin-not-allowed', materialId: room.materialId }, 'a line from another site')
        answer(response, 403)
      } else if (action === 'open') {
        const token = open(request, room)
        if (token === null) answer(response, 429)
        else answer(response, 201, Buffer.from(JSON.stringify({ line: token })), 'application/json')
      } else act(action, request, response)
      return true
    },
  }
}

const pathPattern = /^\/rooms\/([a-z0-9]{20})\/line\/([a-z]+)(\?schema=\d{1,6})?$/
const normalClosure = 1000

/** The seconds that the other end wants to wait, as milliseconds. */
const holdOf = (wait: string | string[] | undefined): number =>
  typeof wait === 'string' && /^\d{1,2}$/.test(wait) ? Math.min(Number(wait) * 1000, mostHoldMs) : mostHoldMs

function answer(response: ServerResponse, status: number, body?: Buffer, mediaType = 'application/octet-stream'): void {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(body ? { 'Content-Type': mediaType, 'Content-Length': body.length } : {}),
  })
  response.end(body)
}

/** The body of a request; `gone` when the other end left before it was whole. */
function bodyOf(request: IncomingMessage, most: number): Promise<Buffer | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    request.on('data', (piece: Buffer) => {
      length += piece.length
      // What is too much is read and forgotten, so that the answer arrives.
      if (length <= most) pieces.push(piece)
    })
    request.on('end', () => resolve(length > most ? 'too-large' : Buffer.concat(pieces)))
    request.on('error', () => resolve('gone'))
    request.on('close', () => resolve('gone'))
  })
}
