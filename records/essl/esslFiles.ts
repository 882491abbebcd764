import type { RecordsDispatch, RecordsPackageFile } from '@glosa/domain/model'
import type { EsslFile, FileMetaType } from './events.ts'
import type { Identifier } from './requests.ts'

/** How our identifiers are made; a value has at most 40 characters. */
export interface EsslNames {
  /** Abbreviation of the originator, at most 10 characters. */
  readonly originator: string
  /** Code of our system, at most 10 characters. */
  readonly source: string
}

/** The identifier of a document: we register it first, so we name it (8.1.30). The same delivery always has the same. */
export const documentIdentifier = ({ originator, source }: EsslNames, deliveryId: string): Identifier => ({
  value: `${originator}-${deliveryId.slice(0, 24)}`,
  source,
})

const fileIdentifier = ({ originator, source }: EsslNames, deliveryId: string, index: number): Identifier => ({
  value: `${originator}-${deliveryId.slice(0, 20)}-${String(index + 1).padStart(3, '0')}`,
  source,
})

const metaTypes: Readonly<Record<string, FileMetaType>> = {
  rendition: 'main',
  attachment: 'enclosure',
  signature: 'signature',
}

/** The files of a package as the records system gets them: the PDF first, as the main component. */
export function esslFiles(names: EsslNames, parcel: RecordsDispatch, which: 'pdf' | 'all'): readonly EsslFile[] {
  const main = parcel.files.findIndex(({ role }) => role === 'rendition')
  return parcel.files
    .map((file, index) => ({ file, index }))
    .filter(({ index, file }) => which === 'all' || index === main || file.role === 'signature')
    .map(({ file, index }) => esslFile(names, parcel.deliveryId, file, index, index === main))
    .toSorted((a, b) => Number(b.metaType === 'main') - Number(a.metaType === 'main'))
}

function esslFile(
  names: EsslNames,
  deliveryId: string,
  { name, mediaType, bytes, sha256, role = 'image' }: RecordsPackageFile,
  index: number,
  isMain: boolean,
): EsslFile {
  const other = metaTypes[role] ?? 'meta'
  return {
    identifier: fileIdentifier(names, deliveryId, index),
    name,
    mediaType,
    metaType: isMain ? 'main' : other === 'main' ? 'enclosure' : other,
    bytes,
    sha256,
  }
}
