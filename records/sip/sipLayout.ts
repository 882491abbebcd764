import type { RecordsDispatch, RecordsFileRole, RecordsPackageFile } from '@glosa/domain/model'
import { safeFileName } from '../package/fileName.ts'
import { sha256Of } from '../versionHash.ts'

/** A file of the archive package, at its place in the folder structure (CSIPSTR). */
export interface SipFile {
  /** Path within the package. */
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** One form in which the version is kept: the printed one, or what it was made from. */
export interface Representation {
  readonly id: string
  readonly label: string
  readonly files: readonly SipFile[]
}

export interface SipLayout {
  /** Name of the package, of its folder, and its OBJID. */
  readonly id: string
  readonly representations: readonly Representation[]
  /** Metadata that is neither descriptive nor about preservation: comments, history, manifest. */
  readonly other: readonly SipFile[]
}

const printed: readonly (RecordsFileRole | undefined)[] = ['rendition', 'signature', 'evidence']
const original: readonly (RecordsFileRole | undefined)[] = ['version', 'attachment', 'image']

/** The name of the package: the same delivery always has the same. */
const sipIdOf = ({
  materialNumber,
  version,
  deliveryId,
}: Pick<RecordsDispatch, 'materialNumber' | 'version' | 'deliveryId'>): string =>
  `${safeFileName(materialNumber)}-v${version}-${deliveryId.slice(0, 16)}`

/** Puts every file of a package at its place; none is left out. */
export function sipLayoutOf(parcel: RecordsDispatch): SipLayout {
  const ofRoles = (roles: readonly (RecordsFileRole | undefined)[]) =>
    parcel.files.filter(({ role }) => roles.includes(role))
  const rest = parcel.files.filter(({ role }) => !printed.includes(role) && !original.includes(role))
  const representation = (id: string, label: string, files: readonly RecordsPackageFile[]): Representation => ({
    id,
    label,
    files: files.map((file) => at(`representations/${id}/data/${file.name}`, file)),
  })
  return {
    id: sipIdOf(parcel),
    representations: [
      representation('rep1', 'PDF/A', ofRoles(printed)),
      representation('rep2', 'Source', ofRoles(original)),
    ].filter(({ files }) => files.length > 0),
    other: rest.map((file) => at(`metadata/other/${file.name}`, file)),
  }
}

const at = (path: string, { mediaType, bytes, sha256 }: RecordsPackageFile): SipFile => ({
  path,
  mediaType: plainType(mediaType),
  bytes,
  sha256,
})

/** A metadata file made for the package itself. */
export const madeFile = (path: string, mediaType: string, bytes: Uint8Array): SipFile => ({
  path,
  mediaType,
  bytes,
  sha256: sha256Of(bytes),
})

/** The media type as IANA lists it, without parameters. */
const plainType = (mediaType: string): string => (mediaType.split(';')[0] ?? mediaType).trim()
