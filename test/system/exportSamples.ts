import type { exportRoutes } from '../../domain/contract/exportRoutes.ts'
import type { RoundId, UnitId } from '@glosa/domain/model'
import type { Ids, Samples } from './samples.ts'

/** Requests for exports that are right in every shape. */
export function exportSamplesOf({ materialId }: Ids): Pick<Samples, keyof typeof exportRoutes> {
  const roundId = 'r'.repeat(20) as RoundId
  const unitId = 'demo:unit' as UnitId
  return {
    downloadTable: { params: { materialId, format: 'json' }, query: { locale: 'sk', round: 1 }, body: undefined },
    readStatistics: { params: { materialId }, query: { round: 1 }, body: undefined },
    downloadLetter: {
      params: { materialId, roundId, unitId, format: 'docx' },
      query: { locale: 'pl' },
      body: undefined,
    },
    downloadPrint: { params: { materialId }, query: { locale: 'en', comments: 'without' }, body: undefined },
  }
}
