const lengthBytes = 4

/** Frames one after the other, each with its length in four bytes before it, the highest first. */
export function packFrames(frames: readonly Uint8Array[]): Buffer {
  const packed = Buffer.allocUnsafe(frames.reduce((sum, frame) => sum + lengthBytes + frame.length, 0))
  let at = 0
  for (const frame of frames) {
    packed.writeUInt32BE(frame.length, at)
    packed.set(frame, at + lengthBytes)
    at += lengthBytes + frame.length
  }
  return packed
}

/** The frames of a body; `null` when its lengths do not fit it, or there are more than `most`. */
export function unpackFrames(body: Buffer, most: number): readonly Uint8Array[] | null {
  const frames: Uint8Array[] = []
  let at = 0
  while (at < body.length) {
    if (body.length - at < lengthBytes || frames.length === most) return null
    const end = at + lengthBytes + body.readUInt32BE(at)
    if (end > body.length) return null
    // A copy: a small frame must not keep the whole body in memory.
    frames.push(new Uint8Array(body.subarray(at + lengthBytes, end)))
    at = end
  }
  return frames
}
