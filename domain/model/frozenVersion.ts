import { standingApprovals, type Approval, type ApprovalRoute, type Approver } from './approvals.ts'
import type { Dispute } from './disputes.ts'
import type { BodyId, CommentId, MaterialId, PartId, ReplyId, Sha256 } from './ids.ts'
import {
  countedComments,
  type CommentKind,
  type Material,
  type Part,
  type PartKind,
  type ReviewComment,
  type Settlement,
  type Template,
} from './material.ts'
import type { PersonStamp } from './people.ts'
import type { ReactionKind, Settled } from './settlements.ts'
import type { Instant } from './time.ts'

/** Anything JSON can carry. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue
}

/** A part as it stands in a version: the text itself, or the name and hash of the attached file. */
export type FrozenVersionPart = {
  readonly partId: PartId
  readonly kind: PartKind
  readonly title: string
} & (
  | {
      readonly form: 'body'
      readonly bodyId: BodyId
      readonly bodySchemaNumber: number
      /** ProseMirror JSON of the whole body. */
      readonly doc: JsonObject
    }
  | {
      readonly form: 'file'
      readonly fileName: string
      readonly mediaType: string
      readonly bytes: number
      readonly blob: Sha256
    }
)

/** What a comment of a version is about. */
export type FrozenPlace =
  | ({
      /** Words of a text, or a whole table of it (the quote is the text of the table). */
      readonly at: 'passage' | 'table'
    } & FrozenPassage)
  /** A picture of a text; the caption is its alternative text as the commenter saw it. */
  | { readonly at: 'image'; readonly partId: PartId; readonly blob: Sha256; readonly caption: string }
  /** A page of an attached file, from 1. */
  | { readonly at: 'page'; readonly partId: PartId; readonly page: number }
  | { readonly at: 'part'; readonly partId: PartId }
  | { readonly at: 'material' }

/** Words of a text that a comment is about. */
export interface FrozenPassage {
  readonly partId: PartId
  /** The words and their surroundings as the commenter saw them. */
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  /** Where the words stand now, in code points of `partTextOf`; both `null` when they are gone. */
  readonly start: number | null
  readonly end: number | null
}

/** Whether a place is words of a text, with a quote. */
export const isQuoting = (place: FrozenPlace): place is Extract<FrozenPlace, FrozenPassage> =>
  place.at === 'passage' || place.at === 'table'

export interface FrozenReply {
  readonly id: ReplyId
  readonly by: PersonStamp
  readonly at: Instant
  readonly text: string
}

/** How a comment of a version was answered, and what its body said to it. */
export interface FrozenSettlement {
  readonly settlement: Settlement
  readonly by: PersonStamp
  readonly at: Instant
  /** Whether the proposed wording was put into the text in the same act. */
  readonly wordingApplied: boolean
  /** `null` when the body was not asked or kept silent; versions of before do not have it. */
  readonly reaction?: {
    readonly kind: ReactionKind
    readonly by: PersonStamp
    readonly at: Instant
    readonly reason: string | null
  } | null
}

/** A comment of a version with everything that was answered to it. */
export interface FrozenComment {
  readonly id: CommentId
  readonly number: number
  /** Number of the review round it was lodged in; `null` outside a round. */
  readonly round: number | null
  readonly by: PersonStamp
  readonly at: Instant
  readonly kind: CommentKind
  readonly place: FrozenPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
  /** What was said to the comment after it left its unit. */
  readonly replies: readonly FrozenReply[]
  readonly settled: FrozenSettlement | null
}

/** An approval of exactly the text that the version holds. */
export interface FrozenApproval {
  readonly by: PersonStamp
  /** The absent person in whose name it was given. */
  readonly standingFor: PersonStamp | null
  readonly at: Instant
  /** SHA-256 of what was approved: the text, without comments and settlements. */
  readonly textHash: Sha256
  /** The office's own name of the step; `null` when who approved says enough. */
  readonly step: string | null
  readonly approver: Approver
}

/**
 * A whole version: what the lock writes as one canonical JSON blob, what its hash is taken from
 * and what every rendition (PDF, package, download) is made from. Private notes and withdrawn
 * comments are not in it.
 */
export interface FrozenVersion {
  readonly format: 'glosa-version'
  readonly formatNumber: 1
  readonly materialId: MaterialId
  readonly materialNumber: string
  readonly title: string
  readonly template: Template
  readonly version: number
  readonly drafter: PersonStamp
  readonly sponsor: PersonStamp | null
  readonly leadUnitName: string | null
  readonly lockedAt: Instant
  readonly lockedBy: PersonStamp
  readonly parts: readonly FrozenVersionPart[]
  /** In the order of their numbers. */
  readonly comments: readonly FrozenComment[]
  /** In the order in which they were opened; versions of before have none. */
  readonly disputes?: readonly Dispute[]
  /** In the order in which they were given; versions of before have none. */
  readonly approvals?: readonly FrozenApproval[]
}

