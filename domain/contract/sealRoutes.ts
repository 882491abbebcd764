import * as z from 'zod'
import { instant, materialId, sha256 } from './atoms.ts'
import { route } from './route.ts'
import * as v from './sealShapes.ts'

const number = z.coerce.number().int().min(0).max(1_000_000_000)
const ofMaterial = z.strictObject({ materialId })
const ofVersion = z.strictObject({ materialId, version: number })
const inMaterial = ['not-found', 'not-permitted'] as const

/** Routes of printing, seals, signatures and the formats beside the PDF. */
export const sealRoutes = {
  checkPrinting: route('GET /api/v1/materials/{materialId}/print-check', {
    tag: 'version',
    summary: 'Characters and pictures that the printed version could not show, with their places: asked before a lock',
    params: ofMaterial,
    answer: z.object({ findings: z.array(v.printFinding), total: z.number().int() }),
    refusals: [...inMaterial, 'schema-too-old', 'text-too-deep'],
  }),
  readSeal: route('GET /api/v1/seal', {
    tag: 'version',
    summary: 'The electronic seal of the office: certificate, level, warnings',
    answer: v.sealView,
    refusals: ['not-permitted'],
  }),
  listSealable: route('GET /api/v1/seal/versions', {
    tag: 'version',
    summary: 'Locked versions and their seals, newest first, for sealing in bulk',
    query: z.strictObject({
      state: z.enum(['unsealed', 'ordered', 'sealed']).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: z.object({ versions: z.array(v.sealableVersion) }),
    refusals: ['not-permitted'],
  }),
  orderSeals: route('POST /api/v1/seal/orders', {
    tag: 'version',
    summary: 'Seal locked versions, many at once; a worker makes the seals',
    privileged: 'lock',
    body: z.strictObject({
      versions: z
        .array(z.strictObject({ materialId, version: z.number().int().min(1) }))
        .min(1)
        .max(500),
    }),
    answer: z.object({
      ordered: z.array(z.object({ materialId, version: z.number().int() })),
      notOrdered: z.array(z.object({ materialId, version: z.number().int(), code: z.string() })),
    }),
    refusals: ['not-permitted', 'seal-not-configured'],
  }),
  addSignedCopy: route('POST /api/v1/materials/{materialId}/versions/{version}/signed-copies', {
    tag: 'version',
    summary:
      'Keep the PDF of a version after it was signed outside; its signatures are read and checked against the version',
    params: ofVersion,
    query: z.strictObject({ fileName: z.string().trim().min(1).max(300) }),
    body: 'bytes',
    answer: z.object({ sequence: z.number().int(), blob: sha256, signatures: z.array(v.pdfSignature), at: instant }),
    status: 201,
    refusals: [
      ...inMaterial,
      'conflict',
      'version-not-found',
      'unsupported-media-type',
      'signed-copy-differs',
      'signed-copy-unsigned',
      'signature-broken',
    ],
  }),
  downloadSignedCopy: route('GET /api/v1/materials/{materialId}/versions/{version}/signed-copies/{blob}', {
    tag: 'version',
    summary: 'A copy of a version that was signed outside',
    params: z.strictObject({ materialId, version: number, blob: sha256 }),
    answer: 'bytes',
    refusals: [...inMaterial, 'version-not-found'],
  }),
  downloadHistory: route('GET /api/v1/materials/{materialId}/history.xml', {
    tag: 'material',
    summary: 'The history as you may see it, as a transaction log of NSESSS (XML)',
    params: ofMaterial,
    answer: 'bytes',
    refusals: inMaterial,
  }),
  downloadComments: route('GET /api/v1/materials/{materialId}/comments.jsonld', {
    tag: 'comment',
    summary: 'The comments as they stand and as you may see them, as Web Annotations (JSON-LD)',
    params: ofMaterial,
    answer: 'bytes',
    refusals: [...inMaterial, 'schema-too-old', 'text-too-deep'],
  }),
} as const
