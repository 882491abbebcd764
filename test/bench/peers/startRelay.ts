import { WebSocketServer, type WebSocket } from 'ws'

/**
 * Starts a relay in this process and reports its port to the parent: it hands every frame to everybody else of the same
 * room, knows no text, no rights and no one, and acknowledges nothing.
 * @param onFrame calls `handOn` when the others may have the frame
 */
export function startRelay(onFrame: (frame: Buffer, handOn: () => void) => void): void {
  const rooms = new Map<string, Set<WebSocket>>()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (socket, request) => {
    const room = request.url ?? ''
    const members = rooms.get(room) ?? new Set()
    rooms.set(room, members.add(socket))
    socket.on('message', (frame: Buffer) =>
      onFrame(frame, () => {
        for (const member of members) if (member !== socket) member.send(frame)
      }),
    )
    socket.on('close', () => members.delete(socket))
  })
  server.on('listening', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' ? address?.port : null })
  })
  process.on('disconnect', () => process.exit(0))
}
