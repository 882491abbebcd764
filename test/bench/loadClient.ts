import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Dialect, Incoming } from './dialect.ts'

/** What a load client is told to do and to report. */
export interface LoadClientOptions {
  readonly url: string
  readonly dialect: Dialect
  readonly cookie?: string
  /** Whether the server hands out the client id (Glosa) and the client waits for it. */
  readonly waitsForClientId: boolean
  /** Whether the server answers the first question (a relay does not). */
  readonly syncs: boolean
  /** Whether the first state is left unread: what is measured is the server, not fifty clients in one process. */
  readonly leavesState?: boolean
  /** Keeps a whole document and reports each letter as it arrives. */
  readonly onUpdate?: (update: Uint8Array) => void
  readonly onAck?: (ok: boolean) => void
  readonly onStateless?: (json: string) => void
  readonly onClose?: (code: number) => void
}

/** One connection of the load generator. */
export interface LoadClient {
  readonly ydoc: Y.Doc
  readonly clientId: number
  /** Milliseconds from connecting to synced. */
  readonly syncedMs: number
  /** Sends an update; the frame is made before, so that only sending is timed. */
  send(update: Uint8Array): void
  isOpen(): boolean
  close(): void
}

/** Connects and resolves when synced. */
export function connectLoadClient(options: LoadClientOptions): Promise<LoadClient> {
  const { dialect } = options
  const ydoc = new Y.Doc()
  const started = performance.now()
  const socket = new WebSocket(options.url, {
    perMessageDeflate: false,
    maxPayload: 64 << 20,
    ...(options.cookie ? { headers: { cookie: options.cookie } } : {}),
  })
  socket.binaryType = 'nodebuffer'
  return new Promise((resolve, reject) => {
    let isSynced = false
    let answersInFlight = 0
    const ask = () => socket.send(dialect.askFrame(Y.encodeStateVector(ydoc)))
    const synced = () => {
      if (isSynced) return
      isSynced = true
      resolve({
        ydoc,
        clientId: ydoc.clientID,
        syncedMs: performance.now() - started,
        send: (update) => socket.send(dialect.updateFrame(update)),
        isOpen: () => socket.readyState === WebSocket.OPEN,
        close: () => socket.terminate(),
      })
    }
    const take = (incoming: Incoming) => {
      switch (incoming.kind) {
        case 'update':
          if (isSynced) options.onUpdate?.(incoming.update)
          else if (!options.leavesState) Y.applyUpdate(ydoc, incoming.update)
          if (incoming.isSync && !options.waitsForClientId) synced()
          break
        case 'ask':
          answersInFlight++
          socket.send(dialect.answerFrame(Y.encodeStateAsUpdate(ydoc, incoming.stateVector)))
          // Glosa asks after it has sent the whole text, which may come in several pieces.
          if (options.waitsForClientId) synced()
          break
        case 'ack':
          // The answer to the server's question is acknowledged too; it is no writing.
          if (answersInFlight > 0) answersInFlight--
          else options.onAck?.(incoming.ok)
          break
        case 'admitted':
          if (!options.waitsForClientId) ask()
          break
        case 'stateless': {
          const message: unknown = JSON.parse(incoming.json)
          if (typeof message === 'object' && message && 'type' in message && message.type === 'admitted') {
            if ('clientId' in message && typeof message.clientId === 'number') ydoc.clientID = message.clientId
            if (options.waitsForClientId) ask()
          }
          options.onStateless?.(incoming.json)
          break
        }
        case 'denied':
          reject(new Error(`not admitted: ${incoming.reason}`))
          break
        case 'other':
      }
    }
    socket.on('open', () => {
      const hello = dialect.hello()
      for (const frame of hello) socket.send(frame)
      if (hello.length === 0) {
        if (options.syncs) ask()
        else synced()
      }
    })
    socket.on('message', (data: Buffer) => {
      // Who does not listen lets texts pass unread, or the load generator would be what is measured.
      if (isSynced && !options.onUpdate && dialect.isUpdate(data)) return
      take(dialect.read(data))
    })
    socket.on('error', (error) => reject(error))
    socket.on('close', (code) => {
      options.onClose?.(code)
      reject(new Error(`closed ${code}`))
    })
  })
}

/** The ids of the letters in an update, as `client:clock`. */
export function lettersIn(update: Uint8Array): string[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item || struct.constructor.name === 'Item'
      ? Array.from({ length: struct.length }, (_, index) => `${struct.id.client}:${struct.id.clock + index}`)
      : [],
  )
}
