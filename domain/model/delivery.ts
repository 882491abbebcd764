import type { DeliveryProblem } from './deliveryProblem.ts'
import type { DeliveryId, Sha256 } from './ids.ts'
import type { PersonStamp } from './people.ts'
import { instant, type Instant } from './time.ts'

/** Under which names a records system knows what it took over; it gives them, we only keep them. */
export interface RecordReference {
  /** Identifier of the record within the records system. */
  readonly recordId: string
  /** číslo jednací, znak sprawy */
  readonly referenceNumber?: string
  /** spisová značka of the file that the record is in */
  readonly fileNumber?: string
  /** evidenční číslo with its period */
  readonly registerNumber?: string
  /** jednoznačný identifikátor (zákon 499/2004 Sb. § 64 (2)) */
  readonly jid?: string
  readonly version?: string
  /** Where people find the record. */
  readonly url?: string
}

/** What the records system answered; kept as evidence. */
export interface Receipt {
  readonly recordNumber: string
  readonly receivedAt: Instant
  /** Blob with the raw answer; the name of the blob is its SHA-256. */
  readonly raw: Sha256
  readonly reference?: RecordReference
  /** Address that answered, without secrets. */
  readonly endpoint?: string
  /** SHA-256 fingerprint of the certificate that the endpoint showed. */
  readonly certificate?: string
}

/** What was sent, by content. */
export interface PackageManifestRef {
  readonly manifest: Sha256
  readonly pdf: Sha256
}

/** A file that reads back with other bytes than those that were sent; `found` is `null` when it is missing. */
export interface FixityFinding {
  readonly name: string
  readonly expected: Sha256
  readonly found: Sha256 | null
}

/** Where the bytes of a delivered version were looked at again. */
export type FixityPlace = 'records-system' | 'storage'

/** An earlier version in the same records system: the new one refers to it and never replaces it. */
export interface SupersededRecord {
  readonly deliveryId: DeliveryId
  readonly version: number
  readonly reference: RecordReference | null
}

interface DeliveryFacts {
  readonly id: DeliveryId
  readonly version: number
  readonly target: string
  readonly attempts: number
  /** What the records system gave when the version was registered, before the files were attached. */
  readonly reference?: RecordReference
  /** The reference was given before the files were made, and is printed in them. */
  readonly isReserved?: true
  /** Kind of the last problem, as long as there is one. */
  readonly problemCode?: DeliveryProblem
  /** Open findings of the periodic look at the delivered bytes. */
  readonly fixity?: {
    readonly since: Instant
    readonly place: FixityPlace
    readonly findings: readonly FixityFinding[]
  }
  /** Bytes that a person found rightly changed (a format conversion by the records system), by file name. */
  readonly explained?: readonly { readonly name: string; readonly sha256: Sha256 }[]
}

/** The duty to bring one version to one records system. */
export type RecordsDelivery = DeliveryFacts &
  (
    | {
        readonly state: 'queued'
        readonly nextAttemptAt: Instant
        readonly lastProblem: string | null
        /** The answer to the registration was lost: it is asked for before it is made again. */
        readonly isUncertain?: true
      }
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
        /** When it became uncertain. */
        readonly since?: Instant
        /** Surely handed over; only the receipt is outstanding, so nobody has to wait for it. */
        readonly isDeposited?: true
      }
    /** Taken over, receipt kept; what is there was not read back yet. */
    | {
        readonly state: 'accepted'
        readonly sent: PackageManifestRef
        readonly receipt: Receipt
        readonly nextAttemptAt: Instant
        readonly lastProblem: string | null
      }
    | {
        readonly state: 'registered'
        /** `null` when a person brought the version there before the package was made. */
        readonly sent: PackageManifestRef | null
        readonly receipt: Receipt
        readonly registeredAt: Instant
        /** Whether the bytes were read back from the records system and had the right hashes. */
        readonly isVerified?: boolean
        /** A person brought the version there by other means. */
        readonly byHand?: { readonly by: PersonStamp; readonly reason: string }
      }
    /** The records system said no: a person must decide (a dead letter). */
    | { readonly state: 'rejected'; readonly reason: string; readonly sent: PackageManifestRef | null }
    /** A person decided that this version will not go there. */
    | {
        readonly state: 'given-up'
        readonly reason: string
        readonly by: PersonStamp
        readonly at: Instant
        readonly sent: PackageManifestRef | null
      }
  )

