import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  founded,
  hours,
  locked,
  materialAfter,
  openedUnder,
  partId,
  reader,
  recordsOf,
  reviewer,
  roundId,
  secretary,
  stranger,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import {
  applyRecord,
  canonicalJson,
  emptyMaterial,
  materialShownTo,
  maySeeComment,
  recordShownTo,
  stampOf,
  visibilities,
  type Actor,
  type Material,
  type MaterialRecord,
  type RoundTerms,
  type Visibility,
} from './index.ts'

const legalColleague = actor('legal-colleague', 'legal')
const property = actor('property', 'property')
const sponsor = actor('sponsor', null, 'council-member')
const head = actor('head', 'legal', 'unit-head')
const deputy: Actor = {
  ...actor('deputy', 'transport'),
  standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(100) }],
}
const everybody = {
  author: reviewer,
  'of their unit': legalColleague,
  'deputy of their head': deputy,
  drafter,
  'of the lead unit': colleague,
  sponsor,
  'of another asked unit': property,
  'invited to read': reader,
  secretary,
  'of the office': stranger,
  'of the council': councillor,
} satisfies Record<string, Actor>
type Who = keyof typeof everybody

const asked = (name: string) =>
  ({ obligation: 'mandatory', closesAt: null, unitId: unitId(name), unitName: name }) as const
const openToOffice: Happening = [
  drafter,
  [
    { type: 'access-changed', access: 'office' },
    { type: 'sponsor-named', sponsor: stampOf(sponsor) },
    {
      type: 'participant-invited',
      invitation: { right: 'comment', unitId: unitId('property'), unitName: 'property' },
    },
  ],
]
const round = (terms: Partial<RoundTerms> = {}) =>
  openedUnder({ invited: [asked('legal'), asked('property')], audience: 'council', ...terms })
const said = (visibility: Visibility, more: object = {}): Happening => [
  reviewer,
  [
    {
      type: 'comment-lodged',
      commentId: commentId('secret'),
      number: 1,
      roundId,
      kind: 'advisory',
      visibility,
      place: { at: 'part', partId },
      text: 'tajemství',
      justification: null,
      proposedWording: null,
      ...more,
    },
  ],
]

const seenBy = (material: Material): Who[] => {
  const comment = material.comments.get(commentId('secret'))
  if (!comment) throw new Error('it was said')
  return (Object.keys(everybody) as Who[]).filter((who) => maySeeComment(everybody[who], comment, material))
}

const unit: Who[] = ['author', 'of their unit', 'deputy of their head']
const settlers: Who[] = ['drafter', 'of the lead unit', 'sponsor', 'secretary']
const all = Object.keys(everybody) as Who[]
const without = (...who: Who[]) => all.filter((each) => !who.includes(each))

describe('who sees a comment', () => {
  it.each<[Visibility, Who[]]>([
    ['private', ['author']],
    ['unit', unit],
    ['participants', without('of the office', 'of the council')],
    ['office', without('of the council')],
    ['council', all],
  ])('[VI1] %s', (visibility, who) => {
    expect(seenBy(materialAfter(founded, openToOffice, round(), said(visibility)))).toEqual(who)
  })

  it('[VI3] of a closed round: the unit and those who settle, the others after the deadline', () => {
    const hidden = [
      founded,
      openToOffice,
      round({ disclosure: 'after-deadline' }),
      said('council', { number: 0 }),
    ] as const
    const before = all.filter((who) => unit.includes(who) || settlers.includes(who))
    expect(seenBy(materialAfter(...hidden))).toEqual(before)
    const disclosed: Happening = [drafter, [{ type: 'comments-disclosed', roundId, numbers: [] }]]
    expect(seenBy(materialAfter(...hidden, disclosed))).toEqual(all)
    expect(seenBy(materialAfter(...hidden, closed))).toEqual(all)
  })

  it('[VI4] that came late: the unit and those who settle, the others once it is admitted', () => {
    const late = [founded, openToOffice, round(), said('council', { number: 0, late: true })] as const
    const before = all.filter((who) => unit.includes(who) || settlers.includes(who))
    expect(seenBy(materialAfter(...late))).toEqual(before)
    const decided = (admitted: boolean): Happening => [
      drafter,
      [{ type: 'late-comment-decided', commentId: commentId('secret'), admitted, reason: 'x', number: 1 }],
    ]
    expect(seenBy(materialAfter(...late, decided(true)))).toEqual(all)
    expect(seenBy(materialAfter(...late, decided(false)))).toEqual(before)
  })

  it('[VI5] in a locked version: whoever may read the version, but nothing of a unit’s or a person’s own', () => {
    const inVersion = (visibility: Visibility) =>
      seenBy(materialAfter(founded, openToOffice, round(), said(visibility), closed, locked))
    expect(inVersion('participants')).toEqual(all)
    expect(inVersion('unit')).toEqual(unit)
    expect(inVersion('private')).toEqual(['author'])
    const takenBack: Happening = [reviewer, [{ type: 'comment-withdrawn', commentId: commentId('secret') }]]
    const left = materialAfter(founded, openToOffice, round(), said('participants'), takenBack, closed, locked)
    expect(seenBy(left)).toEqual(without('of the office', 'of the council'))
  })

  it('[VI1] nobody who may not read the material', () => {
    const material = materialAfter(founded, round(), said('council'))
    expect(seenBy(material)).not.toContain('of the office')
    // A colleague of the author whose unit was uninvited reads nothing more of it.
    const gone = materialAfter(founded, round(), said('council'), [
      drafter,
      [{ type: 'participant-removed', participantId: unitId('legal') }],
    ])
    expect(seenBy(gone)).not.toContain('of their unit')
  })
})

