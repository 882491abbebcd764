/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Random = (below: number) => number

export function random(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

export const randomBytesOf =
  (next: Random) =>
  (size: number): Uint8Array =>
    Uint8Array.from({ length: size }, () => next(256))

/** The first `count` seeds; a failing one is found by its number in the test's name. */
export const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
