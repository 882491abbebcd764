/**
 * An export's own process: reads `job.json` in the folder given as argument and writes `export` there.
 * A table of a thousand comments must not stop those who type.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ExportJob } from '@glosa/domain/model'
import { letterSheet } from './letterSheet.ts'
import { minutesSheet } from './minutesSheet.ts'
import type { Wording } from './rowWords.ts'
import type { Sheet } from './sheet.ts'
import { tableGrid } from './tableGrid.ts'
import { tableSheet } from './tableSheet.ts'
import { exportWords } from './words/index.ts'
import { writeCsv } from './writeCsv.ts'
import { writeDocx } from './writeDocx.ts'
import { writeXlsx } from './writeXlsx.ts'

const [, , folder] = process.argv
if (!folder) throw new RangeError('the folder of the job is missing')

const job: ExportJob = JSON.parse(readFileSync(path.join(folder, 'job.json'), 'utf8'))
const wording: Wording = { words: exportWords[job.locale], locale: job.locale }
writeFileSync(path.join(folder, 'export'), await write(folder, job))

async function write(folder: string, job: ExportJob): Promise<Uint8Array> {
  if (job.what === 'letter') return writeSheet(letterSheet(job.letter, wording), job.format, folder)
  if (job.what === 'minutes') return writeSheet(minutesSheet(job.minutes, wording), job.format, folder)
  const { table, hash, format } = job
  switch (format) {
    case 'csv':
      return writeCsv(tableGrid(table, wording), wording)
    case 'xlsx':
      return writeXlsx(table, hash, wording)
    case 'docx':
    case 'pdf':
      return writeSheet(tableSheet(table, hash, wording), format, folder)
  }
}

async function writeSheet(sheet: Sheet, format: 'docx' | 'pdf', folder: string): Promise<Uint8Array> {
  if (format === 'docx') return writeDocx(sheet)
  // The typesetter and its fonts are loaded only where they are needed.
  const { writePdf } = await import('./writePdf.ts')
  const workspace = path.join(folder, 'workspace')
  mkdirSync(workspace)
  return writePdf(sheet, wording, workspace)
}
