import type { RecordsDispatch } from '@glosa/domain/model'
import { storedZip } from '../formats/storedZip.ts'
import { dublinCore } from './describeRecord.ts'
import { packageMets, representationMets, type Submission } from './mets.ts'
import { premis } from './premis.ts'
import { madeFile, sipLayoutOf, type SipFile } from './sipLayout.ts'

/** An archive package ready to be deposited. */
export interface BuiltSip {
  /** Name without ending; also the folder inside. */
  readonly id: string
  readonly bytes: Uint8Array
  readonly files: readonly SipFile[]
}

/** Builds an E-ARK SIP 2.2.0 as a ZIP. All times are that of the lock: the same version gives the same bytes. */
export function buildSip(parcel: RecordsDispatch, submission: Submission): BuiltSip {
  const { record } = parcel
  const layout = sipLayoutOf(parcel)
  const content = [...layout.representations.flatMap(({ files }) => files), ...layout.other]
  const { name, version } = submission.software
  const metadata = {
    descriptive: madeFile('metadata/descriptive/dc.xml', 'text/xml', dublinCore(record)),
    preservation: madeFile(
      'metadata/preservation/premis.xml',
      'text/xml',
      premis(record, content, `${name} ${version}`),
    ),
  }
  const representations = layout.representations.map((representation) => ({
    representation,
    mets: madeFile(
      `representations/${representation.id}/METS.xml`,
      'text/xml',
      representationMets(record, representation, submission),
    ),
  }))
  const root = madeFile('METS.xml', 'text/xml', packageMets(record, layout, metadata, representations, submission))
  const files = [
    root,
    metadata.descriptive,
    metadata.preservation,
    ...representations.map(({ mets }) => mets),
    ...content,
  ]
  const bytes = storedZip(files.map(({ path, bytes: inside }) => ({ name: `${layout.id}/${path}`, bytes: inside })))
  return { id: layout.id, bytes, files }
}
