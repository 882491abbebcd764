import type { ApprovalRoute, Approver } from './approval.ts'
import type { ApprovalRouteId, CommentId, DisputeId, Sha256 } from './ids.ts'
import type { CommentAnchor, Part, Settlement } from './material.ts'
import type { DisputeLevel } from './disputeLevel.ts'
import type { PersonStamp } from './people.ts'
import type { Dispute, Ruling } from './dispute.ts'
import type { ReactionKind, Releaser } from './settled.ts'
import type { Instant } from './time.ts'

/** What is told of a settlement when it is released: all of it, because it was hidden until then. */
export interface ReleasedSettlement {
  readonly commentId: CommentId
  readonly settlement: Settlement
  readonly wordingApplied: boolean
  readonly preparedBy: PersonStamp
  readonly preparedAt: Instant
  readonly reactBy: Instant | null
  readonly passage: CommentAnchor | null
  readonly servedBy: CommentId | null
}

/** What happens from the settlement of comments to the next version. Names as in `MaterialEvent`. */
export type DecisionEvent =
  /** Flags that conditions of approval routes ask for; the whole set. */
  | { readonly type: 'material-flagged'; readonly flags: readonly string[] }
  | {
      readonly type: 'comment-settled'
      readonly commentId: CommentId
      readonly settlement: Settlement
      readonly wordingApplied: boolean
      /** Prepared, not yet shown: who releases it. Absent when shown at once. */
      readonly held?: Releaser
      readonly reactBy?: Instant
      readonly passage?: CommentAnchor
      readonly servedBy?: CommentId
    }
  | { readonly type: 'settlement-withdrawn'; readonly commentId: CommentId; readonly held?: true }
  | { readonly type: 'settlements-released'; readonly settlements: readonly ReleasedSettlement[] }
  | { readonly type: 'settlements-returned'; readonly commentIds: readonly CommentId[]; readonly reason: string }
  | {
      readonly type: 'settlement-reacted'
      readonly commentId: CommentId
      readonly reaction: ReactionKind
      readonly reason: string | null
    }
  | {
      /** Accepted passages that were rewritten since, taken note of as they stand now. */
      readonly type: 'rewriting-acknowledged'
      readonly reason: string
      readonly passages: readonly { readonly commentId: CommentId; readonly passage: CommentAnchor | null }[]
    }
  | {
      readonly type: 'dispute-opened'
      readonly disputeId: DisputeId
      readonly number: number
      readonly commentIds: readonly CommentId[]
      readonly reason: string
      readonly levels: readonly DisputeLevel[]
    }
  | {
      readonly type: 'dispute-discussed'
      readonly disputeId: DisputeId
      readonly heldAt: Instant
      readonly present: string
      readonly conclusion: string
    }
  | {
      readonly type: 'dispute-escalated'
      readonly disputeId: DisputeId
      readonly level: number
      readonly reason: string
    }
  | {
      readonly type: 'dispute-decided'
      readonly disputeId: DisputeId
      readonly ruling: Ruling
      readonly reason: string
      /** Number of the resolution of a body that decides by resolutions. */
      readonly resolution: string | null
    }
  | { readonly type: 'dispute-withdrawn'; readonly disputeId: DisputeId; readonly reason: string | null }
  | { readonly type: 'dispute-settled'; readonly disputeId: DisputeId }
  /** Never stored: made for a person who sees other disputes from this record on; all that they see. */
  | { readonly type: 'disputes-shown'; readonly disputes: readonly Dispute[] }
  | {
      readonly type: 'finalising-permitted'
      readonly disputeIds: readonly DisputeId[]
      readonly reason: string
      readonly resolution: string | null
    }
  | {
      readonly type: 'approval-started'
      readonly routeId: ApprovalRouteId
      readonly textHash: Sha256
      readonly steps: ApprovalRoute['steps']
    }
  | {
      readonly type: 'approval-given'
      readonly routeId: ApprovalRouteId
      readonly stepId: string
      readonly approver: Approver
      readonly standingFor: PersonStamp | null
      readonly textHash: Sha256
    }
  | {
      readonly type: 'approval-returned'
      readonly routeId: ApprovalRouteId
      readonly stepId: string
      readonly reason: string
    }
  | { readonly type: 'approval-cancelled'; readonly routeId: ApprovalRouteId }
  /** The text became another: approvals of the version in work that are bound to a different hash are void. */
  | { readonly type: 'approvals-voided'; readonly textHash: Sha256 }
  | {
      readonly type: 'version-started'
      readonly number: number
      readonly reason: string
      /** A late paper, brought to the meeting itself (na stůl). */
      readonly tabled: boolean
      /** Every part of the version before, texts in new bodies that were founded from it. */
      readonly parts: readonly Part[]
    }

export type DecisionEventType = DecisionEvent['type']
