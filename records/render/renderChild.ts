/**
 * The renderer's own process: reads `job.json` in the folder given as argument, writes
 * `version.pdf` and `report.json` there. A process for each render, because the typesetter keeps
 * memory for ever and because only a process can be stopped.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFiles } from './fonts.ts'
import { imageExtensionOf } from './imageFormat.ts'
import { printLabels } from './labels.ts'
import { linkComments } from './linkComments.ts'
import { markPdfUa } from './markPdfUa.ts'
import { readPdfObjects } from './pdfObjects.ts'
import { printVersion } from './printVersion.ts'
import type { ProbeJob, ProbeReport, RenderJob, RenderReport } from './renderJob.ts'

const [, , folder] = process.argv
if (!folder) throw new RangeError('the folder of the job is missing')

const job: RenderJob | ProbeJob = JSON.parse(readFileSync(path.join(folder, 'job.json'), 'utf8'))
const workspace = path.join(folder, 'workspace')
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...fontFiles()] }] })
const inWorkspace = (name: string): string => path.join(workspace, name)

if ('probe' in job) {
  const shown = placeImages(folder, job.probe)
  const report: ProbeReport = { unreadable: job.probe.filter((hash) => !shown.has(hash)) }
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report))
} else print(folder, job)

function print(folder: string, job: RenderJob): void {
  const images = placeImages(folder, job.images)
  const { model, missing } = printVersion(job.frozen, job.options, images)
  compiler.mapShadow(inWorkspace('/data/model.json'), Buffer.from(JSON.stringify(model)))
  compiler.addSource(inWorkspace('main.typ'), readFileSync(new URL('./template.typ', import.meta.url), 'utf8'))
  const compiled = compiler.compile({ mainFilePath: inWorkspace('main.typ') })
  const document = compiled.result
  if (compiled.hasError() || !document) {
    const error = compiled.takeError()
    throw new Error(`typesetting failed: ${JSON.stringify(error?.shortDiagnostics ?? null).slice(0, 2000)}`)
  }
  const pdf = compiler.pdf(document, {
    // PDF/A-3 differs in one thing: it may carry files.
    pdfStandard: model.layer ? 'a-3a' : 'a-2a',
    creationTimestamp: Math.floor(job.frozen.lockedAt / 1000),
  })
  const labels = printLabels[job.options.locale]
  const file = readPdfObjects(pdf)
  markPdfUa(file)
  linkComments(file, (from, number) => `${from === 'text' ? labels.toComment : labels.toText} ${number}`)
  const report: RenderReport = { missing, pages: document.numOfPages }
  writeFileSync(path.join(folder, 'version.pdf'), file.write())
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report))
}

/** Lays the images out for the typesetter. @returns the path of each that it can decode, by its hash */
function placeImages(folder: string, hashes: readonly string[]): ReadonlyMap<string, string> {
  const images = new Map<string, string>()
  for (const hash of hashes) {
    const file = path.join(folder, hash)
    if (!existsSync(file)) continue
    const bytes = readFileSync(file)
    const extension = imageExtensionOf(bytes)
    if (!extension) continue
    const name = `/data/${hash}.${extension}`
    compiler.mapShadow(inWorkspace(name), bytes)
    if (isReadable(name)) images.set(hash, name)
  }

  return images
}

/** Whether the typesetter can decode the image: one broken picture must not block the archive. */
function isReadable(name: string): boolean {
  const probe = inWorkspace('probe.typ')
  compiler.addSource(
    probe,
    `#set document(date: datetime(year: 2000, month: 1, day: 1))\n#image(${JSON.stringify(name)}, alt: "x")`,
  )
  const probed = compiler.compile({ mainFilePath: probe })
  if (probed.hasError() || !probed.result) return false
  try {
    compiler.pdf(probed.result, { pdfStandard: 'a-2b', creationTimestamp: 0 })
    return true
  } catch (error) {
    process.stderr.write(`image ${name} cannot be embedded: ${String(error)}\n`)
    return false
  }
}
