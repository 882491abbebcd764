/*
 * The first script of the page, and the smallest: while the others are still on their way it asks
 * for what they will need at once. It imports nothing, or it would have to wait for it.
 */

const asked = new Map<string, Promise<Response>>()
globalThis.glosaAskedAhead = asked

ask('/api/v1/session')
const material = /^\/materials\/[a-z0-9]{20}$/.exec(location.pathname)
if (material) {
  ask(`/api/v1${material[0]}`)
  const scripts = document.querySelector<HTMLMetaElement>('meta[name="glosa-material-scripts"]')?.content ?? ''
  for (const href of scripts.split(' ').filter(Boolean)) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
  }
}

function ask(address: string): void {
  const answer = fetch(address, { credentials: 'same-origin', cache: 'no-store' })
  // Whoever takes it hears of the failure.
  answer.catch(() => undefined)
  asked.set(address, answer)
}
