import fc from 'fast-check'
import { expect, it } from 'vitest'
import { returnPath } from './returnPath.ts'

const publicUrl = 'https://glosa.example.org'

it.each([
  ['/', '/'],
  ['/materials/abc?tab=comments#c3', '/materials/abc?tab=comments#c3'],
  ['/materials/../account', '/account'],
  ['/materiály', '/materi%C3%A1ly'],
])('[OI10] %j is a path of our own', (wanted, path) => {
  expect(returnPath(wanted, publicUrl)).toBe(path)
})

it.each([
  '',
  'materials',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'https:evil.example',
  'javascript:alert(1)',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%09/../..//evil.example',
])('[OI10] %j leads to the first page', (wanted) => {
  expect(returnPath(wanted, publicUrl)).toBe('/')
})

it('[OI10] nothing leads to another site, as a browser reads it', () => {
  const piece = fc.constantFrom('/', '\\', '.', '..', ':', '@', '//', 'evil.example', '%2f', '%5c', '\t', 'a', '?', '#')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = returnPath(pieces.join(''), publicUrl)
      expect(path.startsWith('/')).toBe(true)
      expect(new URL(path, publicUrl).origin).toBe(publicUrl)
    }),
    { seed: 20_261_121 },
  )
})
