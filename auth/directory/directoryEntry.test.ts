import { expect, it } from 'vitest'
import { DirectoryEntry } from './directoryEntry.ts'

const bytes = Buffer.from('ff00', 'hex')
const entry = new DirectoryEntry({
  dn: 'cn=a',
  one: ' text ',
  many: ['a', 'b'],
  missing: [],
  objectGUID: bytes,
  sids: [bytes, bytes],
  'member;range=0-1': ['x', 'y'],
})

it('[AU8] has every value in a list, whatever its shape', () => {
  expect(entry.text('ONE')).toBe('text')
  expect(entry.texts('many')).toEqual(['a', 'b'])
  expect(entry.text('missing')).toBeNull()
  expect(entry.text('unknown')).toBeNull()
  expect(entry.bytes('objectguid')).toEqual([bytes])
  expect(entry.bytes('sids')).toEqual([bytes, bytes])
  expect(entry.texts('sids')).toEqual([])
  expect(entry.bytes('one')).toEqual([Buffer.from(' text ')])
  expect(entry.attributeNames).toContain('member;range=0-1')
})
