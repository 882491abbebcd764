/** Stops what was scheduled; harmless when it ran already. */
export type Cancel = () => void

/** The clock, timers and chance of a connection, replaceable in tests. */
export interface Timing {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  after(ms: number, run: () => void): Cancel
  /** Before the next picture; soon also in a tab that nobody looks at. */
  nextFrame(run: () => void): Cancel
  /** In [0, 1). */
  random(): number
}

export const browserTiming: Timing = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  nextFrame: (run) => {
    // A hidden tab gets no animation frames, but what was typed must still leave it.
    const both = { frame: 0, timer: setTimeout(() => once(), 100) }
    const cancel = () => {
      cancelAnimationFrame(both.frame)
      clearTimeout(both.timer)
    }
    const once = () => {
      cancel()
      run()
    }
    both.frame = requestAnimationFrame(once)
    return cancel
  },
  random: () => Math.random(),
}
