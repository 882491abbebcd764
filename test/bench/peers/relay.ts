import { WebSocketServer, type WebSocket } from 'ws'

/** The floor: a relay that hands every frame to everybody else of the same room, keeps nothing and acknowledges nothing. */
const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket, request) => {
  const room = request.url ?? ''
  const members = rooms.get(room) ?? new Set()
  rooms.set(room, members.add(socket))
  socket.on('message', (frame: Buffer) => {
    for (const member of members) if (member !== socket) member.send(frame)
  })
  socket.on('close', () => members.delete(socket))
})
server.on('listening', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : null })
})
process.on('disconnect', () => process.exit(0))
