import * as z from 'zod'

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes')
const httpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'an http(s) URL')
/** A secret is named, never written: a file, or a variable of the environment. */
const secret = z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().min(1) })])

const common = {
  name,
  label: z.string().min(1).max(100).optional(),
  order: z.enum(['strict', 'each-material']).optional(),
  after: name.optional(),
}

const http = {
  url: httpUrl,
  timeoutMs: z.number().int().min(100).max(600_000).default(60_000),
  /** File with the certificate authorities to trust instead of the usual ones (PEM). */
  caFile: z.string().optional(),
  auth: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('basic'), user: z.string().min(1), password: secret }),
      z.strictObject({ type: z.literal('bearer'), token: secret }),
      z.strictObject({ type: z.literal('header'), header: z.string().min(1), value: secret }),
    ])
    .optional(),
  /** Own certificate for mutual TLS. */
  client: z.strictObject({ certFile: z.string(), keyFile: z.string(), passphrase: secret.optional() }).optional(),
}

const receipt = z.enum(['self', 'external'])

const folderSettings = z.strictObject({
  ...common,
  kind: z.literal('folder'),
  folder: z.string().min(1),
  receipt,
})

const identifier = z.strictObject({ value: z.string().min(1).max(40), source: z.string().min(1).max(10) })
const short = z.string().regex(/^[A-Za-z0-9_-]{1,10}$/, 'at most ten letters and digits')

export const esslSettings = z.strictObject({
  ...common,
  ...http,
  kind: z.literal('essl'),
  profile: z.enum(['2024', '2023']).default('2024'),
  /** Codes of the two systems, given by the originator (Zdroj, Cil). */
  source: short,
  destination: short,
  /** Abbreviation of the originator, the beginning of every identifier (vyhláška 259/2012 Sb. § 7 (1)). */
  originator: short,
  /** Login of the technical user under whom everything is done (provedlKdo). */
  user: z.string().min(1).max(50),
  mode: z.enum(['synchronous', 'batches']).default('synchronous'),
  /** druh dokumentu by kind of material; `*` for all others. */
  documentKinds: z
    .record(z.string(), z.strictObject({ id: identifier.optional(), name: z.string().min(1).max(100) }))
    .default({}),
  /** věcná skupina of the file plan; the records system knows its retention. */
  group: identifier.optional(),
  /** spis in which every document is put; without it the records system files. */
  file: identifier.optional(),
  /** Whether the document is settled and handed back when it was read back. */
  handOver: z.enum(['none', 'return', 'settle-and-return']).default('return'),
  settledBy: z
    .enum(['dokumentem', 'postoupenim', 'vzetimNaVedomi', 'zaznamemNaDokumentu', 'jinyZpusob'])
    .default('zaznamemNaDokumentu'),
  /** Which files are attached beside the PDF. */
  attach: z.enum(['pdf', 'all']).default('all'),
})

const dropPlace = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('folder'), folder: z.string().min(1) }),
  z.strictObject({
    type: z.literal('sftp'),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535).default(22),
    user: z.string().min(1),
    folder: z.string().min(1),
    /** SHA-256 fingerprints of the host keys that are trusted, as `ssh-keygen -l` prints them. */
    hostKeys: z.array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/)).min(1),
    privateKey: secret.optional(),
    password: secret.optional(),
    timeoutMs: z.number().int().min(100).max(600_000).default(60_000),
  }),
  z.strictObject({
    type: z.literal('s3'),
    url: httpUrl,
    bucket: z.string().min(3),
    region: z.string().min(1).default('us-east-1'),
    prefix: z.string().default(''),
    accessKey: secret,
    secretKey: secret,
    caFile: z.string().optional(),
    timeoutMs: z.number().int().min(100).max(600_000).default(60_000),
  }),
])

export const sipSettings = z.strictObject({
  ...common,
  kind: z.literal('sip'),
  place: dropPlace,
  /** `self`: a package that reads back unchanged counts as taken over; `external`: only the receiver's receipt does. */
  receipt: receipt.default('external'),
  /** The organisation that submits, with its identification number (IČO, NIP, …). */
  submitter: z.strictObject({ name: z.string().min(1), id: z.string().min(1) }),
  submissionAgreement: z.string().min(1).optional(),
})

export const cmisSettings = z.strictObject({
  ...common,
  ...http,
  kind: z.literal('cmis'),
  /** Repository id; the only one when left out. */
  repository: z.string().min(1).optional(),
  /** Path or object id of the folder in which a folder for each version is made. */
  folder: z.string().min(1),
  documentType: z.string().min(1).default('cmis:document'),
  folderType: z.string().min(1).default('cmis:folder'),
  /** Type of the relation to the version before; none is made when left out. */
  relationshipType: z.string().min(1).optional(),
  /** Secondary type and its property that carry the delivery's id, where the repository has one. */
  idProperty: z.strictObject({ secondaryType: z.string().optional(), property: z.string().min(1) }).optional(),
  /** Property of the folder that holds the record number, once the repository gave one. */
  numberProperty: z.string().optional(),
})

const attribute = z.strictObject({ key: z.string().min(1), name: z.string().min(1) })

const ezdSettings = z.strictObject({
  ...common,
  ...http,
  kind: z.literal('ezd'),
  /** Address of the token endpoint (…/connect/token). */
  tokenUrl: httpUrl,
  /** Host of the EZD application, without scheme. */
  webHost: z.string().min(1),
  /** Identifier of the institution (pid). */
  entity: z.string().min(1),
  keyId: z.string().min(1),
  apiKey: secret,
  /** Position under which everything is done (SID). */
  position: z.string().min(1),
  /** The case that documents go to; without it one is founded for each material. */
  caseId: z.string().min(1).optional(),
  /** Class of the file plan (id of JRWA) and archival category of founded cases. */
  newCase: z.strictObject({ planId: z.string().min(1), category: z.string().min(1) }).optional(),
  /** Attributes that the institution defined for documents, to find a delivery by. */
  attributes: z.strictObject({ deliveryId: attribute, sha256: attribute.optional() }).optional(),
  /** Which files go there: the PDF with its attachments and signatures, or all. */
  attach: z.enum(['pdf', 'all']).default('pdf'),
  /** After how many minutes a request whose answer was lost surely is not at work any more. */
  settleMinutes: z.number().int().min(1).max(10_080).default(30),
  /** Origins from which documents may be downloaded for reading back. */
  downloadOrigins: z.array(httpUrl).default([]),
})

/** One records system as the office configured it, without its secrets. */
export const targetSettings = z.discriminatedUnion('kind', [
  folderSettings,
  esslSettings,
  sipSettings,
  cmisSettings,
  ezdSettings,
])
export const targetsFile = z.strictObject({ targets: z.array(targetSettings).min(1).max(20) })

export type TargetSettings = z.output<typeof targetSettings>
export type HttpSettings = Pick<z.output<typeof esslSettings>, 'url' | 'timeoutMs' | 'caFile' | 'auth' | 'client'>
export type Secret = z.output<typeof secret>
export type EsslSettings = z.output<typeof esslSettings>
export type SipSettings = z.output<typeof sipSettings>
export type CmisSettings = z.output<typeof cmisSettings>
export type EzdSettings = z.output<typeof ezdSettings>
