import {
  instant,
  type Actor,
  plainTerms,
  type BodyId,
  type CommentId,
  type Instant,
  type Material,
  type MaterialEvent,
  type MaterialId,
  type MaterialRecord,
  type PartId,
  type PersonId,
  type Role,
  type RoundTerms,
  type RoundId,
  type SessionId,
  type Sha256,
  type UnitId,
  type Visibility,
  foldMaterial,
  stampOf,
} from '@glosa/domain/model'

/** An id of the right length from a readable word. */
const id = <T extends string>(word: string): T => word.padEnd(20, '0').slice(0, 20) as T

export const materialId = id<MaterialId>('material')
export const partId = id<PartId>('part')
export const bodyId = id<BodyId>('body')
export const roundId = id<RoundId>('round')
export const commentId = (word: string) => id<CommentId>(word)
export const unitId = (word: string) => `test:${word}` as UnitId

/** Somebody who acts, by a name that is also their id. */
export const actor = (name: string, unit: string | null = null, ...roles: Role[]): Actor => ({
  personId: `test:${name}` as PersonId,
  sessionId: id<SessionId>('session'),
  displayName: name,
  unitId: unit === null ? null : unitId(unit),
  unitName: unit,
  roles: ['staff', ...roles],
})

/** The people of most tests. */
export const drafter = actor('drafter', 'economy', 'drafter')
export const colleague = actor('colleague', 'economy')
export const reviewer = actor('reviewer', 'legal')
export const reader = actor('reader', 'audit')
export const stranger = actor('stranger', 'transport')
export const secretary = actor('secretary', 'office', 'secretary')
export const councillor = actor('councillor', null, 'council-member')
export const recordsManager = actor('keeper', 'office', 'records-manager')
export const administrator = actor('administrator', 'it', 'administrator')

export const start = instant(Date.UTC(2026, 10, 21, 8))
export const hours = (count: number) => instant(start + count * 3_600_000)

/** One step of a story: who, what, and how many hours after the start. */
export type Happening = readonly [by: Actor, events: readonly MaterialEvent[], at?: number]

/** Records of a story, one command each. Hashes are made up. */
export const recordsOf = (story: readonly Happening[]): MaterialRecord[] =>
  story.map(([by, events, at], index) => ({
    materialId,
    sequence: index + 1,
    at: hours(at ?? index / 60),
    by: stampOf(by),
    events,
    previous: null,
    hash: String(index).padStart(64, '0') as Sha256,
  }))

/** The material after a story. */
export const materialAfter = (...story: Happening[]): Material => foldMaterial(materialId, recordsOf(story))

/** Founded by the drafter in the unit economy, one text, unit legal invited to comment and audit to read. */
export const founded: Happening = [
  drafter,
  [
    {
      type: 'material-created',
      number: 'MAT-2026-0001',
      title: 'Rozpočtové provizorium',
      template: 'council-material',
      sponsor: null,
      leadUnitId: unitId('economy'),
      leadUnitName: 'economy',
    },
    {
      type: 'part-added',
      part: { form: 'body', id: partId, kind: 'draft-resolution', title: 'Návrh usnesení', bodyId },
    },
    { type: 'participant-invited', invitation: { right: 'comment', unitId: unitId('legal'), unitName: 'legal' } },
    { type: 'participant-invited', invitation: { right: 'read', unitId: unitId('audit'), unitName: 'audit' } },
  ],
]

export const opened: Happening = [drafter, [{ type: 'round-opened', roundId, number: 1, closesAt: hours(24) }]]
/** A round under terms of its own. */
export const openedUnder = (terms: Partial<RoundTerms>, closesAt: Instant = hours(24)): Happening => [
  drafter,
  [{ type: 'round-opened', roundId, number: 1, closesAt, terms: { ...plainTerms, ...terms } }],
]
export const closed: Happening = [drafter, [{ type: 'round-closed', roundId }]]

/** A comment about the whole text. */
export const lodged = (word: string, by: Actor = reviewer, visibility: Visibility = 'participants'): Happening => [
  by,
  [
    {
      type: 'comment-lodged',
      commentId: commentId(word),
      number: visibility === 'private' ? 0 : 1,
      roundId,
      kind: 'advisory',
      visibility,
      place: { at: 'part', partId },
      text: word,
      justification: null,
      proposedWording: null,
    },
  ],
]

export const settled = (word: string): Happening => [
  drafter,
  [{ type: 'comment-settled', commentId: commentId(word), settlement: { verdict: 'accepted' }, wordingApplied: false }],
]

export const locked: Happening = [
  secretary,
  [
    {
      type: 'material-locked',
      version: { number: 1, hash: 'a'.repeat(64) as Sha256, parts: [] },
      deliveries: [],
    },
  ],
]