export type DeliveryState = RecordsDelivery['state']
export const deliveryStates = [
  'queued',
  'prepared',
  'uncertain',
  'accepted',
  'registered',
  'rejected',
  'given-up',
] as const satisfies readonly DeliveryState[]

/** What a records manager can decide about a delivery. */
export type DeliveryAct = 'hurry' | 'requeue' | 'mark-delivered' | 'give-up'

/** The acts that a delivery in a state allows, the usual one first. What was registered stays so. */
export const deliveryActs: Readonly<Record<DeliveryState, readonly DeliveryAct[]>> = {
  queued: ['hurry', 'mark-delivered', 'give-up'],
  prepared: ['hurry', 'mark-delivered', 'give-up'],
  uncertain: ['hurry', 'requeue', 'mark-delivered', 'give-up'],
  accepted: ['hurry', 'mark-delivered', 'give-up'],
  registered: [],
  rejected: ['requeue', 'mark-delivered', 'give-up'],
  'given-up': ['requeue', 'mark-delivered'],
}

/** Whether a delivery still wants work or a decision. */
export const isOpenDelivery = (delivery: RecordsDelivery): boolean =>
  delivery.state !== 'registered' && delivery.state !== 'given-up'

/** Later than any instant: when a delivery wants work that waits for a person. */
export const neverDue = instant(8_640_000_000_000_000)
/** Later still: when a delivery wants work that is over. */
export const overAndDone = instant(8_640_000_000_000_001)

/** When a delivery wants work: an instant, `neverDue` or `overAndDone`. */
export function deliveryDueAt(delivery: RecordsDelivery): Instant {
  if ('nextAttemptAt' in delivery) return delivery.nextAttemptAt
  return delivery.state === 'rejected' ? neverDue : overAndDone
}

/** Whether later deliveries must wait for this one, so that the records system gets them in order. */
export const holdsUpOthers = (delivery: RecordsDelivery): boolean =>
  isOpenDelivery(delivery) && !(delivery.state === 'uncertain' && delivery.isDeposited === true)

/** What was sent or is about to be; `null` before the package was made. */
export const sentOf = (delivery: RecordsDelivery): PackageManifestRef | null =>
  'sent' in delivery ? delivery.sent : null

/** The names of the record, from the receipt or from the registration before it. */
export const referenceOf = (delivery: RecordsDelivery): RecordReference | null =>
  ('receipt' in delivery ? delivery.receipt.reference : undefined) ?? delivery.reference ?? null

/** The version before, as the same records system has it: the new record refers to it. */
export function supersededBy(
  deliveries: readonly RecordsDelivery[],
  { target, version }: Pick<RecordsDelivery, 'target' | 'version'>,
): SupersededRecord | null {
  const [before] = deliveries
    .filter((other) => other.target === target && other.version < version && other.state === 'registered')
    .toSorted((a, b) => b.version - a.version)
  return before ? { deliveryId: before.id, version: before.version, reference: referenceOf(before) } : null
}

/**
 * The names under which the office's records know a version: of the newest version that has any,
 * or of the version asked for. With several records systems the first that gave a reference number counts.
 */
export function recordReferenceOf(
  deliveries: readonly RecordsDelivery[],
  version: number | null = null,
): RecordReference | null {
  const known = deliveries
    .filter((delivery) => (version === null || delivery.version === version) && referenceOf(delivery))
    .toSorted((a, b) => b.version - a.version)
  const newest = known.filter((delivery) => delivery.version === known[0]?.version)
  const best = newest.find((delivery) => referenceOf(delivery)?.referenceNumber !== undefined) ?? newest[0]
  return best ? referenceOf(best) : null
}
