import { expect, it } from 'vitest'
import { guidBytes, guidText, primaryGroupSid, sidText } from './identifiers.ts'

it('[AU35] writes a GUID of Active Directory as administrators see it', () => {
  expect(guidText(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))).toBe('33221100-5544-7766-8899-aabbccddeeff')
  expect(() => guidText(Buffer.alloc(15))).toThrow(RangeError)
})

it('[AU35] writes a SID of Active Directory as administrators see it', () => {
  const sid = Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770091c0100', 'hex')
  expect(sidText(sid)).toBe('S-1-5-21-2127521184-1604012920-1887927527-72713')
  expect(() => sidText(Buffer.from('0105000000000005', 'hex'))).toThrow(RangeError)
})

it('[AU35] reads back every GUID it writes, and nothing else', () => {
  const bytes = Buffer.from('28292a5c00ff80c3a95c2a0001020304', 'hex')
  expect(guidBytes(guidText(bytes))).toEqual(bytes)
  expect(guidBytes('neni-guid')).toBeNull()
})

it('[DR2] makes the id of the primary group of the person’s own', () => {
  const sid = Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770091c0100', 'hex')
  const group = primaryGroupSid(sid, '513')
  expect(group && sidText(group)).toBe('S-1-5-21-2127521184-1604012920-1887927527-513')
  expect(primaryGroupSid(sid, 'x')).toBeNull()
  expect(primaryGroupSid(Buffer.alloc(4), '513')).toBeNull()
})
