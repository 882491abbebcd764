import type { FixityFinding, FixityPlace, PackageManifestRef, Receipt, RecordReference } from './delivery.ts'
import type { DeliveryProblem } from './deliveryProblem.ts'
import type { DeliveryId, Sha256 } from './ids.ts'
import type { Instant } from './time.ts'

/** What can happen to a delivery; part of the history of its material. */
export type DeliveryEvent =
  /** Registered before the files exist: the number is printed in them. */
  | {
      readonly type: 'delivery-reserved'
      readonly deliveryId: DeliveryId
      readonly reference: RecordReference
      readonly receipt: Receipt
    }
  | { readonly type: 'delivery-prepared'; readonly deliveryId: DeliveryId; readonly sent: PackageManifestRef }
  | {
      readonly type: 'delivery-failed'
      readonly deliveryId: DeliveryId
      readonly outcome: 'retry' | 'uncertain'
      /** Missing in older histories, and where nobody knows. */
      readonly code?: DeliveryProblem
      readonly problem: string
      readonly nextAttemptAt: Instant
      /** Surely handed over, only the receipt is outstanding. */
      readonly isDeposited?: true
    }
  /** Taken over, with the receipt; what is there will be read back. */
  | { readonly type: 'delivery-accepted'; readonly deliveryId: DeliveryId; readonly receipt: Receipt }
  | {
      readonly type: 'delivery-registered'
      readonly deliveryId: DeliveryId
      readonly receipt: Receipt
      readonly isVerified?: boolean
    }
  | {
      readonly type: 'delivery-rejected'
      readonly deliveryId: DeliveryId
      readonly code?: DeliveryProblem
      readonly reason: string
    }
  | { readonly type: 'delivery-requeued'; readonly deliveryId: DeliveryId }
  /** A person does not want to wait for the next attempt. */
  | { readonly type: 'delivery-hurried'; readonly deliveryId: DeliveryId }
  | { readonly type: 'delivery-given-up'; readonly deliveryId: DeliveryId; readonly reason: string }
  /** A person brought the version there by other means and shows the receipt. */
  | {
      readonly type: 'delivery-marked-delivered'
      readonly deliveryId: DeliveryId
      readonly receipt: Receipt
      readonly reason: string
    }
  | {
      readonly type: 'delivery-fixity-failed'
      readonly deliveryId: DeliveryId
      readonly place: FixityPlace
      readonly findings: readonly FixityFinding[]
    }
  | { readonly type: 'delivery-fixity-restored'; readonly deliveryId: DeliveryId }
  /** A person explains why other bytes are right; from now on they are expected. */
  | {
      readonly type: 'delivery-fixity-explained'
      readonly deliveryId: DeliveryId
      readonly reason: string
      readonly files: readonly { readonly name: string; readonly sha256: Sha256 }[]
    }
