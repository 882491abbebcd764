import type { BlobStore, PackageManifestRef, RecordsPackage, RecordsPackageFile } from '@glosa/domain/model'
import { sha256Of } from '../versionHash.ts'
import { manifestName, readManifest } from './manifest.ts'

/**
 * Keeps every file of a package as a blob.
 * @returns what the delivery remembers: from the manifest the whole package is found again
 */
export async function storePackage(parcel: RecordsPackage, blobs: BlobStore): Promise<PackageManifestRef> {
  for (const file of parcel.files) await blobs.put(file.bytes)
  const pdf = parcel.files.find((file) => file.mediaType === 'application/pdf')
  const manifest = parcel.files.find((file) => file.name === manifestName)
  if (!pdf || !manifest) throw new RangeError('a package has a PDF and a manifest')
  return { pdf: pdf.sha256, manifest: manifest.sha256 }
}

/**
 * Loads a package as it was prepared, byte for byte.
 * @throws Error when a blob is missing
 */
export async function loadPackage(sent: PackageManifestRef, blobs: BlobStore): Promise<RecordsPackage> {
  const bytes = await blobs.get(sent.manifest)
  if (!bytes || sha256Of(bytes) !== sent.manifest) throw new Error(`the manifest ${sent.manifest} is missing`)
  const manifest = readManifest(bytes)
  const files: RecordsPackageFile[] = []
  for (const { name, mediaType, sha256, role } of manifest.files) {
    const content = await blobs.get(sha256)
    if (!content) throw new Error(`the file ${sha256} of a package is missing`)
    files.push({ name, mediaType, bytes: content, sha256, role })
  }
  files.push({ name: manifestName, mediaType: 'application/json', bytes, sha256: sent.manifest, role: 'manifest' })
  const { deliveryId, materialNumber, title, version } = manifest
  return { deliveryId, materialNumber, title, version, files }
}
