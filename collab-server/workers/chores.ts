import type { Logger } from 'pino'

/** Something to look after again and again. */
export interface Chore {
  /** For the log: what failed. */
  readonly what: string
  /** @param isOver whether the server is ending: a long chore stops at the next good place */
  run(isOver: () => boolean): Promise<unknown>
}

/** The chores of a running server. */
export interface Chores {
  /** Does all of them now, unless they are being done. */
  look(): void
  /** Resolves when what is under way is done. */
  close(): Promise<void>
}

/** Does chores one after the other, every so often. One that fails is logged, done again the next time, and keeps none of the others from being done. */
export function startChores(chores: readonly Chore[], everyMs: number, log: Pick<Logger, 'warn'>): Chores {
  let running: Promise<void> | null = null
  let isClosed = false

  const doAll = async (): Promise<void> => {
    for (const { what, run } of chores) {
      if (isClosed) return
      try {
        await run(() => isClosed)
      } catch (error) {
        log.warn({ err: error }, `${what} failed, will be tried again`)
      }
    }
  }
  const look = (): void => {
    if (isClosed) return
    running ??= doAll().finally(() => {
      running = null
    })
  }

  const timer = setInterval(look, everyMs)
  timer.unref()
  return {
    look,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}
