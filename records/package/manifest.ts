import {
  canonicalJson,
  type DeliveryId,
  type RecordsFileRole,
  type RecordsPackageFile,
  type Sha256,
} from '@glosa/domain/model'

/** The table of contents of a package: what is in it, by content. */
export interface PackageManifest {
  readonly format: 'glosa-package'
  readonly formatNumber: 1
  readonly deliveryId: DeliveryId
  readonly materialId: string
  readonly materialNumber: string
  readonly title: string
  readonly version: number
  /** SHA-256 of `glosa-version.json`: the hash under which the version was locked. */
  readonly versionHash: Sha256
  /** Milliseconds since 1970 and the same moment as ISO 8601. */
  readonly lockedAt: number
  readonly lockedAtIso: string
  readonly files: readonly ManifestFile[]
}

export interface ManifestFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: Sha256
  readonly role: FileRole
}

/** What a file of a package is to its version; the manifest does not list itself. */
export type FileRole = Exclude<RecordsFileRole, 'manifest'>

export const manifestName = 'manifest.json'

export const manifestBytesOf = (manifest: PackageManifest): Uint8Array => Buffer.from(canonicalJson(manifest), 'utf8')

/**
 * Reads a manifest that `manifestBytesOf` wrote; its hash was checked before.
 * @throws RangeError when it is of another format
 */
export function readManifest(bytes: Uint8Array): PackageManifest {
  const manifest: PackageManifest = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (manifest.format !== 'glosa-package' || manifest.formatNumber !== 1) {
    throw new RangeError('this is not a package manifest of a known format')
  }
  return manifest
}

export const describeFile = ({ name, mediaType, bytes, sha256 }: RecordsPackageFile, role: FileRole): ManifestFile => ({
  name,
  mediaType,
  bytes: bytes.length,
  sha256,
  role,
})
