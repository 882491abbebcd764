import { networkOf, setRecent } from '@glosa/domain/model'

/** A limit of events of whoever has an address (`networkOf`): `burst` at once, refilled at `perSecond`. */
export interface RateLimit {
  /** Takes one; false when there is none left. */
  take(address: string): boolean
}

const mostNetworks = 10_000

export function createRateLimit(burst: number, perSecond: number, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(address) {
      const network = networkOf(address)
      const now = nowMs()
      const bucket = buckets.get(network) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
      setRecent(buckets, network, { tokens: Math.max(0, tokens - 1), at: now }, mostNetworks)
      return tokens >= 1
    },
  }
}
