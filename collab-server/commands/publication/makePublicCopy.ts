import {
  isRefused,
  leftOutWords,
  redactVersion,
  refused,
  removedWords,
  stillThere,
  type BlobStore,
  type PublicCopy,
  type PublicFile,
  type Refused,
} from '@glosa/domain/model'
import type { CopySource, PublicCopies } from './publicCopies.ts'

/** The printed copy and the attached files, checked. */
export interface MadeCopy {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly files: readonly PublicFile[]
  readonly isRedacted: boolean
}

/**
 * Redacts a copy of a version, prints it and looks for what was removed in everything that would be
 * published. The version itself is not touched.
 * @returns `redaction-incomplete` when removed words stand elsewhere in the copy, `redaction-leaks` when
 * they are in a finished file
 */
export async function makePublicCopy(
  { blobs, copies }: { readonly blobs: BlobStore; readonly copies: PublicCopies },
  { frozen, plan, title, recordNumber }: CopySource,
): Promise<MadeCopy | Refused> {
  const left = stillThere(frozen, plan, title)
  if (left.length > 0) return refused('redaction-incomplete', { count: left.length })
  const copy = redactVersion(frozen, plan, title, copies.words)
  const { pdf, pages } = await copies.print(copy, recordNumber)
  const secret = [...removedWords(frozen, plan), ...leftOutWords(frozen, plan)]
  if (copies.leaksIn(pdf, secret, { copy, recordNumber }).length > 0) return refused('redaction-leaks')
  const files: PublicFile[] = []
  const secretEverywhere = removedWords(frozen, plan, { exceptOnlyHere: true })
  for (const part of copy.parts) {
    if (part.form !== 'file') continue
    const bytes = await blobs.get(part.blob)
    if (!bytes) return refused('part-not-found')
    if (copies.leaksIn(bytes, secretEverywhere, null).length > 0) {
      return refused('redaction-leaks', { part: part.title || part.partId })
    }
    files.push({
      partId: part.partId,
      title: part.title,
      mediaType: part.mediaType,
      bytes: part.bytes,
      blob: part.blob,
    })
  }
  const isRedacted = secret.length > 0 || plan.hiddenTitles.length > 0
  return { pdf, pages, files, isRedacted }
}

/** Seals a copy where the office has a seal, and keeps its files, so that the event can name them. */
export async function keepPublicCopy(
  { blobs, copies }: { readonly blobs: BlobStore; readonly copies: PublicCopies },
  source: CopySource,
  { pdf, pages, files, isRedacted }: MadeCopy,
): Promise<PublicCopy | Refused> {
  const sealed = await copies.seal(pdf, source)
  if (isRefused(sealed)) return sealed
  const shown = sealed?.pdf ?? pdf
  const hash = await blobs.put(shown)
  const { version, lockedAt } = source.frozen
  const copy = { version, lockedAt, pdf: hash, bytes: shown.length, pages, isRedacted, files }
  return sealed ? { ...copy, seal: sealed.seal } : copy
}
