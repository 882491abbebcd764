import { setRecent } from '@glosa/domain/model'

/** A limit of events per key: `burst` at once, refilled at `perSecond`. */
export interface RateLimit {
  /** Takes one; false when there is none left. */
  take(key: string): boolean
}

const mostKeys = 10_000

export function createRateLimit(burst: number, perSecond: number, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(key) {
      const now = nowMs()
      const bucket = buckets.get(key) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
      setRecent(buckets, key, { tokens: Math.max(0, tokens - 1), at: now }, mostKeys)
      return tokens >= 1
    },
  }
}
