import type { Instant, ShortLivedStore } from '@glosa/domain/model'

export function memoryShortLived(): ShortLivedStore {
  const texts = new Map<string, { readonly text: string; readonly until: Instant }>()
  const counts = new Map<string, { readonly count: number; readonly until: Instant }>()
  const find = (key: string, now: Instant) => {
    const kept = texts.get(key)
    return kept && kept.until > now ? kept.text : null
  }
  return {
    async put(key, text, until) {
      texts.set(key, { text, until })
    },
    async find(key, now) {
      return find(key, now)
    },
    async take(key, now) {
      const text = find(key, now)
      texts.delete(key)
      return text
    },
    async count(key, most, until) {
      const count = Math.min(most, counts.get(key)?.count ?? 0) + 1
      counts.set(key, { count, until })
      return count
    },
    async clear(key) {
      texts.delete(key)
      counts.delete(key)
    },
    async forget(now) {
      let forgotten = 0
      for (const kept of [texts, counts]) {
        for (const [key, { until }] of kept) if (until <= now && kept.delete(key)) forgotten += 1
      }
      return forgotten
    },
  }
}
