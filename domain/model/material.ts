import type { BodyId, CommentId, MaterialId, PartId, PersonId, ReplyId, RoundId, Sha256, UnitId } from './ids.ts'
import type { RecordsDelivery } from './delivery.ts'
import type { Approval, ApprovalRoute } from './approval.ts'
import type { CommentAnchor } from './commentAnchor.ts'
import type { Dispute } from './dispute.ts'
import type { PersonStamp } from './people.ts'
import type { Publication } from './publication/publication.ts'
import type { ClosedRound, OpenRound, ReviewRound } from './reviewRound.ts'
import type { Settled } from './settled.ts'
import type { VersionSealing } from './seals.ts'
import type { Instant } from './time.ts'

export type { CommentAnchor } from './commentAnchor.ts'
export { verdicts, type Settlement, type Verdict } from './settled.ts'

/** What a material is made from. Internal directives have one part, council materials three. */
export const templates = ['council-material', 'internal-directive'] as const
export type Template = (typeof templates)[number]

export const partKinds = ['cover-report', 'draft-resolution', 'explanatory-report', 'directive', 'annex'] as const
export type PartKind = (typeof partKinds)[number]

/** One part of a material: a live text or an attached file. */
export type Part = { readonly id: PartId; readonly kind: PartKind; readonly title: string } & (
  | { readonly form: 'body'; readonly bodyId: BodyId }
  | {
      readonly form: 'file'
      readonly blob: Sha256
      readonly fileName: string
      readonly mediaType: string
      readonly bytes: number
    }
)

/** A picture kept for use inside the texts of one material. */
export interface Picture {
  readonly blob: Sha256
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  readonly bytes: number
}

/** What an invited person or unit may do with the text. Everyone invited may comment. */
export type ParticipantRight = 'edit' | 'comment' | 'read'

/** Who was asked: a unit or a single person, with the right given. */
export type Invitation = { readonly right: ParticipantRight } & (
  { readonly unitId: UnitId; readonly unitName: string } | { readonly personId: PersonId; readonly displayName: string }
)

/** The id of the invited unit or person: an invitation is unique by it. */
export const participantIdOf = (invitation: Invitation): UnitId | PersonId =>
  'unitId' in invitation ? invitation.unitId : invitation.personId

/** Weight of a comment: zásadní, doporučující, formální (legislativně technická). */
export const commentKinds = ['essential', 'advisory', 'editorial'] as const
export type CommentKind = (typeof commentKinds)[number]

/**
 * Who may see a comment. `private` notes never leave their author, `unit` ones stay among the
 * author's unit; the rest are the circles of `CommentAudience`.
 */
export const visibilities = ['private', 'unit', 'participants', 'office', 'council'] as const
export type Visibility = (typeof visibilities)[number]

/** What a comment is about: words of a text, a table or picture in it, a page of an annex, a whole part, or the material. */
export type CommentPlace =
  | { readonly at: 'passage'; readonly partId: PartId; readonly anchor: CommentAnchor }
  /** The anchor's quote is the text of the table. */
  | { readonly at: 'table'; readonly partId: PartId; readonly anchor: CommentAnchor }
  /** A picture of a text, by its content; the caption is its alternative text as the commenter saw it. */
  | { readonly at: 'image'; readonly partId: PartId; readonly blob: Sha256; readonly caption: string }
  /** A page of an attached file, from 1. */
  | { readonly at: 'page'; readonly partId: PartId; readonly page: number }
  | { readonly at: 'part'; readonly partId: PartId }
  | { readonly at: 'material' }

/** Somebody named in a text by "@". */
export interface Mention {
  readonly personId: PersonId
  readonly displayName: string
}

export interface Reply {
  readonly id: ReplyId
  readonly by: PersonStamp
  readonly at: Instant
  readonly text: string
  readonly mentions: readonly Mention[]
  /** Who could see the comment when this was said: what was said inside a unit stays there. */
  readonly visibility: Visibility
}

/** Where a comment stands in the official set of its unit. */
export type UnitSetPlace = { readonly unitId: UnitId; readonly unitName: string } & (
  | { readonly state: 'draft' }
  /** Left out by the head. */
  | { readonly state: 'rejected'; readonly by: PersonStamp; readonly at: Instant; readonly reason: string }
  /** Taken up in another comment of the set. */
  | { readonly state: 'merged'; readonly into: CommentId }
  | {
      readonly state: 'sent'
      readonly by: PersonStamp
      readonly standingFor: PersonStamp | null
      readonly at: Instant
    }
)

/** A comment that came after the deadline; it counts only once the drafter has admitted it. */
export interface Lateness {
  readonly decision: {
    readonly admitted: boolean
    readonly by: PersonStamp
    readonly at: Instant
    readonly reason: string | null
  } | null
}

/** A remark of one person in a round (připomínka). */
export interface ReviewComment {
  readonly id: CommentId
  /** 1, 2, 3 … within the material, in the order of lodging; 0 while others may not see it: a gap would tell of it. */
  readonly number: number
  readonly roundId: RoundId | null
  readonly by: PersonStamp
  readonly at: Instant
  readonly kind: CommentKind
  readonly visibility: Visibility
  /** The unit it belongs to: the author's at that time. It stays with the unit when the author leaves. */
  readonly unitId: UnitId | null
  /** `null` for a comment lodged directly. */
  readonly unitSet: UnitSetPlace | null
  readonly late: Lateness | null
  /** The comment that is settled for this one too; `null` for most. */
  readonly duplicateOf: CommentId | null
  /** When its author left and it passed to their unit. */
  readonly passedAt: Instant | null
  readonly mentions: readonly Mention[]
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  /** The words that should stand instead of the quote; `''` proposes to delete it, `null` proposes nothing. */
  readonly proposedWording: string | null
  readonly replies: readonly Reply[]
  readonly withdrawn: { readonly at: Instant } | null
  readonly settled: Settled | null
  /** Number of the version it was lodged for: its place is in the texts of that version. */
  readonly version: number
}

