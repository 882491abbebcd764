import { instant, type Instant } from '@glosa/domain/model'

/** Time as rooms see it. */
export interface RoomClock {
  now(): Instant
  /** Runs once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

/** The clock on the wall. Waiting for it does not keep the process alive. */
export const systemClock: RoomClock = {
  now: () => instant(Date.now()),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