/** What somebody who was connected all the time holds in the end, and every byte that they were ever sent. */
function heardBy(who: Actor, story: readonly Happening[]): { readonly material: Material; readonly bytes: string } {
  let now: Material = emptyMaterial(materialAfter(founded).id)
  let held = now
  const frames: string[] = []
  for (const record of recordsOf(story)) {
    const before = now
    now = applyRecord(now, record)
    const shown = recordShownTo(who, record, now, { before, after: now })
    if (!shown) continue
    frames.push(JSON.stringify(shown.events))
    held = applyRecord(held, shown as MaterialRecord)
  }
  return { material: { ...held, sequence: now.sequence }, bytes: frames.join('\n') }
}

const plain = (material: Material) => canonicalJson({ ...material, comments: [...material.comments.values()] } as never)

describe('what a connected person hears', () => {
  const draft = said('unit', { number: 0, unitSet: { unitId: unitId('legal'), unitName: 'legal' } })
  const inside: Happening = [
    head,
    [
      {
        type: 'comment-replied',
        commentId: commentId('secret'),
        reply: { id: 'r'.repeat(20) as never, text: 'vnitřní' },
        visibility: 'unit',
      },
      {
        type: 'comment-edited',
        commentId: commentId('secret'),
        visibility: 'unit',
        kind: 'advisory',
        text: 'úřední znění',
        justification: null,
        proposedWording: null,
      },
    ],
  ]
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
        comments: [{ commentId: commentId('secret'), number: 1, visibility: 'participants' }],
      },
    ],
  ]
  const story = [founded, openToOffice, round({ consolidation: 'by-head' }), draft, inside, sent] as const

  it('[VI6] of a unit’s draft outside the unit: only what was sent, never how it was drafted', () => {
    const { material, bytes } = heardBy(drafter, story)
    expect(material.comments.get(commentId('secret'))).toMatchObject({ text: 'úřední znění', number: 1, replies: [] })
    expect(bytes).not.toMatch(/tajemství|vnitřní/)
    expect(heardBy(legalColleague, story).bytes).toMatch(/tajemství[^]*vnitřní/)
  })

  it.each(all)('[VI7] is in the end what they would read anew: %s', (who) => {
    const stories: readonly (readonly Happening[])[] = [
      story,
      [founded, openToOffice, round({ disclosure: 'after-deadline' }), said('council', { number: 0 }), closed],
      [founded, openToOffice, round(), said('office'), [drafter, [{ type: 'access-changed', access: 'named' }]]],
      [founded, openToOffice, round(), said('participants'), closed, locked],
      [
        founded,
        openToOffice,
        round(),
        said('participants'),
        [
          drafter,
          [
            {
              type: 'participant-invited',
              invitation: { right: 'read', personId: stranger.personId, displayName: 'stranger' },
            },
          ],
        ],
      ],
    ]
    for (const one of stories) {
      const whole = materialAfter(...one)
      const { material } = heardBy(everybody[who], one)
      // Invitations and the like are told to whoever reads; a stranger is shown out and holds nothing that counts.
      if (maySeeComment(everybody[who], whole.comments.values().next().value as never, whole)) {
        expect(plain(material)).toBe(plain(materialShownTo(everybody[who], whole)))
      } else {
        expect(material.comments.size).toBe(0)
      }
    }
  })

  it.each(visibilities)('[VI1] has no byte of a %s comment that they may not see', (visibility) => {
    const told = [founded, openToOffice, round(), said(visibility, { number: visibility === 'council' ? 1 : 0 })]
    const material = materialAfter(...told)
    for (const who of Object.values(everybody)) {
      const comment = material.comments.get(commentId('secret'))
      const sees = comment !== undefined && maySeeComment(who, comment, material)
      expect(heardBy(who, told).bytes.includes('tajemství')).toBe(sees)
    }
  })
})
