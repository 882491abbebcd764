import type { RecordReference, SupersededRecord } from './delivery.ts'
import type { DeliveryProblem } from './deliveryProblem.ts'
import type { DeliveryId, MaterialId, Sha256 } from './ids.ts'
import type { Template } from './material.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** Who answered: kept with the receipt. */
export interface AnsweredBy {
  /** Address without credentials and parameters. */
  readonly endpoint?: string
  /** SHA-256 fingerprint of its certificate. */
  readonly certificate?: string
}

/** What a records system answers to one delivery. */
export type DeliveryOutcome =
  /** Taken over; the receipt is the proof. */
  | ({
      readonly type: 'accepted'
      readonly recordNumber: string
      readonly raw: Uint8Array
      readonly reference?: RecordReference
      /** Everything was read back already and had the right hashes. */
      readonly isVerified?: boolean
    } & AnsweredBy)
  /** It says no for good: a person must decide. */
  | { readonly type: 'rejected'; readonly code?: DeliveryProblem; readonly reason: string }
  /** Surely not processed: the same may be sent again. */
  | { readonly type: 'retry'; readonly code?: DeliveryProblem; readonly problem: string }
  /** Nobody knows: ask first, never resend blindly. */
  | {
      readonly type: 'uncertain'
      readonly code?: DeliveryProblem
      readonly problem: string
      /** Surely handed over, only the receipt is outstanding: later deliveries need not wait. */
      readonly isDeposited?: true
    }

/** What a file of a package is to its version. */
export const recordsFileRoles = [
  'rendition',
  'version',
  'comments',
  'attachment',
  'image',
  'manifest',
  'signature',
  'history',
  'evidence',
] as const
export type RecordsFileRole = (typeof recordsFileRoles)[number]

export interface RecordsPackageFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly sha256: Sha256
  readonly role?: RecordsFileRole
}

/** What leaves for the records system. */
export interface RecordsPackage {
  readonly deliveryId: string
  readonly materialNumber: string
  readonly title: string
  readonly version: number
  readonly files: readonly RecordsPackageFile[]
}

/** What a records system is told about the version beside its files. */
export interface RecordFacts {
  readonly deliveryId: DeliveryId
  readonly materialId: MaterialId
  readonly materialNumber: string
  readonly title: string
  readonly version: number
  readonly versionHash: Sha256
  readonly template: Template
  readonly language: string
  readonly lockedAt: Instant
  readonly lockedBy: PersonStamp
  readonly drafter: PersonStamp
  readonly sponsor: PersonStamp | null
  readonly leadUnitName: string | null
  /** How many attached files the version has. */
  readonly attachments: number
  /** What the records system gave when the version was registered. */
  readonly reference: RecordReference | null
  readonly supersedes: SupersededRecord | null
}

/** A package with what the records system has to know of it. */
export interface RecordsDispatch extends RecordsPackage {
  readonly record: RecordFacts
  /** Since when nobody knows whether it arrived; `null` when that is not so. */
  readonly uncertainSince?: Instant | null
}

/** A file as the records system has it now; `null` when it does not have it. */
export interface ReadBackFile {
  readonly name: string
  readonly sha256: Sha256 | null
}

/** What lies in the records system, or why it could not be read. */
export type ReadBack =
  | { readonly type: 'read'; readonly files: readonly ReadBackFile[] }
  | { readonly type: 'unreachable'; readonly code?: DeliveryProblem; readonly problem: string }

/** Whether a records system can be worked with now. */
export interface RecordsHealth {
  readonly isUsable: boolean
  readonly code?: DeliveryProblem | undefined
  /** In technical words. */
  readonly problem: string | null
  /** How far its clock is from ours, in ms; `null` when it does not tell. */
  readonly clockSkewMs: number | null
}

/** A list of allowed values that a records system keeps (věcné skupiny, skartační režimy, druhy dokumentů). */
export interface CodeList {
  readonly id: string
  readonly name: string
  readonly changedAt: Instant | null
  readonly items: readonly CodeListItem[]
}

export interface CodeListItem {
  readonly id: string
  readonly text: string
  readonly description: string | null
  readonly isValid: boolean
  /** Calendar days, e.g. "2026-01-01". */
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** The code lists, or why they could not be read. */
export type CodeListsAnswer =
  | { readonly type: 'read'; readonly lists: readonly CodeList[] }
  | { readonly type: 'unreachable'; readonly code?: DeliveryProblem; readonly problem: string }

/** What would be sent, without sending it. */
export interface DryRun {
  /** Messages or files as they would leave, shortened. */
  readonly messages: readonly { readonly name: string; readonly bytes: number; readonly text: string }[]
  /** Empty when all is well. */
  readonly problems: readonly DryRunProblem[]
}

/** What is wrong with what would be sent. */
export interface DryRunProblem {
  readonly code: DryRunProblemCode
  /** In technical words: evidence for who mends it. */
  readonly problem: string
}

/** Kinds of what a dry run finds. */
export const dryRunProblemCodes = [
  /** No printed version among the files. */
  'no-main-file',
  /** It is cut at the length that the interface knows; everything else goes. */
  'title-shortened',
  'identifier-too-long',
  /** Neither a case nor a class of the file plan to found one is set. */
  'case-not-set',
  'file-too-large',
] as const
export type DryRunProblemCode = (typeof dryRunProblemCodes)[number]

/** Whether the records system would take it all the same. */
export const isOnlyNoted = (code: DryRunProblemCode): boolean => code === 'title-shortened'

/**
 * An outside records system (spisová služba, EZD). Every call is idempotent by the delivery's id.
 * A file that was taken over is never deleted or overwritten: there is no call for it.
 */
export interface RecordsSystem {
  readonly target: string
  /**
   * Registers the version before its files exist, so that the number can be printed in them.
   * @param isRepeated an earlier answer was lost: what is there is looked for first
   */
  readonly reserve?: (record: RecordFacts, isRepeated: boolean) => Promise<DeliveryOutcome>
  send(parcel: RecordsDispatch): Promise<DeliveryOutcome>
  /** Asks what became of a delivery. `'unknown'` means that it surely was not taken. */
  reconcile(deliveryId: string, parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'>
  /** Reads back what was delivered: after the hand-over, and again and again later. */
  readonly readBack?: (parcel: RecordsDispatch) => Promise<ReadBack>
  /** What is left to do once everything was read back: the records system takes over the life of the record. */
  readonly finish?: (parcel: RecordsDispatch) => Promise<DeliveryOutcome>
  readonly check?: () => Promise<RecordsHealth>
  readonly codeLists?: () => Promise<CodeListsAnswer>
  readonly dryRun?: (parcel: RecordsDispatch) => Promise<DryRun>
}
