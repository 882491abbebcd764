import { refused, type Refused } from '@glosa/domain/model'

/** Runs tasks a few at a time, in the order of asking. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T | Refused>

/**
 * @param atOnce how many run at the same time
 * @param mostWaiting how many may wait; whoever comes then is refused with `too-many-requests`
 */
export function createQueue(atOnce: number, mostWaiting: number): Queue {
  const waiting: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running < atOnce) running += 1
    else if (waiting.length >= mostWaiting) return refused('too-many-requests')
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      // Whoever waited longest takes the place over.
      if (next) next()
      else running -= 1
    }
  }
}
