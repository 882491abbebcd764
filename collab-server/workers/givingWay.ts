import { setTimeout as sleep } from 'node:timers/promises'

/** Lets work that nobody waits for leave the machine to people who write. */
export interface GivingWay {
  /** Somebody wrote now. */
  written(): void
  /**
   * How long work rests that took so long (both in ms): nothing while nobody writes, else a multiple of it. What is
   * noticed of such work is not its speed but how much of the time it is under way.
   */
  restAfter(workedMs: number): number
}

/** Somebody who stopped to think for so long (ms) is not held up by anything. */
const stillWritingMs = 10_000
const restPerWork = 2
/** Two hundred pages at once must not hold up what comes after them for minutes (ms). */
const longestRestMs = 5_000

export function createGivingWay(nowMs: () => number = () => performance.now()): GivingWay {
  let writtenAt = -Infinity
  return {
    written() {
      writtenAt = nowMs()
    },
    restAfter(workedMs) {
      if (nowMs() - writtenAt > stillWritingMs) return 0
      return Math.min(longestRestMs, restPerWork * Math.max(0, workedMs))
    },
  }
}

/** Waits so long (ms), or until the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
