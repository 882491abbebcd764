/**
 * The service worker of people who keep the papers of a meeting on their device. It keeps nothing by
 * itself: it asks the network first, always, and only when there is none it answers with what the page
 * has put aside at the person's wish. Registered with the first kept meeting, gone with the last.
 */

/** What the worker needs of the events of its world; the types of the page's world do not have them. */
interface WaitingEvent extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void
}
interface AskedEvent extends WaitingEvent {
  readonly request: Request
  readonly respondWith: (answer: Promise<Response>) => void
}
interface WorkerScope {
  readonly skipWaiting: () => Promise<void>
  readonly clients: { readonly claim: () => Promise<void> }
}

const isWaiting = (event: Event): event is WaitingEvent => 'waitUntil' in event
const isAsked = (event: Event): event is AskedEvent => 'respondWith' in event && 'request' in event
const isWorker = (scope: object): scope is WorkerScope => 'skipWaiting' in scope && 'clients' in scope

const world: object = globalThis
addEventListener('install', (event) => {
  if (isWaiting(event) && isWorker(world)) event.waitUntil(world.skipWaiting())
})
addEventListener('activate', (event) => {
  if (isWaiting(event) && isWorker(world)) event.waitUntil(world.clients.claim())
})
addEventListener('fetch', (event) => {
  if (!isAsked(event)) return
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode !== 'navigate') event.respondWith(networkFirst(request, request.url))
  else if (!pathname.startsWith('/api/')) event.respondWith(networkFirst(request, '/index.html'))
})

async function networkFirst(request: Request, kept: string): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(request)
  } catch (error) {
    const found = await caches.match(kept, { ignoreVary: true })
    if (found) return found
    throw error
  }
  // A proxy answers these for a server that is not there.
  if (answer.status !== 502 && answer.status !== 504) return answer
  return (await caches.match(kept, { ignoreVary: true })) ?? answer
}
