import { describe, expect, it } from 'vitest'
import {
  emptyMaterial,
  freezeMaterial,
  type Approval,
  type BodyId,
  type CommentId,
  type FrozenBody,
  type Instant,
  type Material,
  type MaterialId,
  type PartId,
  type ReplyId,
  type ReviewComment,
  type RoundId,
  type Sha256,
} from '@glosa/domain/model'
import * as sample from './sampleVersion.ts'

const body = 'b'.repeat(20) as BodyId
const partId = 'p'.repeat(20) as PartId
const at = 5 as Instant
const by = sample.person('Jana', 'Odbor')
const frozenBody: FrozenBody = { bodySchemaNumber: 1, doc: sample.doc(sample.p('Text věty.')) }

const comment = (number: number, more: Partial<ReviewComment> = {}): ReviewComment => ({
  id: `c${number}`.padEnd(20, '0') as CommentId,
  number,
  roundId: 'r'.repeat(20) as RoundId,
  by,
  at,
  kind: 'advisory',
  visibility: 'participants',
  unitId: null,
  unitSet: null,
  late: null,
  duplicateOf: null,
  passedAt: null,
  mentions: [],
  version: 1,
  place: {
    at: 'passage',
    partId,
    anchor: { bodyId: body, first: 'x', last: 'y', quote: 'věty', prefix: 'Text ', suffix: '.', bodySequence: 3 },
  },
  text: 't',
  justification: null,
  proposedWording: null,
  replies: [],
  withdrawn: null,
  settled: {
    settlement: { verdict: 'accepted' },
    by,
    at,
    wordingApplied: true,
    released: { by, at },
    returned: null,
    reactBy: null,
    reaction: { kind: 'agreed', by, at, reason: null },
    passage: null,
    servedBy: null,
    heldFor: null,
  },
  ...more,
})

const material = (...comments: readonly ReviewComment[]): Material => ({
  ...emptyMaterial('m'.repeat(20) as MaterialId),
  number: 'MAT-1',
  drafter: by,
  rounds: [
    {
      id: 'r'.repeat(20) as RoundId,
      number: 2,
      finished: [],
      answers: [],
      texts: [],
      invited: [],
      consolidation: 'direct',
      disclosure: 'at-once',
      audience: 'participants',
      partIds: null,
      shortenedBecause: null,
      remindWorkingDays: 0,
      silent: [],
      disclosedAt: null,
      state: 'closed',
      openedAt: at,
      closesAt: at,
      closedAt: at,
    },
  ],
  parts: [
    { id: partId, kind: 'directive', title: 'Směrnice', form: 'body', bodyId: body },
    {
      id: 'f'.repeat(20) as PartId,
      kind: 'annex',
      title: 'Příloha',
      form: 'file',
      blob: 'a'.repeat(64) as Sha256,
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      bytes: 3,
    },
  ],
  comments: new Map(comments.map((one) => [one.id, one])),
})

describe('freezeMaterial', () => {
  it('[RE12] holds every part and what counts of the comments, in order', () => {
    const frozen = freezeMaterial(
      material(comment(2), comment(1), comment(3, { withdrawn: { at } }), comment(0, { visibility: 'private' })),
      new Map([[body, frozenBody]]),
      new Map([[comment(1).id, { start: 5, end: 9 }]]),
      at,
      by,
    )
    expect(frozen.parts.map((part) => part.form)).toEqual(['body', 'file'])
    expect(frozen.comments.map(({ number, round, settled }) => [number, round, settled?.wordingApplied])).toEqual([
      [1, 2, true],
      [2, 2, true],
    ])
    expect(frozen.comments.map(({ place }) => place.at === 'passage' && [place.start, place.end])).toEqual([
      [5, 9],
      [null, null],
    ])
    expect(frozen.version).toBe(1)
  })

  it('[RE12] takes an empty span for words that are gone', () => {
    const spans = new Map([[comment(1).id, { start: 5, end: 5 }]])
    const frozen = freezeMaterial(material(comment(1)), new Map([[body, frozenBody]]), spans, at, by)
    expect(frozen.comments[0]?.place).toMatchObject({ start: null, end: null, quote: 'věty' })
  })

  it('[RE12] leaves what was said inside a unit there', () => {
    const reply = (visibility: 'unit' | 'participants') => ({
      id: visibility.padEnd(20, 'x') as ReplyId,
      by,
      at,
      text: visibility,
      mentions: [],
      visibility,
    })
    const said = comment(1, { replies: [reply('unit'), reply('participants')] })
    const frozen = freezeMaterial(material(said), new Map([[body, frozenBody]]), new Map(), at, by)
    expect(frozen.comments[0]?.replies.map(({ text }) => text)).toEqual(['participants'])
    expect(frozen.comments[0]?.settled?.reaction).toEqual({ kind: 'agreed', by, at, reason: null })
  })

  it('[RE12] holds the approvals of this text and no others', () => {
    const approval = (more: Partial<Approval>): Approval => ({
      routeId: 'route'.padEnd(20, '0') as Approval['routeId'],
      stepId: 's1',
      approver: { by: 'role', role: 'secretary' },
      by,
      standingFor: null,
      at,
      textHash: 'a'.repeat(64) as Sha256,
      version: 1,
      voided: null,
      ...more,
    })
    const approved: Material = {
      ...material(),
      approvals: [approval({}), approval({ voided: { at, textHash: 'b'.repeat(64) as Sha256 } })],
    }
    const frozen = freezeMaterial(approved, new Map([[body, frozenBody]]), new Map(), at, by)
    expect(frozen.approvals).toEqual([
      {
        by,
        standingFor: null,
        at,
        textHash: 'a'.repeat(64),
        step: null,
        approver: { by: 'role', role: 'secretary' },
      },
    ])
  })

  it('[RE12] is never made without a body', () => {
    expect(() => freezeMaterial(material(), new Map(), new Map(), at, by)).toThrow('missing')
  })
})
