/** Runs works with the same key one after another in the order of asking, works with different keys at once. */
export type Turns<Key> = <T>(key: Key, work: () => Promise<T>) => Promise<T>

/** Turns of this process; a work that fails holds up nobody, and a key without work is forgotten. */
export function turns<Key = string>(): Turns<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
