import {
  addSignedCopy as decide,
  isRefused,
  mayAct,
  refused,
  sealedPdfOf,
  sentOf,
  stampOf,
  versionOf,
  type Actor,
  type Material,
  type MaterialId,
  type PdfSignature,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Reads the signatures of a PDF; given by `records`. */
export type ReadSignedCopy = (
  signed: Uint8Array,
  original: Uint8Array,
) => { readonly signatures: readonly PdfSignature[]; readonly isIntact: boolean; readonly isSameText: boolean }

export interface KeptCopy {
  readonly material: Material
  readonly blob: Sha256
  readonly signatures: readonly PdfSignature[]
}

/**
 * Keeps the PDF of a version after somebody signed it outside. It must begin with a PDF of this
 * version, byte for byte, its pages must be unchanged after that, and each new signature must hold.
 */
export async function addSignedCopy(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  number: number,
  copy: { readonly fileName: string; readonly bytes: Uint8Array },
  readSigned: ReadSignedCopy,
): Promise<KeptCopy | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'add-signed-copy', loaded.material)
  if (isRefused(allowed)) return allowed
  const { fileName, bytes } = copy
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') return refused('unsupported-media-type')
  const original = await originalOf(context, loaded.material, number, bytes)
  if (isRefused(original)) return original
  const { signatures, isIntact, isSameText } = readSigned(bytes, original.bytes)
  if (!signatures.some(({ kind }) => kind === 'signature')) return refused('signed-copy-unsigned')
  if (!isIntact) return refused('signature-broken')
  if (!isSameText) return refused('signed-copy-differs')
  const blob = await context.blobs.put(bytes)
  const kept = { blob, fileName, bytes: bytes.byteLength, original: original.hash, signatures }
  const done = await decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, number, kept),
  )
  return isRefused(done) ? done : { material: done.material, blob, signatures }
}

/** The longest PDF of the version that the upload begins with: sealed before unsealed. */
async function originalOf(
  context: CommandContext,
  material: Material,
  number: number,
  upload: Uint8Array,
): Promise<{ readonly hash: Sha256; readonly bytes: Uint8Array } | Refused> {
  const version = versionOf(material, number)
  if (isRefused(version)) return version
  const sent = material.deliveries.flatMap((delivery) => {
    const pdf = delivery.version === number ? sentOf(delivery)?.pdf : undefined
    return pdf ? [pdf] : []
  })
  const copies = new Set((version.signedCopies ?? []).map(({ blob }) => blob))
  const known = new Set([
    ...sent,
    ...(version.seals ?? []).flatMap((seal) => [seal.pdf, seal.original, sealedPdfOf(seal)]),
    ...copies,
  ])
  let longest: { hash: Sha256; bytes: Uint8Array } | null = null
  for (const hash of known) {
    const bytes = await context.blobs.get(hash)
    if (!bytes || bytes.length > upload.length || bytes.length <= (longest?.bytes.length ?? 0)) continue
    // The same copy once more is no copy of itself.
    if (bytes.length === upload.length && copies.has(hash)) continue
    if (Buffer.compare(upload.subarray(0, bytes.length), bytes) === 0) longest = { hash, bytes }
  }
  // Our own file, even under our own seal, was not signed by anybody outside.
  if (longest?.bytes.length === upload.length) return refused('signed-copy-unsigned')
  return longest ?? refused(known.size > 0 ? 'signed-copy-differs' : 'version-not-found')
}
