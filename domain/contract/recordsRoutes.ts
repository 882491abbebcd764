import * as z from 'zod'
import { deliveryStates } from '../model/index.ts'
import * as r from './recordsShapes.ts'
import { route } from './route.ts'
import * as s from './shapes.ts'

const ofTarget = z.strictObject({ target: r.targetName })
const ofDelivery = z.strictObject({ materialId: s.materialId, deliveryId: s.deliveryId })
const done = z.object({ sequence: z.number().int().describe('Sequence number of the material after the command') })
const reason = z.string().trim().min(1).max(2_000)
const inDelivery = ['not-found', 'not-permitted', 'conflict', 'delivery-not-found'] as const
const number = z.string().trim().min(1).max(100)

/** Routes of the records manager's desk. */
export const recordsRoutes = {
  listRecordsSystems: route('GET /api/v1/records/systems', {
    tag: 'delivery',
    summary: 'The records systems and how their queues stand',
    answer: z.object({ systems: z.array(r.recordsSystemView) }),
    refusals: ['not-permitted'],
  }),
  checkRecordsSystem: route('POST /api/v1/records/systems/{target}/check', {
    tag: 'delivery',
    summary: 'Ask a records system whether it can be worked with, and how its clock goes',
    params: ofTarget,
    answer: r.recordsHealth,
    refusals: ['not-permitted', 'records-system-unknown', 'records-system-unavailable'],
  }),
  readCodeLists: route('GET /api/v1/records/systems/{target}/code-lists', {
    tag: 'delivery',
    summary: 'Code lists (file plan, retention, …) as they were last read',
    params: ofTarget,
    answer: r.codeListsView,
    refusals: ['not-permitted', 'records-system-unknown'],
  }),
  refreshCodeLists: route('POST /api/v1/records/systems/{target}/code-lists', {
    tag: 'delivery',
    summary: 'Read the code lists again now',
    params: ofTarget,
    answer: r.codeListsView,
    refusals: ['not-permitted', 'records-system-unknown', 'records-system-unavailable'],
  }),
  listExchanges: route('GET /api/v1/records/systems/{target}/exchanges', {
    tag: 'delivery',
    summary: 'The newest messages to a records system and its answers, newest first',
    params: ofTarget,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({ exchanges: z.array(r.exchange) }),
    refusals: ['not-permitted', 'records-system-unknown'],
  }),
  dryRunDelivery: route('POST /api/v1/records/systems/{target}/dry-run', {
    tag: 'delivery',
    summary: 'Build what would be sent of a version, and check it, without sending',
    params: ofTarget,
    body: z.strictObject({ materialId: s.materialId, version: z.number().int().min(1) }),
    answer: r.dryRunView,
    refusals: ['not-found', 'not-permitted', 'version-not-found', 'records-system-unknown'],
  }),
  listDeliveries: route('GET /api/v1/records/deliveries', {
    tag: 'delivery',
    summary: 'Deliveries of the office: the queues in their order, or what was delivered, newest first',
    query: z.strictObject({
      show: z.enum(['open', 'dead-letters', 'delivered']).default('open'),
      target: r.targetName.optional(),
      state: z.enum(deliveryStates).optional(),
      query: z.string().max(200).optional().describe('Words of number, title or record number'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
    }),
    answer: z.object({ deliveries: z.array(r.deliveryLine), total: z.number().int() }),
    refusals: ['not-permitted'],
  }),
  readDelivery: route('GET /api/v1/materials/{materialId}/deliveries/{deliveryId}', {
    tag: 'delivery',
    summary: 'One delivery with its receipt, its files and the messages exchanged',
    params: ofDelivery,
    answer: r.deliveryView,
    refusals: ['not-found', 'not-permitted', 'delivery-not-found'],
  }),
  downloadReceipt: route('GET /api/v1/materials/{materialId}/deliveries/{deliveryId}/receipt', {
    tag: 'delivery',
    summary: 'The receipt exactly as it came',
    params: ofDelivery,
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'delivery-not-found'],
  }),
  requeueDelivery: route('POST /api/v1/materials/{materialId}/deliveries/{deliveryId}/requeue', {
    tag: 'delivery',
    summary: 'Send a refused, given up or surely lost delivery again',
    params: ofDelivery,
    answer: done,
    refusals: [...inDelivery, 'delivery-not-rejected'],
  }),
  hurryDelivery: route('POST /api/v1/materials/{materialId}/deliveries/{deliveryId}/hurry', {
    tag: 'delivery',
    summary: 'Try, or ask what became of it, now and not at the next attempt',
    params: ofDelivery,
    answer: done,
    refusals: [...inDelivery, 'delivery-not-open'],
  }),
  giveUpDelivery: route('POST /api/v1/materials/{materialId}/deliveries/{deliveryId}/give-up', {
    tag: 'delivery',
    summary: 'Decide that the version will not go there',
    params: ofDelivery,
    body: z.strictObject({ reason }),
    answer: done,
    refusals: [...inDelivery, 'delivery-not-open', 'reason-required'],
  }),
  markDelivered: route('POST /api/v1/materials/{materialId}/deliveries/{deliveryId}/mark-delivered', {
    tag: 'delivery',
    summary: 'Write down that the version came there by other means; the body is the receipt',
    params: ofDelivery,
    query: z.strictObject({
      recordNumber: number,
      referenceNumber: number.optional(),
      fileNumber: number.optional(),
      reason,
    }),
    body: 'bytes',
    answer: done,
    refusals: [...inDelivery, 'delivery-not-open', 'reason-required'],
  }),
  readFixity: route('GET /api/v1/records/fixity', {
    tag: 'delivery',
    summary: 'What the periodic look at delivered versions found',
    answer: r.fixityView,
    refusals: ['not-permitted'],
  }),
  checkFixity: route('POST /api/v1/records/fixity', {
    tag: 'delivery',
    summary: 'Look at delivered versions now: all that are due, or those of one material',
    body: z.strictObject({ materialId: s.materialId.optional() }),
    answer: r.fixityView,
    refusals: ['not-permitted', 'not-found'],
  }),
  explainFixity: route('POST /api/v1/materials/{materialId}/deliveries/{deliveryId}/explain-fixity', {
    tag: 'delivery',
    summary: 'Say why the records system rightly has other bytes; from now on they are expected',
    params: ofDelivery,
    body: z.strictObject({ reason }),
    answer: done,
    refusals: [...inDelivery, 'delivery-bytes-missing', 'reason-required'],
  }),
} as const
