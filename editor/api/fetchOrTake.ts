declare global {
  /** Questions that the first script of the page asked ahead, by address; each is for whoever takes it first. */
  var glosaAskedAhead: Map<string, Promise<Response>> | undefined
}

/**
 * The answer that was asked for before the scripts of the page had come, to whoever wants it first;
 * everything else is asked for now.
 */
export async function fetchOrTake(address: string, init: RequestInit): Promise<Response> {
  const isReading = init.method === undefined || init.method === 'GET'
  const ahead = isReading ? globalThis.glosaAskedAhead?.get(address) : undefined
  if (!ahead) return fetch(address, init)
  globalThis.glosaAskedAhead?.delete(address)
  // A connection that failed may be there again.
  const answer = await ahead.catch(() => null)
  return answer ?? fetch(address, init)
}
