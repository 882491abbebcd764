import type {
  FrozenVersion,
  RecordFacts,
  RecordReference,
  RecordsDelivery,
  RecordsDispatch,
  RecordsPackage,
  Sha256,
  SupersededRecord,
} from '@glosa/domain/model'
import { sha256Of } from '../versionHash.ts'

/** What is known of a version beside its own content. */
export interface RecordSurroundings {
  /** The numbers to print and to file under; `null` before there are any. */
  readonly reference: RecordReference | null
  /** The version before, in the same records system. */
  readonly supersedes: SupersededRecord | null
  readonly language: string
}

/** What a records system is told about a version. */
export function recordFactsOf(
  frozen: FrozenVersion,
  versionHash: Sha256,
  delivery: Pick<RecordsDelivery, 'id'>,
  { reference, supersedes, language }: RecordSurroundings,
): RecordFacts {
  const { materialId, materialNumber, title, version, template, lockedAt, lockedBy, drafter, sponsor, leadUnitName } =
    frozen
  return {
    deliveryId: delivery.id,
    materialId,
    materialNumber,
    title,
    version,
    versionHash,
    template,
    language,
    lockedAt,
    lockedBy,
    drafter,
    sponsor,
    leadUnitName,
    attachments: frozen.parts.filter(({ form }) => form === 'file').length,
    reference,
    supersedes,
  }
}

/**
 * A package ready to leave: the version inside it says what the record is.
 * @throws RangeError when the package has no version in it
 */
export function dispatchOf(
  parcel: RecordsPackage,
  delivery: Pick<RecordsDelivery, 'id'>,
  surroundings: RecordSurroundings,
): RecordsDispatch {
  const file = parcel.files.find(({ role }) => role === 'version')
  if (!file) throw new RangeError('a package has the version in it')
  const frozen: FrozenVersion = JSON.parse(Buffer.from(file.bytes).toString('utf8'))
  return { ...parcel, record: recordFactsOf(frozen, sha256Of(file.bytes), delivery, surroundings) }
}
