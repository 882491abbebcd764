import { refused, type Refused } from '@glosa/domain/model'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request that changes something, or a socket, comes from our own pages. A browser
 * always says where from (Origin or Sec-Fetch-Site); a client without either is no browser and
 * has no cookies of a person to misuse.
 */
export function checkOrigin(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): true | Refused {
  const { origin } = headers
  if (origin !== undefined) return allowed.has(origin) || refused('origin-not-allowed')
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' || refused('origin-not-allowed')
}
