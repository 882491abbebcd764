import { networkOf, setRecent } from '@glosa/domain/model'

/** How many sign-ins may be tried; an address stands for its whole network (`networkOf`). Times in milliseconds. */
export interface AttemptPolicy {
  readonly window: number
  /** Tries for one account within the window; keep it below the directory's own lock-out (usually 5). */
  readonly perAccount: number
  /** Further tries for an address from which this account signed in before, so that a stranger cannot keep somebody out. */
  readonly fromKnownAddress: number
  /** Tries from one address within the window; an office is often behind one address. */
  readonly perAddress: number
}

export const defaultAttemptPolicy: AttemptPolicy = {
  window: 15 * 60_000,
  perAccount: 3,
  fromKnownAddress: 1,
  perAddress: 60,
}

const rememberedNetworks = 5
const rememberedAccounts = 10_000
const sweepAbove = 10_000

const addressKey = (address: string): string => `address ${networkOf(address)}`

/**
 * Counts tries before they are made, so that parallel ones cannot slip through. A window that
 * slides: nobody is locked out for good. Kept in memory, per process.
 */
export class AttemptLimits {
  readonly #policy: AttemptPolicy
  readonly #tries = new Map<string, number[]>()
  readonly #knownNetworks = new Map<string, readonly string[]>()
  #sweepAbove = sweepAbove

  constructor(policy: AttemptPolicy = defaultAttemptPolicy) {
    this.#policy = policy
  }

  /** Counts a try from an address. @returns milliseconds to wait; 0 when the try is admitted */
  takeFromAddress(address: string, now: number): number {
    return this.#take(addressKey(address), this.#policy.perAddress, now)
  }

  /** Counts a try for an account. @returns milliseconds to wait; 0 when the try is admitted */
  takeForAccount(account: string, address: string, now: number): number {
    const known = this.#knownNetworks.get(account)?.includes(networkOf(address)) === true
    const { perAccount, fromKnownAddress } = this.#policy
    return this.#take(`account ${account}`, perAccount + (known ? fromKnownAddress : 0), now)
  }

  /** The password was right: the account's tries are forgotten, the address gets its last one back. */
  succeeded(account: string, address: string): void {
    this.#tries.delete(`account ${account}`)
    this.giveBackToAddress(address)
    const network = networkOf(address)
    const others = (this.#knownNetworks.get(account) ?? []).filter((known) => known !== network)
    const networks = [network, ...others].slice(0, rememberedNetworks)
    setRecent(this.#knownNetworks, account, networks, rememberedAccounts)
  }

  /** The last try from the address did not reach the directory and is not counted. */
  giveBackToAddress(address: string): void {
    this.#tries.get(addressKey(address))?.pop()
  }

  #take(key: string, allowed: number, now: number): number {
    if (this.#tries.size > this.#sweepAbove) this.#sweep(now)
    const recent = (this.#tries.get(key) ?? []).filter((at) => at > now - this.#policy.window)
    const oldest = recent[recent.length - allowed]
    if (oldest !== undefined) {
      this.#tries.set(key, recent)
      return oldest + this.#policy.window - now
    }
    this.#tries.set(key, [...recent, now])
    return 0
  }

  #sweep(now: number): void {
    for (const [key, tries] of this.#tries) {
      if (tries.every((at) => at <= now - this.#policy.window)) this.#tries.delete(key)
    }
    // Only when as many came again: a flood of strangers must not have each of its tries look at all of them.
    this.#sweepAbove = Math.max(sweepAbove, 2 * this.#tries.size)
  }
}
