import { describe, expect, it } from 'vitest'
import { readFrozenVersion } from './readFrozenVersion.ts'

const quoting = { partId: 'part', quote: 'slovo', prefix: '', suffix: '', start: 3, end: 8 }
const places = [
  { at: 'passage', ...quoting },
  { at: 'table', ...quoting, start: null, end: null },
  { at: 'image', partId: 'part', blob: 'b'.repeat(64), caption: 'Mapa' },
  { at: 'page', partId: 'annex', page: 3 },
  { at: 'part', partId: 'part' },
  { at: 'material' },
]
const bytesOf = (place: object) =>
  new TextEncoder().encode(JSON.stringify({ format: 'glosa-version', parts: [], comments: [{ id: 'one', place }] }))

describe('a locked version on the page', () => {
  it.each(places)('[UR13] shows comments on every kind of place: $at', (place) => {
    expect(readFrozenVersion(bytesOf(place)).comments).toMatchObject([{ id: 'one', place: { at: place.at } }])
  })
})
