import type { DecisionEvent } from './decisionEvents.ts'
import type { DeliveryEvent } from './deliveryEvents.ts'
import type { CommentId, DeliveryId, MaterialId, PartId, PersonId, RoundId, Sha256, UnitId } from './ids.ts'
import type {
  CommentAnchor,
  CommentKind,
  CommentPlace,
  Invitation,
  MaterialAccess,
  MaterialVersion,
  Mention,
  Part,
  Picture,
  Reply,
  ReviewComment,
  Template,
  Visibility,
} from './material.ts'
import type { PersonStamp } from './people.ts'
import type { PublicationEvent } from './publication/publication.ts'
import type { CommentAudience, RoundInvitation, RoundTerms, PartAtOpening } from './reviewRound.ts'
import type { SealEvent } from './seals.ts'
import type { Instant } from './time.ts'

/**
 * Everything that can happen to a material. Past tense, never renamed once released, only
 * added to. Who and when stand on the record that carries the event, not in the event.
 */
export type MaterialEvent =
  | {
      readonly type: 'material-created'
      readonly number: string
      readonly title: string
      readonly template: Template
      readonly sponsor: PersonStamp | null
      readonly leadUnitId: UnitId | null
      readonly leadUnitName: string | null
      /** Absent in the oldest histories: `named`. */
      readonly access?: MaterialAccess
      /** The office's template; absent in the oldest histories. */
      readonly templateId?: string
      readonly flags?: readonly string[]
    }
  | { readonly type: 'material-renamed'; readonly title: string }
  | { readonly type: 'sponsor-named'; readonly sponsor: PersonStamp | null }
  | { readonly type: 'lead-unit-named'; readonly leadUnitId: UnitId | null; readonly leadUnitName: string | null }
  | { readonly type: 'access-changed'; readonly access: MaterialAccess }
  /** Somebody else is the drafter from now on; the one before stays in the history. */
  | { readonly type: 'drafter-changed'; readonly drafter: PersonStamp }
  /** č.j. and spisová značka, as the records system or the records manager gave them. */
  | {
      readonly type: 'identifiers-given'
      readonly documentReference: string | null
      readonly fileReference: string | null
    }
  | { readonly type: 'part-renamed'; readonly partId: PartId; readonly title: string }
  | { readonly type: 'part-removed'; readonly partId: PartId }
  | { readonly type: 'part-added'; readonly part: Part }
  /** A picture for use inside a text. */
  | { readonly type: 'picture-added'; readonly picture: Picture }
  | { readonly type: 'participant-invited'; readonly invitation: Invitation }
  | { readonly type: 'participant-removed'; readonly participantId: string }
  | {
      readonly type: 'round-planned'
      readonly roundId: RoundId
      readonly number: number
      readonly opensAt: Instant | null
      readonly closesAt: Instant
      readonly terms: RoundTerms
    }
  | {
      readonly type: 'round-plan-changed'
      readonly roundId: RoundId
      readonly opensAt: Instant | null
      readonly closesAt: Instant
      readonly terms: RoundTerms
    }
  | { readonly type: 'round-plan-dropped'; readonly roundId: RoundId }
  | {
      readonly type: 'round-opened'
      readonly roundId: RoundId
      readonly number: number
      readonly closesAt: Instant
      /** Absent in the oldest histories: everybody invited to edit or comment, see `plainTerms`. */
      readonly terms?: RoundTerms
      readonly texts?: readonly PartAtOpening[]
    }
  | {
      readonly type: 'round-deadline-changed'
      readonly roundId: RoundId
      /** For one invited unit or person only; absent for the whole round. */
      readonly participantId?: UnitId | PersonId
      readonly closesAt: Instant
      /** Empty when it was prolonged without one. */
      readonly reason: string
    }
  | { readonly type: 'round-invited'; readonly roundId: RoundId; readonly invited: readonly RoundInvitation[] }
  | { readonly type: 'round-uninvited'; readonly roundId: RoundId; readonly participantId: UnitId | PersonId }
  | { readonly type: 'review-finished'; readonly roundId: RoundId; readonly withoutComments: boolean }
  | {
      readonly type: 'round-closed'
      readonly roundId: RoundId
      /** Who was asked and said nothing. */
      readonly silent?: readonly RoundInvitation[]
      /** Numbers of the comments that are disclosed by the closing. */
      readonly numbers?: readonly CommentNumber[]
    }
  /** The deadline passed: others' comments of a closed round may be seen, and have their numbers. */
  | { readonly type: 'comments-disclosed'; readonly roundId: RoundId; readonly numbers: readonly CommentNumber[] }
  | {
      readonly type: 'comment-lodged'
      readonly commentId: CommentId
      readonly number: number
      readonly roundId: RoundId | null
      readonly kind: CommentKind
      readonly visibility: Visibility
      readonly place: CommentPlace
      readonly text: string
      readonly justification: string | null
      readonly proposedWording: string | null
      /** The unit in whose set it is drafted. */
      readonly unitSet?: { readonly unitId: UnitId; readonly unitName: string }
      /** It came after the deadline. */
      readonly late?: true
      readonly mentions?: readonly Mention[]
    }
  /** A private note or a draft of a unit was worded anew. `visibility` is that of the comment then. */
  | {
      readonly type: 'comment-edited'
      readonly commentId: CommentId
      readonly visibility: Visibility
      readonly kind: CommentKind
      readonly text: string
      readonly justification: string | null
      readonly proposedWording: string | null
    }
  /** Private notes were handed to the unit for its set. */
  | {
      readonly type: 'comments-forwarded'
      readonly roundId: RoundId
      readonly commentIds: readonly CommentId[]
      readonly unitId: UnitId
      readonly unitName: string
    }
  | {
      readonly type: 'unit-comment-rejected'
      readonly commentId: CommentId
      readonly visibility: 'unit'
      readonly reason: string
    }
  /** Taken back into the set, after a rejection or a merger. */
  | { readonly type: 'unit-comment-restored'; readonly commentId: CommentId; readonly visibility: 'unit' }
  | {
      readonly type: 'unit-comments-merged'
      readonly commentId: CommentId
      readonly visibility: 'unit'
      readonly merged: readonly CommentId[]
    }
  /** The official set of a unit; without comments it means "bez připomínek". */
  | {
      readonly type: 'unit-set-sent'
      readonly roundId: RoundId
      readonly unitId: UnitId
      readonly unitName: string
      readonly standingFor: PersonStamp | null
      readonly late: boolean
      readonly comments: readonly (CommentNumber & { readonly visibility: CommentAudience })[]
    }
  /** The drafter's answer to a comment that came after the deadline. */
  | {
      readonly type: 'late-comment-decided'
      readonly commentId: CommentId
      readonly admitted: boolean
      readonly reason: string | null
      /** 0 when declined, or while the round is not disclosed. */
      readonly number: number
    }
  /** `duplicates` say the same as `commentId` and are settled with it. */
  | { readonly type: 'comments-linked'; readonly commentId: CommentId; readonly duplicates: readonly CommentId[] }
  | { readonly type: 'comment-unlinked'; readonly commentId: CommentId }
  /** Their author left the office: their unit takes care of them. Names stay. */
  | {
      readonly type: 'comments-passed'
      readonly personId: PersonId
      readonly displayName: string
      readonly commentIds: readonly CommentId[]
    }
  /** Never stored: made for a person who may see these comments from this record on, as they are then. */
  | { readonly type: 'comments-shown'; readonly comments: readonly ReviewComment[] }
  /** Never stored: made for a person who may no longer see these comments. */
  | { readonly type: 'comments-hidden'; readonly commentIds: readonly CommentId[] }
  | { readonly type: 'comment-withdrawn'; readonly commentId: CommentId }
  | {
      readonly type: 'comment-replied'
      readonly commentId: CommentId
      readonly reply: Pick<Reply, 'id' | 'text'> & { readonly mentions?: readonly Mention[] }
      /** That of the comment when it was said; absent in the oldest histories. */
      readonly visibility?: Visibility
    }
  | {
      /** New places of anchors after an edit that deletes and reinserts text; quote and context stay. */
      readonly type: 'anchors-repaired'
      readonly anchors: readonly {
        readonly commentId: CommentId
        readonly first: CommentAnchor['first']
        readonly last: CommentAnchor['last']
      }[]
    }
  | DecisionEvent
  | {
      readonly type: 'material-locked'
      readonly version: Omit<MaterialVersion, 'lockedAt' | 'lockedBy'>
      readonly deliveries: readonly { readonly id: DeliveryId; readonly target: string }[]
    }
  | DeliveryEvent
  | SealEvent
  | PublicationEvent

/** The number a comment gets when others may see it. */
export interface CommentNumber {
  readonly commentId: CommentId
  readonly number: number
}

export type MaterialEventType = MaterialEvent['type']

/** The events of one command: atomic, sequenced, chained by hash, never deleted. */
export interface MaterialRecord {
  readonly materialId: MaterialId
  /** 1, 2, 3 … without a gap; unique with the material. */
  readonly sequence: number
  readonly at: Instant
  readonly by: PersonStamp
  readonly events: readonly MaterialEvent[]
  /** Hash of the record before; `null` on the first. */
  readonly previous: Sha256 | null
  /** SHA-256 over the canonical JSON of everything above. */
  readonly hash: Sha256
}

/** What is hashed of a record: all of it but the hash. */
export type UnhashedRecord = Omit<MaterialRecord, 'hash'>
