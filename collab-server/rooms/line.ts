import type { Guest, SocketEnd } from './guest.ts'

/** What one look at a line brings: frames in their order, and how the line ended when it did. */
export interface Taken {
  readonly frames: readonly Uint8Array[]
  readonly ended: { readonly code: number; readonly reason: string } | null
}

/** What waits for the other end of a line that is over, at most; without it the close code says enough. */
const mostLeftBytes = 256 * 1024

const open = 1
const closed = 3

/**
 * A socket made of requests, for networks that let no WebSocket through. Frames wait here until the
 * other end says that it has them, so an answer that got lost is given again; frames that come
 * twice, because their answer got lost, are taken once.
 */
export class Line implements SocketEnd {
  guest: Guest | null = null
  /** Frames of this line are being read. */
  isBusy = false
  /** Called once, when the line ended. */
  onEnd: () => void = () => {}
  #waiting: Uint8Array[] = []
  /** Number of the first frame that waits, counted from the first ever sent. */
  #first = 0
  #bytes = 0
  #received = 0
  #ended: Taken['ended'] = null
  #answer: ((taken: Taken) => void) | null = null

  get readyState(): number {
    return this.#ended ? closed : open
  }
  get bufferedAmount(): number {
    return this.#bytes
  }
  get isEnded(): boolean {
    return this.#ended !== null
  }

  send(data: Uint8Array): void {
    if (this.#ended) return
    this.#waiting.push(data)
    this.#bytes += data.length
    this.#wake()
  }

  close(code: number, reason: string): void {
    if (this.#ended) return
    this.#ended = { code, reason }
    if (this.#bytes > mostLeftBytes) this.terminate()
    this.onEnd()
    this.#wake()
  }

  terminate(): void {
    this.#first += this.#waiting.length
    this.#waiting = []
    this.#bytes = 0
  }

  /**
   * Waits for frames after the first `had`, which the other end has.
   * @returns gives up waiting; what comes later stays for the next look
   */
  take(had: number, answer: (taken: Taken) => void): () => void {
    const known = Math.min(Math.max(had - this.#first, 0), this.#waiting.length)
    for (const frame of this.#waiting.splice(0, known)) this.#bytes -= frame.length
    this.#first += known
    this.guest?.heard()
    // Only one can wait: whoever asked before has gone, or asks again.
    this.#answer?.({ frames: [], ended: null })
    this.#answer = answer
    this.#wake()
    return () => {
      if (this.#answer === answer) this.#answer = null
    }
  }

  /**
   * Takes frames from the other end.
   * @param from number of the first of them, counted from the first that this end ever took
   * @returns false when frames are missing before
   */
  receive(from: number, frames: readonly Uint8Array[]): boolean {
    if (from > this.#received) return false
    for (const frame of frames.slice(this.#received - from)) {
      this.#received += 1
      this.guest?.receive(frame)
    }
    return true
  }

  #wake(): void {
    const answer = this.#answer
    if (!answer || (this.#waiting.length === 0 && !this.#ended)) return
    this.#answer = null
    answer({ frames: [...this.#waiting], ended: this.#ended })
  }
}
