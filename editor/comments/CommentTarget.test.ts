import type { CommentAnchor, PartId, Sha256 } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { bodyId, founded, materialAfter, partId } from '../../test/support/people.ts'
import { annexTarget, noTarget, partTitleOf, placeOf, placesOf } from './CommentTarget.ts'

const annexId = 'annex000000000000000' as PartId
const anchor = (quote: string): CommentAnchor => ({
  bodyId,
  first: 'a',
  last: 'b',
  quote,
  prefix: '',
  suffix: '',
  bodySequence: 1,
})
const blob = 'b'.repeat(64) as Sha256

describe('the place of a comment', () => {
  it('[UR13] is chosen among what was pointed at, the part and the material', () => {
    expect(placesOf(noTarget)).toEqual(['part', 'material'])
    expect(placesOf({ ...noTarget, anchor: anchor('slovo'), table: anchor('tabulka') })).toEqual([
      'passage',
      'table',
      'part',
      'material',
    ])
    expect(placesOf({ ...noTarget, image: { blob, caption: 'Mapa' } })).toEqual(['image', 'part', 'material'])
    expect(placesOf(annexTarget(annexId))).toEqual(['page', 'part', 'material'])
  })

  it('[UR13] is the one that was chosen', () => {
    const target = { ...noTarget, anchor: anchor('slovo'), table: anchor('tabulka'), image: { blob, caption: 'Mapa' } }
    expect(placeOf(target, 'passage', partId, 1)).toEqual({ at: 'passage', partId, anchor: anchor('slovo') })
    expect(placeOf(target, 'table', partId, 1)).toEqual({ at: 'table', partId, anchor: anchor('tabulka') })
    expect(placeOf(target, 'image', partId, 1)).toEqual({ at: 'image', partId, blob, caption: 'Mapa' })
    expect(placeOf(target, 'material', partId, 1)).toEqual({ at: 'material' })
    expect(placeOf(annexTarget(annexId), 'page', partId, 7)).toEqual({ at: 'page', partId: annexId, page: 7 })
    expect(placeOf(annexTarget(annexId), 'part', partId, 7)).toEqual({ at: 'part', partId: annexId })
    expect(placeOf(noTarget, 'passage', partId, 1)).toEqual({ at: 'part', partId })
  })

  it('[UR13] is told with the title of its part', () => {
    expect(partTitleOf(materialAfter(founded), { at: 'part', partId })).toBe('Návrh usnesení')
    expect(partTitleOf(materialAfter(founded), { at: 'part', partId: annexId })).toBeNull()
    expect(partTitleOf(materialAfter(founded), { at: 'material' })).toBeNull()
  })
})
