/** With what the browser came to this page from an identity provider, if it went wrong there; read before the router tidies the address. */
const cameWith = new URLSearchParams(globalThis.location?.search ?? '').get('problem')

/** Why the person was not confirmed on the way that ended at this page; null when nothing went wrong. */
export const problemOnReturn = (): string | null => cameWith

/** The address of a page to come back to, without the problem of an earlier way back. */
export function pathWithoutProblem({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const query = new URLSearchParams(search)
  if (!query.has('problem')) return pathname + search
  query.delete('problem')
  return query.size > 0 ? `${pathname}?${query}` : pathname
}
