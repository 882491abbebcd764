import type { RoomFrames } from './frames.ts'
import * as Y from 'yjs'

/** The tail may grow to this share of the whole before the whole is encoded again. */
const tailShare = 0.25
const smallestTailBytes = 64 * 1024
const maxTailRows = 4_000

/**
 * What a client with nothing is sent: the whole text as it was at some point, encoded once for
 * everybody, and what was written since. Encoding a long history takes 40 ms of everyone's time,
 * so fifty people opening it at once must share one.
 */
export class FreshState {
  readonly #frames: RoomFrames
  #whole: Uint8Array | null = null
  #tail: Uint8Array[] = []
  #tailBytes = 0
  #tailFrame: Uint8Array | null = null

  constructor(frames: RoomFrames) {
    this.#frames = frames
  }

  /** @param state the text as of now, or before the updates given to `add` next */
  keep(state: Uint8Array): void {
    this.#whole = this.#frames.state(state)
    this.#tail = []
    this.#tailBytes = 0
    this.#tailFrame = null
  }

  add(update: Uint8Array): void {
    if (!this.#whole) return
    this.#tail.push(update)
    this.#tailBytes += update.length
    this.#tailFrame = null
    const limit = Math.max(smallestTailBytes, this.#whole.length * tailShare)
    if (this.#tailBytes > limit || this.#tail.length > maxTailRows) this.#whole = null
  }

  /** The frames to send. @param encode called when nothing fresh enough is kept */
  read(encode: () => Uint8Array): readonly Uint8Array[] {
    if (!this.#whole) this.keep(encode())
    if (!this.#whole) return []
    if (this.#tail.length === 0) return [this.#whole]
    if (!this.#tailFrame) {
      const merged = this.#tail.length === 1 ? this.#tail[0] : Y.mergeUpdates(this.#tail)
      if (!merged) return [this.#whole]
      this.#tail = [merged]
      this.#tailFrame = this.#frames.update(merged)
    }
    return [this.#whole, this.#tailFrame]
  }
}
