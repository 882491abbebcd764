import { printLabels, findRemoved, renderPdf, stripPicture, type PrintLocale } from '@glosa/records'
import { partTextOf, type BlobStore, type FrozenVersion } from '@glosa/domain/model'
import type { PublicCopies } from '../commands/publication/publicCopies.ts'

/** Prints public copies as the office prints its versions, without a seal, and looks through the files. */
export function createPublicCopies(
  blobs: Pick<BlobStore, 'get'>,
  { locale, publisher }: { readonly locale: PrintLocale; readonly publisher: string },
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
