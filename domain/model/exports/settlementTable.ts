import type { Dispute } from '../dispute.ts'
import type { CommentId, MaterialId, PartId } from '../ids.ts'
import { countedComments, type CommentKind, type Material, type ReviewComment, type Visibility } from '../material.ts'
import { isHeld, toldReactionOf, type ToldReaction, type Verdict } from '../settlements.ts'
import { instant, type Instant } from '../time.ts'
import type { CitedPlace } from './citedPlaces.ts'
import { totalOf, unitCountsOf, type UnitCount } from './unitCounts.ts'

/** Where the passage of a comment stands. */
export interface FoundPlace {
  readonly partTitle: string
  /** `null` when the words are gone, and for comments that are about no words. */
  readonly cited: CitedPlace | null
}

/** What a comment of the table is about. */
export interface TablePlace {
  readonly at: ReviewComment['place']['at']
  readonly part: string | null
  readonly heading: string | null
  readonly article: number | null
  readonly clause: number | null
  /** Page of an attached file. */
  readonly page: number | null
}

/** A dispute as the table tells it. */
export interface TableDispute extends Pick<
  Dispute,
  'number' | 'reason' | 'level' | 'levels' | 'meetings' | 'outcome' | 'finalisingPermitted' | 'openedAt'
> {}

/** A comment with everything that became of it: the superset of what the three countries print. */
export interface TableRow {
  readonly commentId: CommentId
  /** 0 while the number is not given yet. */
  readonly number: number
  readonly round: number | null
  /** The version it was lodged for. */
  readonly version: number
  readonly place: TablePlace
  /** The words as they stood when it was lodged. */
  readonly quote: string | null
  /** The quoted words are in the text no more. */
  readonly isGone: boolean
  readonly unit: string | null
  readonly author: string
  /** Who sent it as the unit's own; `null` for a comment lodged directly. */
  readonly sentBy: string | null
  readonly at: Instant
  readonly isLate: boolean
  readonly kind: CommentKind
  readonly text: string
  readonly wording: string | null
  readonly justification: string | null
  readonly replies: readonly { readonly by: string; readonly at: Instant; readonly text: string }[]
  readonly verdict: Verdict | null
  readonly reason: string | null
  readonly settledBy: string | null
  readonly settledAt: Instant | null
  /** Not shown to those who lodged it yet. */
  readonly isPrepared: boolean
  readonly isWordingApplied: boolean
  /** The words as they stand now, where they are not those quoted. */
  readonly result: string | null
  readonly reaction: ToldReaction
  readonly reactionReason: string | null
  readonly dispute: TableDispute | null
  /** Number of the comment that is settled for this one too. */
  readonly duplicateOf: number | null
  readonly visibility: Visibility
}

/** The settlement table of a material as one person may see it: the same in every format and language. */
export interface SettlementTable {
  readonly format: 'glosa-settlement-table'
  readonly formatNumber: 1
  readonly materialId: MaterialId
  readonly number: string
  readonly documentReference: string | null
  readonly fileReference: string | null
  readonly title: string
  readonly drafter: string
  readonly sponsor: string | null
  readonly leadUnit: string | null
  /** The version in work, or the last one when the material is locked. */
  readonly version: number
  readonly isLocked: boolean
  /** The round it is limited to; `null` for all. */
  readonly round: number | null
  /** When the last thing that is in it happened. */
  readonly asOf: Instant
  readonly rows: readonly TableRow[]
  readonly units: readonly UnitCount[]
  readonly total: ReturnType<typeof totalOf>
}

/** What a table is made from. */
export interface TableWish {
  /** Number of the round; `null` for all. */
  readonly round: number | null
  readonly places: ReadonlyMap<CommentId, FoundPlace>
  readonly now: Instant
}

/**
 * Puts the settlement table together.
 * @param material as the person may see it (`materialShownTo`): nothing else is ever in the table
 */
export function settlementTableOf(material: Material, { round, places, now }: TableWish): SettlementTable {
  const rounds = material.rounds.filter(({ number }) => round === null || number === round)
  const roundIds = new Set(rounds.map(({ id }) => id))
  const comments = countedComments(material)
    .filter(({ roundId }) => round === null || (roundId !== null && roundIds.has(roundId)))
    .toSorted((a, b) => orderOf(a) - orderOf(b) || a.at - b.at || (a.id < b.id ? -1 : 1))
  const rows = tableRowsOf(material, comments, { places, now })
  const units = unitCountsOf({ rounds, comments, disputes: material.disputes })
  const isLocked = material.state === 'locked'
  return {
    format: 'glosa-settlement-table',
    formatNumber: 1,
    materialId: material.id,
    number: material.number,
    documentReference: material.documentReference,
    fileReference: material.fileReference,
    title: material.title,
    drafter: nameOf(material.drafter),
    sponsor: material.sponsor && nameOf(material.sponsor),
    leadUnit: material.leadUnitName,
    version: material.versions.length + (isLocked ? 0 : 1),
    isLocked,
    round,
    asOf: asOf(material, rows),
    rows,
    units,
    total: totalOf(units),
  }
}

