import { describe, expect, it } from 'vitest'
import { isOwnPath } from './ownPath.ts'

describe('the address to go to after signing in', () => {
  it.each(['/', '/materials?state=locked', '/materials/aaaaaaaaaaaaaaaaaaaa?comment=b#x'])(
    '[UI11] may be %s',
    (path) => {
      expect(isOwnPath(path)).toBe(true)
    },
  )
  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/a\\b',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'materials',
    '/sign-in?then=%2Fsign-in',
    '',
    undefined,
    7,
  ])('[UI11] may not be %j', (path) => {
    expect(isOwnPath(path)).toBe(false)
  })
})