/** A body as the gate left it. */
export interface FrozenBody {
  readonly bodySchemaNumber: number
  readonly doc: JsonObject
}

/** Code points of `partTextOf(doc)` from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

/**
 * Puts a version together; the next one of the material.
 * @param bodies the text of every part that is a body
 * @param spans where the passages of comments stand; a comment that is missing here, or whose
 * span is `null` or empty, has lost its words
 * @throws RangeError when a body is missing: a version must never be short of a part
 */
export function freezeMaterial(
  material: Material,
  bodies: ReadonlyMap<BodyId, FrozenBody>,
  spans: ReadonlyMap<CommentId, TextSpan | null>,
  lockedAt: Instant,
  lockedBy: PersonStamp,
): FrozenVersion {
  return {
    format: 'glosa-version',
    formatNumber: 1,
    materialId: material.id,
    materialNumber: material.number,
    title: material.title,
    template: material.template,
    version: material.versions.length + 1,
    drafter: material.drafter,
    sponsor: material.sponsor,
    leadUnitName: material.leadUnitName,
    lockedAt,
    lockedBy,
    parts: material.parts.map((part) => freezePart(part, bodies)),
    comments: countedComments(material)
      .filter((comment) => isOfNextVersion(material, comment))
      .map((comment) => freezeComment(material, comment, spans.get(comment.id) ?? null))
      .sort((a, b) => a.number - b.number),
    ...frozenDisputes(material),
    ...frozenApprovals(material),
  }
}

/**
 * A part with what it holds.
 * @throws RangeError when its body is missing
 */
export function freezePart(part: Part, bodies: ReadonlyMap<BodyId, FrozenBody>): FrozenVersionPart {
  const { id: partId, kind, title } = part
  if (part.form === 'file') {
    const { fileName, mediaType, bytes, blob } = part
    return { partId, kind, title, form: 'file', fileName, mediaType, bytes, blob }
  }
  const body = bodies.get(part.bodyId)
  if (!body) throw new RangeError(`the body of part ${partId} is missing`)
  return { partId, kind, title, form: 'body', bodyId: part.bodyId, ...body }
}

/** Comments of an earlier version are in that one; again only if they were settled anew since. */
function isOfNextVersion(material: Material, comment: ReviewComment): boolean {
  const before = material.versions.at(-1)
  return !before || comment.version > before.number || (comment.settled?.at ?? 0) > before.lockedAt
}

/** Disputes of this version, and older ones that were still open when it was begun. Nothing at all where there are none. */
function frozenDisputes(material: Material): { readonly disputes?: readonly Dispute[] } {
  const before = material.versions.at(-1)
  const disputes = material.disputes.filter(
    ({ openedAt, outcome }) => !before || openedAt > before.lockedAt || !outcome || outcome.at > before.lockedAt,
  )
  return disputes.length > 0 ? { disputes } : {}
}

/** Nothing at all where nobody approved: the bytes of such a version are those of before. */
function frozenApprovals(material: Material): { readonly approvals?: readonly FrozenApproval[] } {
  const approvals = standingApprovals(material)
    .map((approval) => freezeApproval(approval, material.approvalRoute))
    .sort((a, b) => a.at - b.at)
  return approvals.length > 0 ? { approvals } : {}
}

function freezeApproval(
  { by, standingFor, at, textHash, approver, stepId }: Approval,
  route: ApprovalRoute | null,
): FrozenApproval {
  const step = route?.steps.find(({ id }) => id === stepId)?.name ?? null
  return { by, standingFor, at, textHash, step, approver }
}

function freezeComment(material: Material, comment: ReviewComment, span: TextSpan | null): FrozenComment {
  const { id, number, by, at, kind, text, justification, proposedWording } = comment
  const round = material.rounds.find((candidate) => candidate.id === comment.roundId)?.number ?? null
  const place = freezePlace(comment, span)
  // What was said inside a unit stays there.
  const replies = comment.replies
    .filter(({ visibility }) => visibility !== 'private' && visibility !== 'unit')
    .map((reply): FrozenReply => ({ id: reply.id, by: reply.by, at: reply.at, text: reply.text }))
  const settled = comment.settled && freezeSettlement(comment.settled)
  return { id, number, round, by, at, kind, place, text, justification, proposedWording, replies, settled }
}

const freezeSettlement = ({ settlement, by, at, wordingApplied, reaction }: Settled): FrozenSettlement => ({
  settlement,
  by,
  at,
  wordingApplied,
  reaction: reaction && { kind: reaction.kind, by: reaction.by, at: reaction.at, reason: reaction.reason },
})

function freezePlace({ place }: ReviewComment, span: TextSpan | null): FrozenPlace {
  if (place.at !== 'passage' && place.at !== 'table') return place
  const { quote, prefix, suffix } = place.anchor
  const standing = span && span.end > span.start ? span : { start: null, end: null }
  return { at: place.at, partId: place.partId, quote, prefix, suffix, start: standing.start, end: standing.end }
}
