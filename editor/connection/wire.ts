/** One open WebSocket, or what stands for it in a test. */
export interface Wire {
  send(bytes: Uint8Array<ArrayBuffer>): void
  close(): void
}

export interface WireEvents {
  opened(): void
  received(bytes: Uint8Array): void
  /** @param code close code of the WebSocket; 1006 when it was lost */
  closed(code: number): void
}

/** Opens a wire. Calls nothing before it returned, and nothing after `closed`. */
export type OpenWire = (url: string, events: WireEvents) => Wire

/** The browser's WebSocket; the cookie goes with it. */
export const openWebSocket: OpenWire = (url, events) => {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => events.opened())
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) events.received(new Uint8Array(data))
  })
  socket.addEventListener('close', ({ code }) => events.closed(code))
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes)
    },
    close: () => socket.close(1000),
  }
}
