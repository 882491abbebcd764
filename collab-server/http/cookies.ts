/** Names of the session cookies. */
export const accessCookie = 'glosa_access'
export const refreshCookie = 'glosa_refresh'
/** The refresh token travels to these routes only. */
const refreshPath = '/api/v1/session'

/** The value of one cookie; `null` when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** `Set-Cookie` values for a new pair of tokens. Ages in seconds. */
export function sessionCookies(
  tokens: { readonly accessToken: string; readonly refreshToken: string },
  ages: { readonly accessSeconds: number; readonly refreshSeconds: number },
  isSecure: boolean,
): string[] {
  const common = `HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return [
    `${accessCookie}=${tokens.accessToken}; Path=/; Max-Age=${ages.accessSeconds}; ${common}`,
    `${refreshCookie}=${tokens.refreshToken}; Path=${refreshPath}; Max-Age=${ages.refreshSeconds}; ${common}`,
  ]
}

/** `Set-Cookie` values that remove both. */
export const clearedCookies = (isSecure: boolean): string[] =>
  sessionCookies({ accessToken: '', refreshToken: '' }, { accessSeconds: 0, refreshSeconds: 0 }, isSecure)
