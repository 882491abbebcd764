/**
 * A path of our own to come back to after signing in elsewhere. Whatever could lead to another site is the first page
 * instead: other schemes and hosts, `//host`, backslashes (browsers read them as slashes), control characters.
 */
export function returnPath(wanted: string, publicUrl: string): string {
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted) || !URL.canParse(wanted, publicUrl)) return '/'
  const { origin, pathname, search, hash } = new URL(wanted, publicUrl)
  // Dots are gone now: what was `/.//host` must not begin with two slashes.
  return origin === new URL(publicUrl).origin && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
