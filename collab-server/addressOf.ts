import type { IncomingMessage } from 'node:http'

/**
 * The network address of whoever asks.
 * @param trustProxy whether a proxy stands before us: then it is what the proxy wrote, the last of the chain; what
 *   stands before that anybody may have claimed
 */
export function addressOf(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'> },
  trustProxy: boolean,
): string {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
  const chain = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',')
  return chain?.at(-1)?.trim() || socket.remoteAddress || ''
}
