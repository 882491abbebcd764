import type { CommentId, DeliveryId, MaterialId, RoundId, Sha256, UnitId } from './ids.ts'
import type {
  CommentAnchor,
  CommentKind,
  CommentPlace,
  Invitation,
  MaterialVersion,
  PackageManifestRef,
  Part,
  Picture,
  Receipt,
  Reply,
  Settlement,
  Template,
  Visibility,
} from './material.ts'
import type { PersonStamp } from './people.ts'
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
    }
  | { readonly type: 'material-renamed'; readonly title: string }
  | { readonly type: 'part-added'; readonly part: Part }
  /** A picture for use inside a text. */
  | { readonly type: 'picture-added'; readonly picture: Picture }
  | { readonly type: 'participant-invited'; readonly invitation: Invitation }
  | { readonly type: 'participant-removed'; readonly participantId: string }
  | { readonly type: 'round-opened'; readonly roundId: RoundId; readonly number: number; readonly closesAt: Instant }
  | {
      readonly type: 'round-deadline-changed'
      readonly roundId: RoundId
      readonly closesAt: Instant
      readonly reason: string
    }
  | { readonly type: 'review-finished'; readonly roundId: RoundId; readonly withoutComments: boolean }
  | { readonly type: 'round-closed'; readonly roundId: RoundId }
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
    }
  | { readonly type: 'comment-withdrawn'; readonly commentId: CommentId }
  | { readonly type: 'comment-replied'; readonly commentId: CommentId; readonly reply: Pick<Reply, 'id' | 'text'> }
  | {
      /** New places of anchors after an edit that deletes and reinserts text; quote and context stay. */
      readonly type: 'anchors-repaired'
      readonly anchors: readonly {
        readonly commentId: CommentId
        readonly first: CommentAnchor['first']
        readonly last: CommentAnchor['last']
      }[]
    }
  | {
      readonly type: 'comment-settled'
      readonly commentId: CommentId
      readonly settlement: Settlement
      readonly wordingApplied: boolean
    }
  | { readonly type: 'settlement-withdrawn'; readonly commentId: CommentId }
  | {
      readonly type: 'material-locked'
      readonly version: Omit<MaterialVersion, 'lockedAt' | 'lockedBy'>
      readonly deliveries: readonly { readonly id: DeliveryId; readonly target: string }[]
    }
  | { readonly type: 'delivery-prepared'; readonly deliveryId: DeliveryId; readonly sent: PackageManifestRef }
  | {
      readonly type: 'delivery-failed'
      readonly deliveryId: DeliveryId
      readonly outcome: 'retry' | 'uncertain'
      readonly problem: string
      readonly nextAttemptAt: Instant
    }
  | { readonly type: 'delivery-registered'; readonly deliveryId: DeliveryId; readonly receipt: Receipt }
  | { readonly type: 'delivery-rejected'; readonly deliveryId: DeliveryId; readonly reason: string }
  | { readonly type: 'delivery-requeued'; readonly deliveryId: DeliveryId }

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
