import {
  EvidenceMissing,
  findRemoved,
  printLabels,
  renderPdf,
  SealUnusable,
  stripPicture,
  TimestampFailed,
  type PrintLocale,
} from '@glosa/records'
import { partTextOf, refused, type BlobStore, type FrozenVersion } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { OfficeSeal } from '../officeSeal.ts'
import type { PublicCopies } from '../commands/publication/publicCopies.ts'

/** Prints public copies as the office prints its versions, seals them and looks through the files. */
export function createPublicCopies(
  blobs: Pick<BlobStore, 'get'>,
  {
    locale,
    publisher,
    officeSeal,
    log,
  }: {
    readonly locale: PrintLocale
    readonly publisher: string
    readonly officeSeal: Pick<OfficeSeal, 'isConfigured' | 'seal'>
    readonly log: Pick<Logger, 'warn'>
  },
): PublicCopies {
  const labels = printLabels[locale]
  const { removed, leftOut } = labels.publicCopy
  return {
    words: { removed, leftOut },
    async print(copy, recordNumber) {
      const picture = async (hash: Parameters<BlobStore['get']>[0]) => {
        const bytes = await blobs.get(hash)
        return bytes && stripPicture(bytes)
      }
      return renderPdf(copy, picture, { locale, recordNumber, publicCopy: { publisher } })
    },
    async seal(pdf, { frozen: { materialNumber, version } }) {
      if (!officeSeal.isConfigured) return null
      const reason = `${labels.publicCopy.note}: ${materialNumber}, ${labels.version.toLowerCase()} ${version}`
      try {
        const { pdf: sealed, level, certificate, isTrial, timestampedAt } = await officeSeal.seal(pdf, reason)
        return { pdf: sealed, seal: { level, certificate, isTrial, timestampedAt } }
      } catch (error) {
        const isAway = [SealUnusable, TimestampFailed, EvidenceMissing].some((kind) => error instanceof kind)
        if (!isAway) throw error
        log.warn({ err: error, materialNumber, version }, 'a public copy could not be sealed')
        return refused('seal-unavailable')
      }
    },
    leaksIn: (file, words, known) =>
      findRemoved(
        file,
        words,
        known ? [...wordsOf(known.copy), ...stringsIn(labels), known.recordNumber ?? '', publisher] : [],
      ),
  }
}

/** Every word of a copy: line after line, as it is printed, and each string of it. */
const wordsOf = (copy: FrozenVersion): readonly string[] => [
  ...copy.parts.flatMap((part) => (part.form === 'body' ? [partTextOf(part.doc)] : [])),
  ...stringsIn(copy),
]

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
