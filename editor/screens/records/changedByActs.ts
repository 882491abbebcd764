import type { ReadName } from '../../api/index.ts'

/** What an act on a delivery makes out of date. */
export const changedByActs: readonly ReadName[] = [
  'readMaterial',
  'readEvents',
  'listTasks',
  'readDelivery',
  'listDeliveries',
  'listRecordsSystems',
  'readFixity',
]
