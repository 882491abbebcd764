import {
  isRefused,
  markDelivered as decide,
  stampOf,
  type Actor,
  type DeliveryId,
  type MaterialId,
  type Receipt,
  type RecordReference,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** What a records manager knows of a version that came to the records system by other means. */
export interface HandReceipt {
  readonly recordNumber: string
  readonly referenceNumber: string | null
  readonly fileNumber: string | null
  readonly reason: string
  /** The proof: a scan, a mail, an export. */
  readonly proof: Uint8Array
}

/** Writes down a delivery made by hand; the proof is kept like any receipt. */
export const markDelivered = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  deliveryId: DeliveryId,
  { recordNumber, referenceNumber, fileNumber, reason, proof }: HandReceipt,
) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const reference: RecordReference = {
      recordId: recordNumber,
      ...(referenceNumber === null ? {} : { referenceNumber }),
      ...(fileNumber === null ? {} : { fileNumber }),
    }
    const receivedAt = context.now()
    const withProof = (raw: Receipt['raw']): Receipt => ({ recordNumber, receivedAt, raw, reference })
    // Who may not decide leaves no blob behind.
    const mayBe = decide(actor, material, deliveryId, withProof('' as Receipt['raw']), reason)
    if (isRefused(mayBe)) return mayBe
    return decide(actor, material, deliveryId, withProof(await context.blobs.put(proof)), reason)
  })
