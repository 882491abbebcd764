const binaryAndFinal = 0x82

/** Bytes of one message as a server sends them (RFC 6455): a header, no mask, no fragments. */
export function webSocketFrame(message: Uint8Array): Buffer {
  const { length } = message
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerBytes + length)
  frame[0] = binaryAndFinal
  if (headerBytes === 2) frame[1] = length
  else if (headerBytes === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2)
    frame.writeUInt32BE(length % 2 ** 32, 6)
  }
  frame.set(message, headerBytes)
  return frame
}

/**
 * Frames messages, the same message only once: a broadcast is one object sent to everybody, and
 * framing it for each (two writes, corked, through `ws`) was a third of the cost of a keystroke.
 */
export function frameOnce(): (message: Uint8Array) => Buffer {
  let last: Uint8Array | null = null
  let framed: Buffer = Buffer.alloc(0)
  return (message) => {
    if (message !== last) {
      last = message
      framed = webSocketFrame(message)
    }
    return framed
  }
}
