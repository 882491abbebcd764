import * as z from 'zod'
import { answerStates, exportLocales, letterFormats, tableFormats } from '../model/index.ts'
import * as a from './atoms.ts'
import { route } from './route.ts'

const ofMaterial = z.strictObject({ materialId: a.materialId })

const locale = z.enum(exportLocales).optional().describe('Language and layout; without one those of the office')
const round = z.coerce.number().int().min(1).max(10_000).optional().describe('Number of a round; without one all')

const counted = z.object({ all: a.count, essential: a.count })
const counts = {
  lodged: counted,
  editorial: a.count,
  late: a.count,
  verdicts: z.object({
    accepted: counted,
    'accepted-in-part': counted,
    'not-accepted': counted,
    explained: counted,
    noted: counted,
  }),
  unsettled: counted,
  disputes: a.count,
  openDisputes: a.count.describe('Neither decided nor withdrawn'),
}

/** The statistics of a review by body, of what the person may see. */
export const statisticsView = z.object({
  hash: a.sha256.describe('Hash of the settlement table that says the same'),
  asOf: a.instant.describe('When the last thing that is in it happened'),
  units: z.array(
    z.object({
      id: z.string().describe('Id of a unit, or of a person who was asked by name or has no unit'),
      name: z.string(),
      isMandatory: z.boolean(),
      ...counts,
      answer: z.enum(answerStates),
    }),
  ),
  total: z.object(counts),
})
export type StatisticsView = z.output<typeof statisticsView>

/** Settlement table, statistics, letters of units and prints: made from live data, for one person each. */
export const exportRoutes = {
  downloadTable: route('GET /api/v1/materials/{materialId}/settlement-table/{format}', {
    tag: 'comment',
    summary:
      'The settlement table as a file. The header Glosa-Table-Hash is the SHA-256 of its canonical JSON (format json)',
    params: z.strictObject({
      materialId: a.materialId,
      format: z.enum([...tableFormats, 'json']),
    }),
    query: z.strictObject({ locale, round }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted'],
  }),
  readStatistics: route('GET /api/v1/materials/{materialId}/statistics', {
    tag: 'comment',
    summary: 'Comments, settlements, disputes and answers counted by reviewing body',
    params: ofMaterial,
    query: z.strictObject({ round }),
    answer: statisticsView,
    refusals: ['not-found', 'not-permitted'],
  }),
  downloadLetter: route('GET /api/v1/materials/{materialId}/rounds/{roundId}/units/{unitId}/letter/{format}', {
    tag: 'comment',
    summary: 'The set of a unit as a letter; before it is sent only for people of the unit',
    params: z.strictObject({
      materialId: a.materialId,
      roundId: a.roundId,
      unitId: a.unitId,
      format: z.enum(letterFormats),
    }),
    query: z.strictObject({ locale }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'round-not-found'],
  }),
  downloadPrint: route('GET /api/v1/materials/{materialId}/print', {
    tag: 'material',
    summary: 'The texts as they stand now with the numbered comments that the person may see, as PDF',
    params: ofMaterial,
    query: z.strictObject({ locale, comments: z.enum(['with', 'without']).optional() }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'version-not-found'],
  }),
} as const
