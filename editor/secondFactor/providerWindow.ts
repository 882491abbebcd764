import { returnedPath } from '@glosa/domain/contract'
import { refusalCodes, refused, type Refused } from '@glosa/domain/model'
import * as z from 'zod'

const channelName = 'glosa-provider'
const message = z.object({ attempt: z.string(), problem: z.string().nullable() })

/** A window in which the provider asks, while the page below stays as it is. */
export interface ProviderWindow {
  /** Where the provider is to send the browser back. */
  readonly returnTo: string
  readonly leadTo: (address: string) => void
  readonly close: () => void
}

/**
 * Opens the window; to be called while a press is being handled, later ones are blocked by browsers.
 * Whether the window was closed cannot be seen: pages of other sites are cut off from ours (COOP).
 * @param onReturned hears once how it went
 * @returns `null` where the browser opens no window
 */
export function openProviderWindow(onReturned: (problem: Refused | null) => void): ProviderWindow | null {
  const opened = window.open('', '_blank', 'popup,width=560,height=760')
  if (!opened) return null
  const attempt = crypto.randomUUID()
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const told = message.safeParse(data)
    if (!told.success || told.data.attempt !== attempt) return
    channel.close()
    const code = refusalCodes.find((known) => known === told.data.problem)
    onReturned(told.data.problem === null ? null : refused(code ?? 'oidc-failed'))
  })
  return {
    returnTo: `${returnedPath}?attempt=${attempt}`,
    leadTo: (address) => opened.location.replace(address),
    close() {
      channel.close()
      opened.close()
    },
  }
}

/** Tells the page that waits, from the window that came back. */
export function tellReturned(attempt: string, problem: string | null): void {
  const channel = new BroadcastChannel(channelName)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- channels take no target: they reach our own origin only
  channel.postMessage({ attempt, problem })
  channel.close()
}
