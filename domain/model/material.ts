import type {
  BodyId,
  CommentId,
  DeliveryId,
  MaterialId,
  PartId,
  PersonId,
  ReplyId,
  RoundId,
  Sha256,
  UnitId,
} from './ids.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

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

/** A dated invitation to comment. */
export type ReviewRound = {
  readonly id: RoundId
  readonly number: number
  /** People who said "mám hotovo" or "bez připomínek". */
  readonly finished: readonly {
    readonly by: PersonStamp
    readonly at: Instant
    readonly withoutComments: boolean
  }[]
} & (
  | { readonly state: 'open'; readonly openedAt: Instant; readonly closesAt: Instant }
  | {
      readonly state: 'closed'
      readonly openedAt: Instant
      readonly closesAt: Instant
      readonly closedAt: Instant
    }
)

/** Weight of a comment: zásadní, doporučující, formální (legislativně technická). */
export const commentKinds = ['essential', 'advisory', 'editorial'] as const
export type CommentKind = (typeof commentKinds)[number]

/** Who may see a comment. `private` notes never leave their author. Units and closed rounds follow. */
export const visibilities = ['participants', 'private'] as const
export type Visibility = (typeof visibilities)[number]

/**
 * The passage a comment is about. Text typed at either edge stays outside it. When the whole
 * passage is deleted, `first` and `last` meet and only `quote` is left: the comment still counts.
 */
export interface CommentAnchor {
  readonly bodyId: BodyId
  /** Encoded Yjs relative position with assoc 0, base64url. */
  readonly first: string
  /** Encoded Yjs relative position with assoc -1, base64url. */
  readonly last: string
  /** The passage as the commenter saw it. Never updated. */
  readonly quote: string
  /** Up to 32 characters before the passage, as the commenter saw them. */
  readonly prefix: string
  /** Up to 32 characters after the passage, as the commenter saw them. */
  readonly suffix: string
  /** Sequence number of the body log that the commenter had seen. */
  readonly bodySequence: number
}

/** What a comment is about: words of a part, a whole part, or the material. */
export type CommentPlace =
  | { readonly at: 'passage'; readonly partId: PartId; readonly anchor: CommentAnchor }
  | { readonly at: 'part'; readonly partId: PartId }
  | { readonly at: 'material' }

/** How the drafter answered. Every settlement but a plain acceptance gives its reason. */
export type Settlement =
  | { readonly verdict: 'accepted'; readonly reason?: string }
  | {
      readonly verdict: 'accepted-in-part' | 'not-accepted' | 'explained' | 'noted'
      readonly reason: string
    }
export const verdicts = ['accepted', 'accepted-in-part', 'not-accepted', 'explained', 'noted'] as const
export type Verdict = Settlement['verdict']

export interface Reply {
  readonly id: ReplyId
  readonly by: PersonStamp
  readonly at: Instant
  readonly text: string
}

/** A remark of one person in a round (připomínka). */
export interface ReviewComment {
  readonly id: CommentId
  /** 1, 2, 3 … within the material, in the order of lodging; private notes have 0. */
  readonly number: number
  readonly roundId: RoundId | null
  readonly by: PersonStamp
  readonly at: Instant
  readonly kind: CommentKind
  readonly visibility: Visibility
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  /** The words that should stand instead of the quote; `''` proposes to delete it, `null` proposes nothing. */
  readonly proposedWording: string | null
  readonly replies: readonly Reply[]
  readonly withdrawn: { readonly at: Instant } | null
  readonly settled: {
    readonly settlement: Settlement
    readonly by: PersonStamp
    readonly at: Instant
    /** Whether the proposed wording was put into the text in the same act. */
    readonly wordingApplied: boolean
  } | null
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
export interface MaterialVersion {
  readonly number: number
  readonly lockedAt: Instant
  readonly lockedBy: PersonStamp
  /** SHA-256 of the canonical JSON of the whole version (blob of the same name). */
  readonly hash: Sha256
  readonly parts: readonly FrozenPart[]
}

/** What the records system answered; kept as evidence. */
export interface Receipt {
  readonly recordNumber: string
  readonly receivedAt: Instant
  /** Blob with the raw answer. */
  readonly raw: Sha256
}

/** What was sent, by content. */
export interface PackageManifestRef {
  readonly manifest: Sha256
  readonly pdf: Sha256
}

/** The duty to bring one version to one records system. */
export type RecordsDelivery = {
  readonly id: DeliveryId
  readonly version: number
  readonly target: string
  readonly attempts: number
} & (
  | { readonly state: 'queued'; readonly nextAttemptAt: Instant; readonly lastProblem: string | null }
  | {
      readonly state: 'prepared'
      readonly sent: PackageManifestRef
      readonly nextAttemptAt: Instant
      readonly lastProblem: string | null
    }
  | {
      readonly state: 'uncertain'
      readonly sent: PackageManifestRef
      readonly nextAttemptAt: Instant
      readonly lastProblem: string
    }
  | {
      readonly state: 'registered'
      readonly sent: PackageManifestRef
      readonly receipt: Receipt
      readonly registeredAt: Instant
    }
  | { readonly state: 'rejected'; readonly reason: string; readonly sent: PackageManifestRef | null }
)

/** koncept → v připomínkovém řízení → vypořádání → uzamčeno. A locked material stays locked. */
export type MaterialState = 'draft' | 'in-review' | 'settling' | 'locked'

/** A material: the fold of its events. */
export interface Material {
  readonly id: MaterialId
  /** Sequence number of the last record folded in; 0 before the first. */
  readonly sequence: number
  /** The office's own number, e.g. "MAT-2026-0412". */
  readonly number: string
  readonly title: string
  readonly template: Template
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
  readonly deliveries: readonly RecordsDelivery[]
}

export const currentRound = (material: Material): ReviewRound | null => material.rounds.at(-1) ?? null

/** Comments that must be settled before a lock: everything lodged, not withdrawn, not a private note. */
export const countedComments = (material: Material): readonly ReviewComment[] =>
  [...material.comments.values()].filter((comment) => !comment.withdrawn && comment.visibility !== 'private')

export const unsettledComments = (material: Material): readonly ReviewComment[] =>
  countedComments(material).filter((comment) => !comment.settled)

export const bodyPartOf = (material: Material, bodyId: BodyId): Part | null =>
  material.parts.find((part) => part.form === 'body' && part.bodyId === bodyId) ?? null
