import type { ApprovalRouteId, PersonId, Sha256, UnitId } from './ids.ts'
import type { PersonStamp, Role } from './people.ts'
import type { Instant } from './time.ts'

/** Who is asked for an approval. */
export type Approver =
  | { readonly by: 'person'; readonly personId: PersonId; readonly displayName: string }
  | { readonly by: 'unit-head'; readonly unitId: UnitId; readonly unitName: string }
  | { readonly by: 'role'; readonly role: Role }

export interface ApprovalStep {
  readonly id: string
  readonly name: string | null
  /** Steps of one stage run side by side; a stage begins when the one before is complete. */
  readonly stage: number
  readonly approver: Approver
  /** Taken only while the material carries this flag; `null` always. */
  readonly flag: string | null
}

/** An approval route that was started for the version in work. */
export interface ApprovalRoute {
  readonly id: ApprovalRouteId
  /** Number of the version that is to be locked after it. */
  readonly version: number
  readonly startedBy: PersonStamp
  readonly startedAt: Instant
  /** Hash of the text that was sent out for approval. */
  readonly textHash: Sha256
  readonly steps: readonly ApprovalStep[]
  readonly ended:
    | null
    | {
        readonly kind: 'returned'
        readonly stepId: string
        readonly by: PersonStamp
        readonly at: Instant
        readonly reason: string
      }
    | { readonly kind: 'cancelled'; readonly by: PersonStamp; readonly at: Instant }
}

/** An approval: who, in what capacity, of exactly which text. */
export interface Approval {
  readonly routeId: ApprovalRouteId
  readonly stepId: string
  readonly approver: Approver
  readonly by: PersonStamp
  /** The absent person in whose name it was given. */
  readonly standingFor: PersonStamp | null
  readonly at: Instant
  /** SHA-256 of the canonical JSON of what was approved (`MaterialText`); a blob of this name holds it. */
  readonly textHash: Sha256
  /** The version it belongs to: an approval is never one of another version. */
  readonly version: number
  /** The text changed since; `textHash` is what it had become when that was noticed. */
  readonly voided: { readonly at: Instant; readonly textHash: Sha256 } | null
}
