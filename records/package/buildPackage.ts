import {
  canonicalJson,
  type DeliveryId,
  type FrozenVersion,
  type RecordsPackage,
  type RecordsPackageFile,
  type Sha256,
} from '@glosa/domain/model'
import { imageExtensionOf } from '../render/imageFormat.ts'
import { imagesOf } from '../render/imagesOf.ts'
import { sha256Of, versionBytesOf, versionHashOf } from '../versionHash.ts'
import { safeFileName } from './fileName.ts'
import { describeFile, manifestBytesOf, manifestName, type FileRole, type PackageManifest } from './manifest.ts'
import { webAnnotationsOf } from './webAnnotations.ts'

/**
 * Puts together what leaves for the records system: the PDF/A, the version as canonical JSON, its
 * comments as Web Annotations, attached files, images, and the manifest, which is the last file.
 * The same input gives the same bytes.
 * @param asset the bytes of attached files and images by their hash
 * @param extras files that the office wants beside the usual ones, made from these
 * @throws RangeError when the bytes of an attached file are missing: a delivery must never be
 * short of a part
 */
export async function buildPackage(
  frozen: FrozenVersion,
  pdf: Uint8Array,
  deliveryId: DeliveryId,
  asset: (blob: Sha256) => Promise<Uint8Array | null>,
  extras?: PackageExtras,
): Promise<RecordsPackage> {
  const files: { readonly file: RecordsPackageFile; readonly role: FileRole }[] = []
  const add = (role: FileRole, name: string, mediaType: string, bytes: Uint8Array): void => {
    files.push({ role, file: { name, mediaType, bytes, sha256: sha256Of(bytes), role } })
  }
  add('rendition', pdfNameOf(frozen), 'application/pdf', pdf)
  add('version', 'glosa-version.json', 'application/json', versionBytesOf(frozen))
  add('comments', 'comments.jsonld', annotationType, Buffer.from(canonicalJson(webAnnotationsOf(frozen)), 'utf8'))
  for (const [index, part] of frozen.parts.entries()) {
    if (part.form !== 'file') continue
    const bytes = await asset(part.blob)
    if (!bytes) throw new RangeError(`the attached file ${part.blob} is missing`)
    const number = String(index + 1).padStart(2, '0')
    add('attachment', `attachment-${number}-${safeFileName(part.fileName)}`, part.mediaType, bytes)
  }
  for (const blob of imagesOf(frozen)) {
    // The PDF says so where an image is missing.
    const bytes = await asset(blob)
    const extension = bytes && imageExtensionOf(bytes)
    if (extension)
      add('image', `image-${blob}.${extension}`, `image/${extension === 'jpg' ? 'jpeg' : extension}`, bytes)
  }
  for (const extra of (await extras?.(files.map(({ file }) => file))) ?? []) {
    add(extra.role, extra.name, extra.mediaType, extra.bytes)
  }
  const manifest: PackageManifest = {
    format: 'glosa-package',
    formatNumber: 1,
    deliveryId,
    materialId: frozen.materialId,
    materialNumber: frozen.materialNumber,
    title: frozen.title,
    version: frozen.version,
    versionHash: versionHashOf(frozen),
    lockedAt: frozen.lockedAt,
    lockedAtIso: new Date(frozen.lockedAt).toISOString(),
    files: files.map(({ file, role }) => describeFile(file, role)),
  }
  const bytes = manifestBytesOf(manifest)
  return {
    deliveryId,
    materialNumber: frozen.materialNumber,
    title: frozen.title,
    version: frozen.version,
    files: [
      ...files.map(({ file }) => file),
      { name: manifestName, mediaType: 'application/json', bytes, sha256: sha256Of(bytes), role: 'manifest' },
    ],
  }
}

/** Makes the files that join the usual ones (history, evidence, …). */
export type PackageExtras = (
  files: readonly RecordsPackageFile[],
) => Promise<
  readonly { readonly role: FileRole; readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[]
>

const annotationType = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'

/** The file name of the printed version, e.g. "MAT-2026-0412-v1.pdf". */
export const pdfNameOf = ({ materialNumber, version }: FrozenVersion): string =>
  `${safeFileName(materialNumber)}-v${version}.pdf`
