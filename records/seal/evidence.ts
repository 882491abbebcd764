import { createHash } from 'node:crypto'
import type { SealProblem } from '@glosa/domain/model'
import { chainOf, type Certificate } from './certificate.ts'
import { childOf, childrenOf, isContext, nothing, octets, oid, oidOf, readDer, sequence, tags } from './der.ts'
import { oids } from './oids.ts'

/** What proves later that a certificate was good: issuers and the answers of their authorities. */
export interface Evidence {
  readonly certificates: readonly Buffer[]
  readonly ocspAnswers: readonly Buffer[]
  readonly crls: readonly Buffer[]
}

/** Where the answers come from. */
export interface EvidenceSource {
  /** Certificates of authorities that the office knows; the ends of all chains are among them. */
  readonly authorities: readonly Certificate[]
  /** Hosts that may be asked. A certificate of a stranger must not send us anywhere. */
  readonly hosts: ReadonlySet<string>
  readonly timeoutMs?: number
}

/** The proof cannot be had now, or says that the certificate is not good. */
export class EvidenceMissing extends Error {
  override readonly name = 'EvidenceMissing'
  readonly code: SealProblem

  constructor(message: string, code: SealProblem = 'proof-missing') {
    super(message)
    this.code = code
  }
}

/**
 * Gathers the proof for certificates and everything above them: OCSP where it is offered, else the
 * revocation list. Asked for each authority once.
 * @param others certificates that came along and help to build the chains
 * @throws EvidenceMissing when a chain does not end among the authorities that the office knows, a certificate was revoked, or
 * nobody answers for one
 */
export async function gatherEvidence(
  leaves: readonly Certificate[],
  source: EvidenceSource,
  others: readonly Certificate[] = [],
): Promise<Evidence> {
  const certificates = new Map<string, Buffer>()
  const ocspAnswers: Buffer[] = []
  const crls = new Map<string, Buffer>()
  for (const leaf of leaves) {
    const chain = chainOf(leaf, [...source.authorities, ...others])
    const root = chain.at(-1)
    if (!source.authorities.some(({ der }) => root && der.equals(root.der))) {
      throw new EvidenceMissing(`the issuer of ${leaf.facts.subject} is not among the known authorities`)
    }
    for (const [index, certificate] of chain.entries()) {
      if (certificates.has(certificate.facts.fingerprint)) continue
      certificates.set(certificate.facts.fingerprint, certificate.der)
      const issuer = chain[index + 1]
      if (!issuer) continue
      const answer = await askOcsp(certificate, issuer, source)
      if (answer) {
        ocspAnswers.push(answer)
        continue
      }
      const [url, crl] = await fetchCrl(certificate, source, crls)
      crls.set(url, crl)
    }
  }
  return { certificates: [...certificates.values()], ocspAnswers, crls: [...crls.values()] }
}

async function askOcsp(certificate: Certificate, issuer: Certificate, source: EvidenceSource): Promise<Buffer | null> {
  const url = certificate.ocspUrls.find((one) => isAllowed(one, source))
  if (!url) return null
  const id = sequence(
    sequence(oid(oids.sha1), nothing()),
    octets(createHash('sha1').update(issuer.subjectName).digest()),
    octets(createHash('sha1').update(issuer.keyBits).digest()),
    certificate.serialNumber,
  )
  const answer = await ask(url, source, sequence(sequence(sequence(sequence(id)))), 'application/ocsp-request')
  if (!answer) return null
  switch (statusIn(answer, certificate)) {
    case 'good':
      return answer
    case 'revoked':
      throw new EvidenceMissing(`the certificate ${certificate.facts.subject} was revoked`, 'certificate-revoked')
    default:
      return null
  }
}

/** What an OCSP answer says of a certificate (RFC 6960, 4.2.1). */
function statusIn(answer: Buffer, certificate: Certificate): 'good' | 'revoked' | 'unknown' {
  try {
    const [status, holder] = childrenOf(readDer(answer))
    if (status?.content[0] !== 0 || !holder) return 'unknown'
    const bytes = childOf(holder, 0, tags.sequence)
    if (oidOf(childOf(bytes, 0, tags.oid)) !== oids.ocspBasic) return 'unknown'
    const basic = readDer(childOf(bytes, 1, tags.octetString).content)
    const responses = childrenOf(childOf(basic, 0)).find(
      (field) => field.tag === tags.sequence && childrenOf(field).every(({ tag }) => tag === tags.sequence),
    )
    for (const response of responses ? childrenOf(responses) : []) {
      const [id, said] = childrenOf(response)
      const serial = id && childrenOf(id).at(-1)
      if (!said || !serial?.whole.equals(certificate.serialNumber)) continue
      if (isContext(said, 0)) return 'good'
      if (isContext(said, 1)) return 'revoked'
    }
    return 'unknown'
  } catch (error) {
    if (error instanceof RangeError) return 'unknown'
    throw error
  }
}

async function fetchCrl(
  certificate: Certificate,
  source: EvidenceSource,
  known: ReadonlyMap<string, Buffer>,
): Promise<readonly [url: string, crl: Buffer]> {
  for (const url of certificate.crlUrls) {
    if (!isAllowed(url, source)) continue
    const crl = known.get(url) ?? (await ask(url, source))
    if (!crl) continue
    if (isListed(crl, certificate))
      throw new EvidenceMissing(`the certificate ${certificate.facts.subject} was revoked`, 'certificate-revoked')
    return [url, crl]
  }
  throw new EvidenceMissing(`nobody answers for the certificate ${certificate.facts.subject}`)
}

/** Whether a revocation list has the certificate (RFC 5280, 5.1). @throws EvidenceMissing when it is of somebody else */
function isListed(crl: Buffer, certificate: Certificate): boolean {
  try {
    const fields = childrenOf(childOf(readDer(crl), 0, tags.sequence))
    if (!fields.some(({ whole }) => whole.equals(certificate.issuerName))) {
      throw new EvidenceMissing('the revocation list is of another authority')
    }
    const list = fields.findLast(({ tag }) => tag === tags.sequence)
    return (
      list !== undefined &&
      !list.whole.equals(certificate.issuerName) &&
      childrenOf(list).some((entry) => childrenOf(entry)[0]?.whole.equals(certificate.serialNumber))
    )
  } catch (error) {
    if (error instanceof RangeError) throw new EvidenceMissing('the revocation list cannot be read')
    throw error
  }
}

function isAllowed(url: string, { hosts }: EvidenceSource): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return (protocol === 'http:' || protocol === 'https:') && hosts.has(host)
}

const largestAnswer = 20 * 1024 * 1024

async function ask(url: string, source: EvidenceSource, body?: Buffer, type?: string): Promise<Buffer | null> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(source.timeoutMs ?? 10_000),
      ...(body && type ? { method: 'POST', body: new Uint8Array(body), headers: { 'Content-Type': type } } : {}),
    })
    if (!response.ok) return null
    const answer = Buffer.from(await response.arrayBuffer())
    return answer.length > 0 && answer.length <= largestAnswer ? answer : null
  } catch (error) {
    // Nobody there, no answer in time, a redirect: the next address is asked.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return null
    throw error
  }
}

/** Hosts named in certificates that the office itself configured. */
export const hostsIn = (certificates: readonly Certificate[]): readonly string[] =>
  certificates
    .flatMap(({ ocspUrls, crlUrls }) => [...ocspUrls, ...crlUrls])
    .flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []))
