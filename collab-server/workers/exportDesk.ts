import type { BlobStore } from '@glosa/domain/model'
import { exportWords, renderExport, renderPdf } from '@glosa/records'
import type { ExportDesk } from '../commands/exports/exportDesk.ts'

/** Processes of exports that run at once: each may take a core and hundreds of megabytes. */
const mostAtOnce = 2

/** Makes files of exports, each in a process of its own, a few at a time in the order of asking. */
export function createExportDesk(
  setting: Pick<ExportDesk, 'locale' | 'officeName'> & { readonly blobs: BlobStore },
): ExportDesk {
  const { locale, officeName, blobs } = setting
  const inTurn = turns(mostAtOnce)
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

/** Lets so many tasks run at once; the rest wait in line. */
function turns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      // Whoever waited longest takes the place over.
      if (next) next()
      else running -= 1
    }
  }
}
