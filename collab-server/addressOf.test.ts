import { expect, it } from 'vitest'
import { addressOf } from './addressOf.ts'

const asks = (forwarded?: string | string[]) => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
  socket: { remoteAddress: '10.0.0.1' },
})

it.each([
  ['nothing', undefined, '10.0.0.1', '10.0.0.1'],
  ['one address', '192.0.2.7', '192.0.2.7', '10.0.0.1'],
  ['a chain that somebody began', '198.51.100.1, 192.0.2.7', '192.0.2.7', '10.0.0.1'],
  ['two headers', ['198.51.100.1', '192.0.2.7'], '192.0.2.7', '10.0.0.1'],
  ['nothing in it', ' ', '10.0.0.1', '10.0.0.1'],
])('[SI9] behind a proxy that is believed, with %s', (_what, forwarded, believed, otherwise) => {
  expect([addressOf(asks(forwarded), true), addressOf(asks(forwarded), false)]).toEqual([believed, otherwise])
})
