import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dnKey, escapeDnValue, isWithin, parseDn } from './dn.ts'

describe('dnKey', () => {
  it.each([
    ['case', 'CN=Jan Novák,OU=Lidé,DC=x', 'cn=jan novák,ou=lidé,dc=X'],
    ['hex escapes', 'cn=Dvořák\\, Jiří', 'cn=Dvo\\C5\\99\\C3\\A1k\\2C Ji\\C5\\99\\C3\\AD'],
    ['the order of a multi-valued RDN', 'uid=x+employeeNumber=1,dc=y', 'employeeNumber=1+uid=x,dc=y'],
    ['spaces around separators', 'cn=a , dc=b', 'cn=a,dc=b'],
    ['quotes', 'cn="a,b",dc=c', 'cn=a\\,b,dc=c'],
    ['composed and decomposed letters', 'cn=č', 'cn=c\u030c'],
    ['an OID prefix', 'oid.2.5.4.3=a', '2.5.4.3=a'],
  ])('[AU30] is the same for two spellings that differ in %s', (_difference, one, other) => {
    expect(dnKey(one)).toBe(dnKey(other))
  })

  it.each([
    ['a comma in a value and one between names', 'cn=a\\,dc=b', 'cn=a,dc=b'],
    ['a plus in a value and one between values', 'cn=a\\+sn=b', 'cn=a+sn=b'],
    ['an escaped space at the edge', 'cn=a\\ ', 'cn=a'],
    ['the order of RDNs', 'dc=a,dc=b', 'dc=b,dc=a'],
  ])('[AU31] differs for %s', (_difference, one, other) => {
    expect(dnKey(one)).not.toBe(dnKey(other))
  })

  it('[AU32] reads back every value that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        expect(parseDn(`cn=${escapeDnValue(value)},dc=x`)[0]).toEqual([['cn', value]])
      }),
      { seed: 20_261_121, examples: [[' '], ['  '], ['#'], ['\\ '], [' \\ '], ['\0'], ['\uFEFFa'], ['a\uFEFF']] },
    )
  })

  it.each(['cn', 'cn=a,', '=a', 'cn=a\\', 'cn="a', 'a,b'])('[AU33] refuses %j', (text) => {
    expect(() => dnKey(text)).toThrow(SyntaxError)
  })
})

describe('isWithin', () => {
  it('[AU34] takes an escaped comma for a part of the name, not for the start of a base', () => {
    expect(isWithin('cn=a,ou=lide,dc=x', 'OU=Lide, DC=x')).toBe(true)
    expect(isWithin('cn=a\\,ou=lide\\,dc=x', 'ou=lide,dc=x')).toBe(false)
    expect(isWithin('ou=cizilide,dc=x', 'ou=lide,dc=x')).toBe(false)
  })
})
