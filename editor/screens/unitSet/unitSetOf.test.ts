import { currentRound, type Material, type Role, type RoundInvitation } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  actor,
  commentId,
  drafter,
  founded,
  hours,
  materialAfter,
  openedUnder,
  partId,
  reviewer,
  roundId,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import { setsOf } from './setsOf.ts'
import { unitSetOf } from './unitSetOf.ts'

const legal: RoundInvitation = {
  unitId: unitId('legal'),
  unitName: 'legal',
  obligation: 'mandatory',
  closesAt: hours(30),
}
const opened = openedUnder({ invited: [legal], consolidation: 'by-head' })
const head = actor('head', 'legal', 'unit-head')
const staff: readonly Role[] = ['staff', 'unit-head']
const deputy = {
  ...actor('deputy', 'audit'),
  standsFor: [
    {
      person: { personId: head.personId, displayName: 'head', unitId: unitId('legal'), unitName: 'legal' },
      roles: staff,
      until: hours(100),
    },
  ],
}
const drafted = (word: string, change: Partial<{ kind: 'essential'; visibility: 'private' }> = {}): Happening => [
  reviewer,
  [
    {
      type: 'comment-lodged',
      commentId: commentId(word),
      number: 0,
      roundId,
      kind: 'advisory',
      visibility: 'unit',
      place: { at: 'part', partId },
      text: word,
      justification: null,
      proposedWording: null,
      ...(change.visibility ? {} : { unitSet: { unitId: unitId('legal'), unitName: 'legal' } }),
      ...change,
    },
  ],
]
const viewOf = (material: Material, who = head, at = hours(1)) => {
  const round = currentRound(material)
  return round ? unitSetOf(who, material, round, unitId('legal'), at) : null
}

describe('the set of a unit', () => {
  it('[UR10] shows drafts with what they lack, what was left out and merged, and own notes', () => {
    const material = materialAfter(
      founded,
      opened,
      drafted('a'),
      drafted('b', { kind: 'essential' }),
      drafted('c'),
      drafted('d'),
      drafted('note', { visibility: 'private' }),
      [
        head,
        [{ type: 'unit-comment-rejected', commentId: commentId('c'), visibility: 'unit', reason: 'Netýká se nás.' }],
      ],
      [
        head,
        [{ type: 'unit-comments-merged', commentId: commentId('a'), visibility: 'unit', merged: [commentId('d')] }],
      ],
    )
    const set = viewOf(material, reviewer)
    expect(set?.drafts.map(({ comment, fault }) => [comment.text, fault])).toEqual([
      ['a', null],
      ['b', 'justification-required'],
    ])
    expect(set?.leftOut.map(({ text }) => text)).toEqual(['c'])
    expect(set?.merged.map(({ text }) => text)).toEqual(['d'])
    expect(set?.notes.map(({ text }) => text)).toEqual(['note'])
    expect(set?.deadline).toBe(hours(30))
  })

  it('[UR10] is composed by the head or whoever stands in, seen by staff, hidden from others', () => {
    const material = materialAfter(founded, opened, drafted('a'))
    expect(viewOf(material)).toMatchObject({ mayLead: true, standingFor: null })
    expect(viewOf(material, deputy)).toMatchObject({ mayLead: true, standingFor: { displayName: 'head' } })
    expect(viewOf(material, reviewer)).toMatchObject({ mayLead: false })
    expect(viewOf(material, drafter)).toBeNull()
    expect(setsOf(head, material).map(({ unitName }) => unitName)).toEqual(['legal'])
    expect(setsOf(deputy, material).map(({ unitName }) => unitName)).toEqual(['legal'])
    expect(setsOf(drafter, material)).toEqual([])
  })

  it('[UR10] is fixed once it was sent, and late after the deadline of the unit', () => {
    const sent: Happening = [
      head,
      [
        {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('legal'),
          unitName: 'legal',
          standingFor: null,
          late: false,
          comments: [{ commentId: commentId('a'), number: 1, visibility: 'participants' }],
        },
      ],
    ]
    const material = materialAfter(founded, opened, drafted('a'), sent)
    const set = viewOf(material)
    expect(set).toMatchObject({ mayLead: false, drafts: [], answer: { withoutComments: false } })
    expect(set?.sent.map(({ number }) => number)).toEqual([1])
    expect(viewOf(material, head, hours(31))?.isPast).toBe(true)
    expect(viewOf(material, head, hours(29))?.isPast).toBe(false)
  })
})