/** Comments as rows of a table, in the order given. */
export const tableRowsOf = (
  material: Material,
  comments: readonly ReviewComment[],
  { places, now }: Pick<TableWish, 'places' | 'now'>,
): readonly TableRow[] => comments.map((comment) => rowOf(material, comment, places.get(comment.id) ?? null, now))

/** Comments without a number come last. */
const orderOf = ({ number }: ReviewComment): number => (number === 0 ? Number.MAX_SAFE_INTEGER : number)

const nameOf = ({ displayName, unitName }: Material['drafter']): string =>
  unitName ? `${displayName}, ${unitName}` : displayName

function rowOf(material: Material, comment: ReviewComment, found: FoundPlace | null, now: Instant): TableRow {
  const { settled, place, by, unitSet } = comment
  const round = material.rounds.find(({ id }) => id === comment.roundId)?.number ?? null
  const quote = quoteOf(comment)
  const cited = found?.cited ?? null
  const dispute = material.disputes.findLast(({ commentIds }) => commentIds.includes(comment.id))
  const duplicate = comment.duplicateOf && material.comments.get(comment.duplicateOf)
  return {
    commentId: comment.id,
    number: comment.number,
    round,
    version: comment.version,
    place: placeOf(material, comment, found),
    quote,
    isGone: isAboutWords(place.at) && cited === null,
    unit: unitSet?.unitName ?? by.unitName,
    author: by.displayName,
    sentBy: unitSet?.state === 'sent' ? unitSet.by.displayName : null,
    at: comment.at,
    isLate: comment.late !== null,
    kind: comment.kind,
    text: comment.text,
    wording: comment.proposedWording,
    justification: comment.justification,
    // What was said inside a unit stays there.
    replies: comment.replies
      .filter(({ visibility }) => visibility !== 'private' && visibility !== 'unit')
      .map((reply) => ({ by: reply.by.displayName, at: reply.at, text: reply.text })),
    verdict: settled?.settlement.verdict ?? null,
    reason: settled?.settlement.reason ?? null,
    settledBy: settled?.by.displayName ?? null,
    settledAt: settled?.at ?? null,
    isPrepared: isHeld(comment),
    isWordingApplied: settled?.wordingApplied ?? false,
    result: cited !== null && cited.words !== quote ? cited.words : null,
    reaction: toldReactionOf(material, comment, now),
    reactionReason: settled?.reaction?.reason ?? null,
    dispute: dispute ? toldDispute(dispute) : null,
    duplicateOf: duplicate ? duplicate.number : null,
    visibility: comment.visibility,
  }
}

const isAboutWords = (at: ReviewComment['place']['at']): boolean => at === 'passage' || at === 'table'

function quoteOf({ place }: ReviewComment): string | null {
  if (place.at === 'passage' || place.at === 'table') return place.anchor.quote
  return place.at === 'image' ? place.caption : null
}

function placeOf(material: Material, { place }: ReviewComment, found: FoundPlace | null): TablePlace {
  const partId: PartId | null = place.at === 'material' ? null : place.partId
  const part = material.parts.find(({ id }) => id === partId)?.title ?? found?.partTitle ?? null
  return {
    at: place.at,
    part: partId === null ? null : part,
    heading: found?.cited?.heading ?? null,
    article: found?.cited?.article ?? null,
    clause: found?.cited?.clause ?? null,
    page: place.at === 'page' ? place.page : null,
  }
}

const toldDispute = (dispute: Dispute): TableDispute => {
  const { number, reason, level, levels, meetings, outcome, finalisingPermitted, openedAt } = dispute
  return { number, reason, level, levels, meetings, outcome, finalisingPermitted, openedAt }
}

/** Not the clock: the same data give the same table whenever it is asked for. */
function asOf({ createdAt, versions }: Material, rows: readonly TableRow[]): Instant {
  let last: number = createdAt
  const see = (at: Instant | null | undefined) => {
    if (at != null && at > last) last = at
  }
  for (const { lockedAt } of versions) see(lockedAt)
  for (const { at, settledAt, replies, dispute } of rows) {
    see(at)
    see(settledAt)
    for (const reply of replies) see(reply.at)
    see(dispute?.openedAt)
    see(dispute?.outcome?.at)
    for (const meeting of dispute?.meetings ?? []) see(meeting.recordedAt)
    see(dispute?.finalisingPermitted?.at)
  }
  return instant(last)
}
