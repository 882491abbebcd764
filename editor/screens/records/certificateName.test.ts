import { expect, it } from 'vitest'
import { certificateName } from './certificateName.ts'

it('[UE2] names a certificate by its common name, else by its organisation', () => {
  expect(certificateName('CN=Podhorský kraj, O=Podhorský kraj, C=CZ')).toBe('Podhorský kraj')
  expect(certificateName(String.raw`C=CZ, O=Stavby\, a.s., OU=x`)).toBe('Stavby, a.s.')
  expect(certificateName(String.raw`O=Úřad, CN=Novák\+syn`)).toBe('Novák+syn')
  expect(certificateName('CN=Pečeť (trial, próbna), O=Kraj')).toBe('Pečeť (trial, próbna)')
  expect(certificateName('emailAddress=a@b.cz')).toBe('emailAddress=a@b.cz')
})
