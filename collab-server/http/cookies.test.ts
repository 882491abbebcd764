import { expect, it } from 'vitest'
import { clearedCookies, readCookie, sessionCookies } from './cookies.ts'

const tokens = { accessToken: 'a.b.c', refreshToken: 'id.secret' }
const ages = { accessSeconds: 300, refreshSeconds: 50_400 }
/** A `Set-Cookie` value by the names of its attributes (RFC 6265, §4.1.1). */
const read = (cookie: string) =>
  Object.fromEntries(cookie.split('; ').map((part) => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)]))

it('[IZ1] no script reads the cookies of a session, no other site sends them, nothing but TLS carries them', () => {
  const [access = '', refresh = ''] = sessionCookies(tokens, ages, true)
  const strict = { HttpOnly: 'HttpOnly', SameSite: 'Strict', Secure: 'Secure' }
  expect(read(access)).toEqual({ glosa_access: 'a.b.c', Path: '/', 'Max-Age': '300', ...strict })
  expect(read(refresh)).toEqual({ glosa_refresh: 'id.secret', Path: '/api/v1/session', 'Max-Age': '50400', ...strict })
  for (const cookie of sessionCookies(tokens, ages, false)) {
    expect(read(cookie)).toMatchObject({ HttpOnly: 'HttpOnly', SameSite: 'Strict' })
    expect(cookie).not.toContain('Secure')
  }
  // A browser forgets a cookie only when name and path are the same (RFC 6265, §5.3).
  const places = (cookies: readonly string[]) => cookies.map((cookie) => [cookie.split('=')[0], read(cookie)['Path']])
  const cleared = clearedCookies(true)
  expect(places(cleared)).toEqual(places([access, refresh]))
  expect(cleared.map((cookie) => read(cookie)['Max-Age'])).toEqual(['0', '0'])
})

it('[IZ1] a cookie is found by its whole name', () => {
  const header = 'xglosa_access=1; glosa_access_=2;glosa_access=a.b=c ; glosa_access=later'
  expect(readCookie(header, 'glosa_access')).toBe('a.b=c')
  expect(readCookie(header, 'glosa')).toBeNull()
  expect(readCookie(undefined, 'glosa_access')).toBeNull()
})
