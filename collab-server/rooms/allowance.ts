/** Lets through `perSecond` on average and `burst` at once. */
export class Allowance {
  readonly #perSecond: number
  readonly #burst: number
  #left: number
  #at: number

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
    this.#at = now
  }

  /** Takes one; false when there is none left. */
  take(now: number): boolean {
    if (now > this.#at) {
      this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
      this.#at = now
    }
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
