import { describe, expect, it } from 'vitest'
import {
  actor,
  bodyId,
  closed,
  drafter,
  founded,
  hours,
  lodged,
  materialAfter,
  openedUnder,
  partId,
  reader,
  reviewer,
  roundId,
  stranger,
  unitId,
} from '../../test/support/people.ts'
import type { CommentPlace, PartId, RoundInvitation, RoundTerms } from '@glosa/domain/model'
import { faultOf, isPlaceInRound, lodgingOf } from './lodging.ts'

const legal: RoundInvitation = { unitId: unitId('legal'), unitName: 'legal', obligation: 'mandatory', closesAt: null }
const optional: RoundInvitation = { ...legal, obligation: 'optional' }
const head = actor('head', 'legal', 'unit-head')
const inRound = (terms: Partial<RoundTerms>) => materialAfter(founded, openedUnder({ invited: [legal], ...terms }))
const passage = (quote: string): CommentPlace => ({
  at: 'passage',
  partId,
  anchor: { bodyId, first: 'a', last: 'b', quote, prefix: '', suffix: '', bodySequence: 1 },
})
const part: CommentPlace = { at: 'part', partId }
const words = { kind: 'advisory', text: 'Text', justification: null, proposedWording: null } as const

describe('what the form of a comment offers', () => {
  it('[UR1] circles no wider than the round, the widest first, then the unit and a note', () => {
    expect(lodgingOf(reviewer, inRound({ audience: 'office' }), hours(1)).circles).toEqual([
      'office',
      'participants',
      'unit',
      'private',
    ])
    expect(lodgingOf(reviewer, inRound({ audience: 'participants' }), hours(1)).circles).toEqual([
      'participants',
      'unit',
      'private',
    ])
  })

  it('[UR1] a note only to those who were not asked, and nothing to strangers', () => {
    expect(lodgingOf(reader, inRound({}), hours(1)).circles).toEqual(['private'])
    expect(lodgingOf(stranger, inRound({}), hours(1)).circles).toEqual([])
    expect(lodgingOf(reviewer, materialAfter(founded), hours(1)).circles).toEqual(['private'])
  })

  it('[UR2] a draft of the unit where its head answers, until the set was sent', () => {
    const asked = inRound({ consolidation: 'by-head' })
    expect(lodgingOf(reviewer, asked, hours(1))).toMatchObject({ circles: ['unit', 'private'], throughUnit: 'legal' })
    const sent = materialAfter(founded, openedUnder({ invited: [legal], consolidation: 'by-head' }), [
      head,
      [
        {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('legal'),
          unitName: 'legal',
          standingFor: null,
          late: false,
          comments: [],
        },
      ],
    ])
    expect(lodgingOf(reviewer, sent, hours(1))).toMatchObject({ circles: ['private'], isSent: true })
  })

  it('[UR3] a late comment after the deadline, to those who were asked', () => {
    expect(lodgingOf(reviewer, inRound({}), hours(23)).isLate).toBe(false)
    expect(lodgingOf(reviewer, inRound({}), hours(25)).isLate).toBe(true)
    const over = materialAfter(founded, openedUnder({ invited: [legal] }), closed)
    expect(lodgingOf(reviewer, over, hours(2))).toMatchObject({
      isLate: true,
      circles: ['participants', 'unit', 'private'],
    })
    expect(lodgingOf(drafter, over, hours(2)).circles).toEqual(['private'])
  })

  it('[UR4] an essential comment to mandatory bodies and heads, and says why not to others', () => {
    const asked = inRound({ invited: [optional] })
    const lodging = lodgingOf(reviewer, asked, hours(1))
    expect(lodging.mayBeEssential).toBe(false)
    const essential = { ...words, kind: 'essential', justification: 'Proto.' } as const
    const about = { place: part, visibility: 'participants', replacesText: false } as const
    expect(faultOf(essential, about, lodging)).toBe('not-entitled-to-essential')
    expect(faultOf(essential, { ...about, visibility: 'private' }, lodging)).toBeNull()
    expect(faultOf(essential, about, lodgingOf(head, asked, hours(1)))).toBeNull()
    expect(faultOf(essential, about, lodgingOf(reviewer, inRound({}), hours(1)))).toBeNull()
  })

  it('[UR5] names what is missing: justification, wording, weight, part', () => {
    const lodging = lodgingOf(reviewer, inRound({}), hours(1))
    const about = { place: passage('Slovo'), visibility: 'participants', replacesText: false } as const
    const essential = { ...words, kind: 'essential' } as const
    expect(faultOf(words, about, lodging)).toBeNull()
    expect(faultOf(essential, about, lodging)).toBe('justification-required')
    expect(faultOf(essential, { ...about, visibility: 'unit' }, lodging)).toBeNull()
    expect(faultOf(words, { ...about, replacesText: true }, lodging)).toBe('wording-required')
    expect(faultOf({ ...essential, proposedWording: 'slovo.' }, about, lodging)).toBe('editorial-never-essential')
    const other = 'other000000000000000' as PartId
    const limited = lodgingOf(reviewer, inRound({ partIds: [other] }), hours(1))
    expect(faultOf(words, about, limited)).toBe('part-not-in-round')
    expect(isPlaceInRound(limited.round, { at: 'material' })).toBe(true)
    expect(faultOf(words, { ...about, visibility: 'private' }, limited)).toBeNull()
  })

  it('[UR1] nothing new about a locked material', () => {
    const lockedMaterial = {
      ...materialAfter(founded, openedUnder({ invited: [legal] }), lodged('a'), closed),
      state: 'locked' as const,
    }
    expect(lodgingOf(reviewer, lockedMaterial, hours(30)).circles).toEqual([])
  })
})
