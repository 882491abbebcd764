import * as z from 'zod'
import { deliveryProblems, deliveryStates, dryRunProblemCodes } from '../model/index.ts'
import { sealCertificate } from './sealShapes.ts'
import * as s from './shapes.ts'

const at = s.instant
const count = z.number().int().nonnegative()

/** Name of a records system as configured. */
export const targetName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** One delivery in lists of the records manager. */
export const deliveryLine = z.object({
  deliveryId: s.deliveryId,
  materialId: s.materialId,
  materialNumber: z.string(),
  title: z.string(),
  version: count,
  target: z.string(),
  state: z.enum(deliveryStates),
  isDeposited: z.boolean().describe('Surely handed over, only the receipt is outstanding'),
  isDeadLetter: z.boolean().describe('Waits for the decision of a records manager'),
  lockedAt: at,
  attempts: count,
  nextAttemptAt: at.nullable(),
  problem: z.string().nullable().describe('What went wrong last, in technical words'),
  problemCode: z.enum(deliveryProblems).nullable().describe('Kind of that problem'),
  recordNumber: z.string().nullable(),
  referenceNumber: z.string().nullable().describe('Číslo jednací, znak sprawy'),
  fileNumber: z.string().nullable().describe('Spisová značka'),
  registeredAt: at.nullable(),
  isVerified: z.boolean().describe('The bytes were read back from the records system and had the right hashes'),
  hasFinding: z.boolean().describe('The periodic check found other bytes than those delivered'),
  heldUpBy: s.deliveryId.nullable().describe('An earlier delivery that this one has to wait for'),
  awaitsSeal: z.boolean().describe('Nothing is prepared before somebody has the version sealed'),
})

/** One message to a records system and what came back. */
export const exchange = z.object({
  exchangeId: z.string(),
  at,
  deliveryId: s.deliveryId.nullable(),
  operation: z.string(),
  endpoint: z.string(),
  requestSha256: s.sha256,
  requestBytes: count,
  answer: z
    .object({
      status: z.number().int().nullable(),
      responseSha256: s.sha256.nullable(),
      responseBytes: count.nullable(),
      certificate: z.string().nullable(),
      tookMs: z.number().nonnegative(),
      problem: z.string().nullable(),
    })
    .nullable()
    .describe('Null when the process ended before an answer came'),
})

export const recordsHealth = z.object({
  at,
  isUsable: z.boolean(),
  code: z.enum(deliveryProblems).optional().describe('Kind of the problem'),
  problem: z.string().nullable(),
  clockSkewMs: z.number().nullable().describe('How far its clock is from ours'),
})

/** A records system as configured, and how its queue stands. */
export const recordsSystemView = z.object({
  target: z.string(),
  kind: z.enum(['folder', 'essl', 'sip', 'cmis', 'ezd']),
  label: z.string().describe('Name for people'),
  endpoint: z.string().nullable().describe('Address or folder, without secrets'),
  order: z.enum(['strict', 'each-material']),
  after: z.string().nullable().describe('The records system that has to be finished first'),
  isConfigured: z.boolean().describe('False for one that only old deliveries still name'),
  givesNumberFirst: z.boolean(),
  canCheck: z.boolean(),
  canReadBack: z.boolean(),
  hasCodeLists: z.boolean(),
  canDryRun: z.boolean(),
  waiting: count,
  uncertain: count,
  deposited: count,
  deadLetters: count,
  heldUpBy: deliveryLine.nullable().describe('The first delivery that keeps the queue from going on'),
  health: recordsHealth.nullable(),
  codeListsReadAt: at.nullable(),
  certificate: sealCertificate
    .extend({ daysLeft: z.number().int().describe('Negative after its end') })
    .nullable()
    .describe('The own certificate of the connection (mutual TLS)'),
})

export const codeListsView = z.object({
  readAt: at.nullable().describe('Null when they were never read'),
  lists: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      changedAt: at.nullable(),
      items: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          description: z.string().nullable(),
          isValid: z.boolean(),
          validFrom: z.string().nullable(),
          validTo: z.string().nullable(),
        }),
      ),
    }),
  ),
})

const fixityFile = z.object({ name: z.string(), expected: s.sha256, found: s.sha256.nullable() })
const fixityPlace = z.enum(['records-system', 'storage'])

export const deliveryView = z.object({
  line: deliveryLine,
  delivery: s.delivery,
  receiptText: z.string().nullable().describe('The receipt as text, shortened, when it is text'),
  files: z.array(
    z.object({ name: z.string(), mediaType: z.string(), bytes: count, sha256: s.sha256, role: z.string() }),
  ),
  exchanges: z.array(exchange),
  lastCheckedAt: at.nullable().describe('When the delivered bytes were last looked at'),
})

export const dryRunView = z.object({
  files: z.array(
    z.object({ name: z.string(), mediaType: z.string(), bytes: count, sha256: s.sha256, role: z.string() }),
  ),
  messages: z.array(z.object({ name: z.string(), bytes: count, text: z.string() })),
  problems: z
    .array(z.object({ code: z.enum(dryRunProblemCodes), problem: z.string().describe('In technical words') }))
    .describe('Empty when nothing is wrong with it'),
})

export const fixityView = z.object({
  findings: z.array(z.object({ line: deliveryLine, since: at, place: fixityPlace, files: z.array(fixityFile) })),
  runs: z.array(
    z.object({
      startedAt: at,
      endedAt: at,
      checked: count,
      unreachable: count,
      findings: count,
    }),
  ),
  delivered: count,
  neverChecked: count,
})

export type DeliveryLine = z.output<typeof deliveryLine>
export type RecordsSystemView = z.output<typeof recordsSystemView>
export type DeliveryView = z.output<typeof deliveryView>
export type CodeListsView = z.output<typeof codeListsView>
export type DryRunView = z.output<typeof dryRunView>
export type FixityView = z.output<typeof fixityView>
export type ExchangeView = z.output<typeof exchange>
