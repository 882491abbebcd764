import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Guest, Knock, SocketEnd } from './guest.ts'
import type { RoomLimits } from './limits.ts'
import { readRoomUrl } from './roomUrl.ts'
import type { RoomsSetting } from './setting.ts'
import { frameOnce } from './webSocketFrame.ts'

/**
 * Turns upgrade requests into guests. Only path and Origin are looked at here; who it is, is asked
 * when the room is named, so that the answer can be told in a close code.
 */
export function createUpgrade(
  setting: RoomsSetting,
  limits: RoomLimits,
  mayCome: (address: string) => boolean,
  attach: (socket: SocketEnd, knock: Knock) => Guest,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.maxFrameBytes,
    perMessageDeflate: false,
  })
  const framed = frameOnce()
  return (request, socket, head) => {
    const room = readRoomUrl(request.url)
    if (!room) return turnAway(socket, '404 Not Found')
    if (!setting.originAllowed(request.headers)) {
      setting.log.warn({ event: 'origin-not-allowed', materialId: room.materialId }, 'a socket from another site')
      return turnAway(socket, '403 Forbidden')
    }
    const address = setting.addressOf?.(request) ?? request.socket.remoteAddress ?? ''
    if (!mayCome(address)) return turnAway(socket, '429 Too Many Requests')
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const guest = attach(endOf(webSocket, socket, framed), { ...room, cookie: request.headers.cookie, address })
      webSocket.on('message', (data: Buffer, isBinary: boolean) => {
        // Frames are bytes; a text message fails to be one.
        guest.receive(isBinary ? data : new Uint8Array(0))
      })
      webSocket.on('pong', () => guest.heard())
      webSocket.on('close', () => guest.gone())
      webSocket.on('error', (error) => {
        setting.log.warn(
          { event: 'socket-error', materialId: room.materialId, error: error.message },
          'a socket failed',
        )
      })
    })
  }
}

/**
 * Messages go straight to the TCP socket. `ws` writes at once too, compression being off, so its
 * control frames keep their place between them.
 */
const endOf = (webSocket: WebSocket, socket: Duplex, framed: (message: Uint8Array) => Buffer): SocketEnd => ({
  get readyState() {
    return webSocket.readyState
  },
  get bufferedAmount() {
    return webSocket.bufferedAmount
  },
  send: (data) => {
    if (webSocket.readyState === webSocket.OPEN) socket.write(framed(data))
  },
  close: (code, reason) => webSocket.close(code, reason),
  terminate: () => webSocket.terminate(),
  ping: () => webSocket.ping(),
})

function turnAway(socket: Duplex, status: string): void {
  // The other side may hang up before it has read the answer; that is their choice.
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
