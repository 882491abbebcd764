/** So long a tab waits for its turn: a server that hangs in another tab must not keep people out of this one (ms). */
const longestWaitMs = 10_000

/**
 * Does the work while no other tab of this browser does such work, where the browser can tell. Tabs share the cookies of
 * the session: of two answers that set them the later one must be of the later question.
 */
export async function inTurnOfTabs<T>(work: () => Promise<T>, waitMs: number = longestWaitMs): Promise<T> {
  // Browsers have no locks on pages that came neither encrypted nor from this machine.
  if (!('locks' in navigator)) return work()
  let hasTurn = false
  const inTurn = () => {
    hasTurn = true
    return work()
  }
  try {
    return await navigator.locks.request('glosa-session', { signal: AbortSignal.timeout(waitMs) }, inTurn)
  } catch (error) {
    if (hasTurn) throw error
    return work()
  }
}
