import type { publicationRoutes } from '../../domain/contract/publicationRoutes.ts'
import type { Ids, Samples } from './samples.ts'

/** Requests about publishing that are right in every shape. */
export function publicationSamplesOf({ materialId, partId }: Ids): Pick<Samples, keyof typeof publicationRoutes> {
  const ofMaterial = { params: { materialId }, query: {}, body: undefined }
  const plan = {
    title: 'Pojmenování ulice',
    fields: ['lead-unit' as const, 'meeting' as const],
    resolutionText: 'Rada schvaluje.',
    relevantUntil: 1_800_000_000_000,
    copy: {
      version: 1,
      redactions: [{ partId, start: 0, end: 5, onlyHere: true as const }],
      hiddenTitles: [],
      leftOut: [],
      attached: [],
    },
  }
  return {
    readPublication: ofMaterial,
    planPublication: { ...ofMaterial, body: plan },
    previewPublicCopy: { ...ofMaterial, body: plan },
    publishMaterial: { ...ofMaterial, body: { ...plan, copy: null } },
    withdrawPublication: { ...ofMaterial, body: { reason: 'Omylem zveřejněno' } },
  }
}