/** A body as frozen under a lock. */
export interface FrozenPart {
  readonly partId: PartId
  readonly kind: PartKind
  readonly title: string
  readonly bodyId: BodyId | null
  /** Sequence number of the gate row: the text is the replay up to it. */
  readonly gateSequence: number | null
  /** SHA-256 of the part's canonical JSON, or of the attached file. */
  readonly hash: Sha256
}

/** A material frozen under a lock, numbered from 1. */
export interface MaterialVersion extends VersionSealing {
  readonly number: number
  readonly lockedAt: Instant
  readonly lockedBy: PersonStamp
  /** SHA-256 of the canonical JSON of the whole version (blob of the same name). */
  readonly hash: Sha256
  readonly parts: readonly FrozenPart[]
}

/** koncept → v připomínkovém řízení → vypořádání → uzamčeno. A locked material stays locked. */
export type MaterialState = 'draft' | 'in-review' | 'settling' | 'locked'

/**
 * Who reads a material besides its drafter, lead unit and whoever is named: `office` everybody of
 * the office once it left the draft, `named` council members then, `non-public` council members
 * only when it is locked.
 */
export const materialAccess = ['office', 'named', 'non-public'] as const
export type MaterialAccess = (typeof materialAccess)[number]

/** A material: the fold of its events. */
export interface Material {
  readonly id: MaterialId
  /** Sequence number of the last record folded in; 0 before the first. */
  readonly sequence: number
  /** The office's own number, e.g. "MAT-2026-0412". */
  readonly number: string
  readonly title: string
  readonly template: Template
  readonly access: MaterialAccess
  /** č.j., from the records system; `null` until it gave one. */
  readonly documentReference: string | null
  /** spisová značka */
  readonly fileReference: string | null
  readonly state: MaterialState
  readonly createdAt: Instant
  /** zpracovatel: writes and settles. */
  readonly drafter: PersonStamp
  /** předkladatel: politically answerable; may be named later. */
  readonly sponsor: PersonStamp | null
  /** gestor */
  readonly leadUnitId: UnitId | null
  readonly leadUnitName: string | null
  readonly parts: readonly Part[]
  readonly pictures: readonly Picture[]
  readonly invitations: readonly Invitation[]
  readonly rounds: readonly ReviewRound[]
  readonly comments: ReadonlyMap<CommentId, ReviewComment>
  readonly versions: readonly MaterialVersion[]
  /** Versions after the first that were begun from a locked one, in order; the last may be in work. */
  readonly startedVersions: readonly StartedVersion[]
  readonly deliveries: readonly RecordsDelivery[]
  /** The office's template it was founded from; `null` when founded before offices had their own. */
  readonly templateId: string | null
  /** Codes of what the material touches, e.g. `budget`: conditions of approval routes ask for them. */
  readonly flags: readonly string[]
  readonly disputes: readonly Dispute[]
  /** The last route that was started; `null` when none was for the version in work. */
  readonly approvalRoute: ApprovalRoute | null
  /** Every approval ever given, also the void ones and those of earlier versions. */
  readonly approvals: readonly Approval[]
  /** What the public sees of it, and what is prepared for it. */
  readonly publication: Publication
}

/** The beginning of a new version from the locked one before it. */
export interface StartedVersion {
  readonly number: number
  readonly by: PersonStamp
  readonly at: Instant
  readonly reason: string
  /** A late paper, brought to the meeting itself (na stůl). */
  readonly tabled: boolean
}

/** The round that is open, or was last; a planned one is not yet current. */
export const currentRound = (material: Material): OpenRound | ClosedRound | null =>
  material.rounds.findLast((round) => round.state !== 'planned') ?? null

/** Comments that others answer to: lodged, not withdrawn, out of their unit, and admitted if they came late. */
export const countedComments = (material: Material): readonly ReviewComment[] =>
  [...material.comments.values()].filter(isCounted)

export const isCounted = (comment: ReviewComment): boolean =>
  !comment.withdrawn &&
  comment.visibility !== 'private' &&
  comment.visibility !== 'unit' &&
  (comment.late === null || comment.late.decision?.admitted === true)

/** Late comments that the drafter has neither admitted nor declined. */
export const undecidedLateComments = (material: Material): readonly ReviewComment[] =>
  [...material.comments.values()].filter(
    (comment) => !comment.withdrawn && comment.late?.decision === null && comment.visibility !== 'unit',
  )

/** The comments that are settled together with this one. */
export const duplicatesOf = (material: Material, commentId: CommentId): readonly ReviewComment[] =>
  [...material.comments.values()].filter((comment) => comment.duplicateOf === commentId && !comment.withdrawn)

/** Comments without a settlement that was shown to those concerned. */
export const unsettledComments = (material: Material): readonly ReviewComment[] =>
  countedComments(material).filter((comment) => !comment.settled?.released)

/** Number of the version that is in work, or of the next one. */
export const versionInWork = (material: Pick<Material, 'versions'>): number => material.versions.length + 1

/** Whether a text belongs to a locked version: nobody writes into it ever again. */
export const isSealedBody = (material: Pick<Material, 'versions' | 'state'>, bodyId: BodyId): boolean =>
  material.state === 'locked' || material.versions.some(({ parts }) => parts.some((part) => part.bodyId === bodyId))

export const bodyPartOf = (material: Material, bodyId: BodyId): Part | null =>
  material.parts.find((part) => part.form === 'body' && part.bodyId === bodyId) ?? null
