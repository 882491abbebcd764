import type { recordsRoutes } from '../../domain/contract/recordsRoutes.ts'
import type { sealRoutes } from '../../domain/contract/sealRoutes.ts'
import type { Ids, Samples } from './samples.ts'

const pdf = new Blob([Buffer.from('%PDF-1.7\n')])
const deliveryId = 'd'.repeat(64)
const hash = 'a'.repeat(64)

/** Requests of the records manager's desk that are right in every shape. */
export function recordsSamplesOf({ materialId }: Ids): Pick<Samples, keyof typeof recordsRoutes> {
  const nothing = { params: {}, query: {}, body: undefined }
  const ofTarget = { params: { target: 'folder' }, query: {}, body: undefined }
  const ofDelivery = { params: { materialId, deliveryId }, query: {}, body: undefined }
  return {
    listRecordsSystems: nothing,
    checkRecordsSystem: ofTarget,
    readCodeLists: ofTarget,
    refreshCodeLists: ofTarget,
    listExchanges: { ...ofTarget, query: { limit: 10 } },
    dryRunDelivery: { ...ofTarget, body: { materialId, version: 1 } },
    listDeliveries: { ...nothing, query: { show: 'open', target: 'folder', query: 'rozpočet', limit: 10, offset: 0 } },
    readDelivery: ofDelivery,
    downloadReceipt: ofDelivery,
    requeueDelivery: ofDelivery,
    hurryDelivery: ofDelivery,
    giveUpDelivery: { ...ofDelivery, body: { reason: 'Doručeno listinně' } },
    markDelivered: { ...ofDelivery, query: { recordNumber: 'KUPK 1/2026', reason: 'Doručeno ručně' }, body: pdf },
    readFixity: nothing,
    checkFixity: { ...nothing, body: { materialId } },
    explainFixity: { ...ofDelivery, body: { reason: 'Soubor přejmenován archivem' } },
  }
}

/** Requests about seals and formats that are right in every shape. */
export function sealSamplesOf({ materialId }: Ids): Pick<Samples, keyof typeof sealRoutes> {
  const ofMaterial = { params: { materialId }, query: {}, body: undefined }
  return {
    checkPrinting: ofMaterial,
    readSeal: { params: {}, query: {}, body: undefined },
    listSealable: { params: {}, query: { state: 'unsealed', limit: 10 }, body: undefined },
    orderSeals: { params: {}, query: {}, body: { versions: [{ materialId, version: 1 }] } },
    addSignedCopy: { params: { materialId, version: 1 }, query: { fileName: 'podepsano.pdf' }, body: pdf },
    downloadSignedCopy: { params: { materialId, version: 1, blob: hash }, query: {}, body: undefined },
    downloadHistory: ofMaterial,
    downloadComments: ofMaterial,
  }
}
