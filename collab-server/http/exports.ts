import { isRefused, printedMinutesOf } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { ExportDesk } from '../commands/exports/exportDesk.ts'
import { readPrint } from '../commands/exports/readPrint.ts'
import { readTable } from '../commands/exports/readTable.ts'
import { readUnitLetter } from '../commands/exports/unitLetter.ts'
import { meetingForMinutes } from '../commands/meetings/minutes.ts'
import { readable } from './materials.ts'
import type { Serve } from './serveRoute.ts'

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv',
  json: 'application/json',
} as const

/** Settlement tables, statistics, letters, records of meetings and prints: what the asking person may see, as files. */
export function serveExports(serve: Serve, context: CommandContext, desk: ExportDesk): void {
  serve('downloadTable', async ({ ctx, actor, params, query }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const { format } = params
    const locale = query.locale ?? desk.locale
    const { table, json, hash } = await readTable(context, actor, material, query.round ?? null)
    ctx.set('Glosa-Table-Hash', hash)
    const bytes =
      format === 'json' ? Buffer.from(json, 'utf8') : await desk.render({ what: 'table', table, hash, format, locale })
    if (isRefused(bytes)) return bytes
    const fileName = `${material.number} ${desk.nameOf('table', locale)}.${format}`
    return { bytes, mediaType: mediaTypes[format], fileName }
  })
  serve('readStatistics', async ({ actor, params, query }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const { table, hash } = await readTable(context, actor, material, query.round ?? null)
    const { asOf, units, total } = table
    return { hash, asOf, units: units.map((unit) => ({ ...unit })), total }
  })
  serve('downloadLetter', async ({ actor, params, query }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const { roundId, unitId, format } = params
    const { officeName } = desk
    const letter = await readUnitLetter(context, actor, material, { roundId, unitId, officeName })
    if (isRefused(letter)) return letter
    const locale = query.locale ?? desk.locale
    const bytes = await desk.render({ what: 'letter', letter, format, locale })
    if (isRefused(bytes)) return bytes
    const fileName = `${material.number} ${desk.nameOf('letter', locale)} ${letter.unitName}.${format}`
    return { bytes, mediaType: mediaTypes[format], fileName }
  })
  serve('downloadMinutes', async ({ actor, params, query }) => {
    const meeting = await meetingForMinutes(context, actor, params.meetingId)
    if (isRefused(meeting)) return meeting
    const { format } = params
    const locale = query.locale ?? desk.locale
    const minutes = printedMinutesOf(meeting, desk.officeName)
    const bytes = await desk.render({ what: 'minutes', minutes, format, locale })
    if (isRefused(bytes)) return bytes
    return {
      bytes,
      mediaType: mediaTypes[format],
      fileName: `${meeting.title} ${desk.nameOf('minutes', locale)}.${format}`,
    }
  })
  serve('downloadPrint', async ({ actor, params, query }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const frozen = await readPrint(context, actor, material, query.comments !== 'without')
    if (isRefused(frozen)) return frozen
    const locale = query.locale ?? desk.locale
    const state = material.state === 'locked' ? 'locked' : 'working'
    const bytes = await desk.print(frozen, state, locale, material.documentReference)
    if (isRefused(bytes)) return bytes
    const fileName = `${material.number} ${desk.nameOf('print', locale)}.pdf`
    return { bytes, mediaType: mediaTypes.pdf, fileName, inline: true as const }
  })
}
