import type { BlobStore } from '@glosa/domain/model'
import { exportWords, renderExport, renderPdf } from '@glosa/records'
import type { ExportDesk } from '../commands/exports/exportDesk.ts'
import { createQueue } from './queue.ts'

/** Processes of exports that run at once: each may take a core and hundreds of megabytes. */
const mostAtOnce = 2
/** Whoever comes after so many is asked to come again: each holds the whole table in memory. */
const mostWaiting = 40

/** Makes files of exports, each in a process of its own, a few at a time in the order of asking. */
export function createExportDesk(
  setting: Pick<ExportDesk, 'locale' | 'officeName'> & { readonly blobs: BlobStore },
): ExportDesk {
  const { locale, officeName, blobs } = setting
  const inTurn = createQueue(mostAtOnce, mostWaiting)
  return {
    locale,
    officeName,
    nameOf: (what, language) => exportWords[language][what].sheetName,
    render: (job) => inTurn(() => renderExport(job)),
    print: (frozen, ownCopy, language, recordNumber) =>
      inTurn(async () => {
        const options = { locale: language, recordNumber, ownCopy }
        return (await renderPdf(frozen, (blob) => blobs.get(blob), options)).pdf
      }),
  }
}
