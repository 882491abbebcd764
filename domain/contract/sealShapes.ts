import * as z from 'zod'
import { sealLevels, sealProblems, sealWarnings } from '../model/index.ts'
import { instant, materialId, personStamp, sha256 } from './atoms.ts'

const count = z.number().int().min(0)

export const sealCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string().describe('Hex'),
  fingerprint: z.string().describe('SHA-256 of the certificate, hex'),
  notBefore: instant,
  notAfter: instant,
})

export const versionSeal = z.object({
  pdf: sha256,
  original: sha256.describe('The PDF before the seal; the sealed one begins with its bytes'),
  recordNumber: z.string().nullable(),
  level: z.enum(sealLevels),
  certificate: sealCertificate,
  isTrial: z.boolean().describe('Sealed with a certificate for trying out: proves nothing'),
  timestampedAt: instant.nullable(),
  provenUntil: instant.optional().describe('End of the certificate of the timestamp over the whole file (B-LTA)'),
  renewal: z
    .object({ pdf: sha256, timestampedAt: instant, provenUntil: instant, timestamps: count })
    .optional()
    .describe('The newest renewal of that timestamp'),
})

export const pdfSignature = z.object({
  kind: z.enum(['signature', 'timestamp']),
  signer: sealCertificate,
  claimedAt: instant.nullable(),
  timestampedAt: instant.nullable(),
  name: z.string().nullable(),
  reason: z.string().nullable(),
  location: z.string().nullable(),
  isQualified: z.boolean(),
  isSeal: z.boolean(),
  coversWholeFile: z.boolean(),
  isTrusted: z.boolean().nullable(),
})

export const signedCopy = z.object({
  blob: sha256,
  fileName: z.string(),
  bytes: count,
  original: sha256,
  signatures: z.array(pdfSignature),
  by: personStamp,
  at: instant,
})

/** Fields of a version that tell of its seal. */
export const versionSealing = {
  seals: z.array(versionSeal).optional(),
  signedCopies: z.array(signedCopy).optional(),
  sealOrder: z
    .object({
      by: personStamp,
      at: instant,
      attempts: count,
      nextAttemptAt: instant,
      lastProblem: z.string().nullable().describe('In technical words'),
      problemCode: z.enum(sealProblems).optional().describe('Kind of that problem'),
    })
    .optional(),
}

/** How the office's seal stands. */
export const sealView = z.object({
  isConfigured: z.boolean(),
  mode: z.enum(['automatic', 'ordered']).describe('Whether every version is sealed, or when somebody asks for it'),
  level: z.enum(sealLevels).nullable(),
  source: z.enum(['pkcs12', 'pkcs11', 'trial']).nullable(),
  certificate: sealCertificate.nullable(),
  daysLeft: z.number().int().nullable().describe('Whole days until the certificate ends; negative after'),
  timestampAuthority: z.string().nullable().describe('Host name'),
  warnings: z.array(
    z.object({ code: z.enum(sealWarnings), detail: z.string().nullable().describe('In technical words') }),
  ),
  waiting: count.describe('Versions whose seal was asked for and is not made yet'),
})

/** A locked version in the list for sealing in bulk. */
export const sealableVersion = z.object({
  materialId,
  number: z.string(),
  title: z.string(),
  version: count,
  lockedAt: instant,
  state: z.enum(['unsealed', 'ordered', 'sealed']),
  recordNumber: z.string().nullable(),
  lastProblem: z.string().nullable().describe('In technical words'),
  problemCode: z.enum(sealProblems).nullable().describe('Kind of that problem'),
})

export const printFindingKinds = ['character', 'image'] as const
/** Something in a material that the printed version could not show, with its place. */
export const printFinding = z.object({
  kind: z.enum(printFindingKinds),
  partId: z.string().nullable().describe('Part it stands in; null in the title and in comments on the whole material'),
  partTitle: z.string().nullable(),
  in: z.enum(['title', 'part-title', 'text', 'comment', 'reply', 'settlement', 'name']),
  commentNumber: z.number().int().nullable(),
  /** The character itself, as U+XXXX, and its surroundings; for an image its alternative text. */
  character: z.string().nullable(),
  codePoint: z.string().nullable(),
  image: z.string().nullable().describe('SHA-256 of the picture'),
  reason: z.enum(['no-font', 'missing', 'unreadable', 'unknown-format']),
  before: z.string(),
  after: z.string(),
  line: count.describe('Line of the text, from 1; 0 outside texts'),
  count: z.number().int().min(1),
})

export type SealView = z.output<typeof sealView>
export type PrintFindingView = z.output<typeof printFinding>
export type SealableVersion = z.output<typeof sealableVersion>
