import type { Instant, SealLevel } from '@glosa/domain/model'
import { appendSignature } from './appendSignature.ts'
import { buildCms } from './buildCms.ts'
import { gatherEvidence, type Evidence, type EvidenceSource } from './evidence.ts'
import { readPdfRevision, withEntry } from './pdfRevision.ts'
import { readTimestamp } from './readCms.ts'
import { SealUnusable, type Sealer } from './sealer.ts'
import { requestTimestamp, type TimestampAuthority } from './timestampAuthority.ts'

/** How the office seals. */
export interface SealPlan {
  readonly sealer: Sealer
  readonly level: SealLevel
  /** Asked from B-T on. */
  readonly timestampAuthority: TimestampAuthority | null
  /** Asked from B-LT on. */
  readonly evidence: EvidenceSource | null
}

/** What the seal says in words. */
export interface SealWords {
  readonly at: Instant
  readonly name: string
  readonly reason: string
  readonly location: string | null
}

export interface SealedPdf {
  readonly pdf: Buffer
  readonly timestampedAt: Instant | null
}

/** Room for a signature with its certificates and timestamp; qualified ones need about 12 kB. */
const room = 24_000

/**
 * Puts the office's seal on a PDF, as a revision of its own: the bytes before stay as they are.
 * @throws SealUnusable when the certificate is not valid now
 * @throws TimestampFailed | EvidenceMissing when an authority is needed and does not help
 */
export async function sealPdf(pdf: Uint8Array, plan: SealPlan, words: SealWords): Promise<SealedPdf> {
  const { sealer, level, timestampAuthority, evidence } = plan
  const { notBefore, notAfter } = sealer.certificate.facts
  if (words.at < notBefore || words.at > notAfter)
    throw new SealUnusable('the certificate of the seal is not valid now', 'certificate-not-valid')
  const isTimestamped = level !== 'B-B'
  if (isTimestamped && !timestampAuthority)
    throw new SealUnusable(`${level} needs a timestamp authority`, 'settings-wrong')
  let token: Buffer | null = null
  const timestamp =
    isTimestamped && timestampAuthority
      ? async (signature: Uint8Array): Promise<Buffer> =>
          (token = await requestTimestamp(signature, timestampAuthority))
      : undefined
  const { at, name, reason, location } = words
  const entry = { kind: 'signature', field: 'Seal', at, name, reason, ...(location ? { location } : {}) } as const
  let sealed = await appendSignature(Buffer.from(pdf), entry, room, (digest) => buildCms(digest, sealer, timestamp))
  const stamped = token === null ? null : readTimestamp(token)
  if (level === 'B-LT' || level === 'B-LTA') {
    if (!evidence || !stamped)
      throw new SealUnusable(`${level} needs the certificates of the authorities`, 'settings-wrong')
    const others = [...sealer.issuers, ...stamped.certificates]
    sealed = appendEvidence(sealed, await gatherEvidence([sealer.certificate, stamped.signer], evidence, others))
  }
  if (level === 'B-LTA' && timestampAuthority) sealed = await appendTimestamp(sealed, timestampAuthority, 1)
  return { pdf: sealed, timestampedAt: stamped ? (stamped.at as Instant) : null }
}

/**
 * Keeps a seal provable after its timestamp's certificate ends (B-LTA): adds the proof for the last
 * timestamp and a new one over everything.
 * @param nth the how manieth timestamp over the whole file this is, from 1
 */
export async function renewSeal(
  pdf: Uint8Array,
  plan: Pick<SealPlan, 'timestampAuthority' | 'evidence'>,
  lastTimestamp: Buffer,
  nth: number,
): Promise<Buffer> {
  const { timestampAuthority, evidence } = plan
  if (!timestampAuthority || !evidence)
    throw new SealUnusable('renewing needs a timestamp authority and its certificates', 'settings-wrong')
  const last = readTimestamp(lastTimestamp)
  const proven = appendEvidence(Buffer.from(pdf), await gatherEvidence([last.signer], evidence, last.certificates))
  return appendTimestamp(proven, timestampAuthority, nth)
}

const appendTimestamp = (pdf: Buffer, authority: TimestampAuthority, nth: number): Promise<Buffer> =>
  appendSignature(pdf, { kind: 'timestamp', field: `Timestamp ${nth}` }, room, (_digest, signed) =>
    requestTimestamp(signed(), authority),
  )

/** Appends proof as a document security store (ETSI EN 319 142-1, 5.4.2); what is there already stays in it. */
function appendEvidence(pdf: Buffer, evidence: Evidence): Buffer {
  const file = readPdfRevision(pdf)
  const catalogue = file.object(file.root)
  const store = /\/DSS (\d+) 0 R/.exec(catalogue)?.[1]
  const before = store === undefined ? '' : file.object(Number(store))
  const objects = new Map<number, string | Buffer>()
  let number = file.size
  const list = (name: string, added: readonly Buffer[]): string => {
    const known = new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(before)?.[1] ?? ''
    const references = added.map((bytes) => {
      objects.set(number, streamOf(bytes))
      number += 1
      return `${number - 1} 0 R`
    })
    const all = [known, ...references].filter(Boolean).join(' ')
    return all ? `/${name} [${all}]` : ''
  }
  const lists = [list('Certs', evidence.certificates), list('OCSPs', evidence.ocspAnswers), list('CRLs', evidence.crls)]
  const storeNumber = store === undefined ? number : Number(store)
  objects.set(storeNumber, `<< /Type /DSS ${lists.filter(Boolean).join(' ')} >>`)
  const extended = withEntry(catalogue, 'Extensions', '<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>')
  objects.set(file.root, withEntry(extended, 'DSS', `${storeNumber} 0 R`))
  return file.append(objects)
}

const streamOf = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`<< /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')])
