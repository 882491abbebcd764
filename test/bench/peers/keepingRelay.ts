import { closeSync, constants, mkdtempSync, openSync, rmSync, write, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocketServer, type WebSocket } from 'ws'

/**
 * The floor for a server that keeps each keystroke before anyone sees it: a relay that writes every frame into a file
 * that is large enough already, waits until it is on the disk, and only then hands it to everybody else of the same
 * room. What arrives meanwhile goes with the next write. It knows no text, no rights and no one, and acknowledges
 * nothing.
 */
const fileBytes = 16 * 1024 * 1024
const pageBytes = 4_096
const folder = mkdtempSync(join(tmpdir(), 'glosa-bench-relay-'))
const path = join(folder, 'frames')
const prepared = openSync(path, 'w')
writeSync(prepared, Buffer.alloc(fileBytes))
closeSync(prepared)
const file = openSync(path, constants.O_RDWR | constants.O_DSYNC)
// The open file is all that is needed, and leaves nothing behind however this process ends.
rmSync(folder, { recursive: true })

interface Waiting {
  readonly frame: Buffer
  readonly from: WebSocket
  readonly members: ReadonlySet<WebSocket>
}

const rooms = new Map<string, Set<WebSocket>>()
let waiting: Waiting[] = []
let isWriting = false
let position = 0

function keep() {
  if (isWriting || waiting.length === 0) return
  isWriting = true
  const kept = waiting
  waiting = []
  const bytes = Buffer.concat(kept.map(({ frame }) => frame))
  const end = Math.ceil(bytes.length / pageBytes) * pageBytes
  if (position + end > fileBytes) position = 0
  write(file, Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]), 0, end, position, (error) => {
    if (error) throw error
    isWriting = false
    keep()
    for (const { frame, from, members } of kept) for (const member of members) if (member !== from) member.send(frame)
  })
  position += end
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket, request) => {
  const room = request.url ?? ''
  const members = rooms.get(room) ?? new Set()
  rooms.set(room, members.add(socket))
  socket.on('message', (frame: Buffer) => {
    waiting.push({ frame, from: socket, members })
    keep()
  })
  socket.on('close', () => members.delete(socket))
})
server.on('listening', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : null })
})
process.on('disconnect', () => process.exit(0))
