import { createHash, X509Certificate } from 'node:crypto'
import type { Instant, SealCertificate } from '@glosa/domain/model'
import { childOf, childrenOf, isContext, oidOf, readDer, tags, type Der } from './der.ts'
import { oids } from './oids.ts'

/** A certificate, and the parts of it that Node does not tell. */
export interface Certificate {
  readonly der: Buffer
  readonly x509: X509Certificate
  readonly facts: SealCertificate
  /** Issuer and serial number as they stand in it. */
  readonly issuerName: Buffer
  readonly subjectName: Buffer
  readonly serialNumber: Buffer
  readonly isSelfIssued: boolean
  readonly isQualified: boolean
  readonly isSeal: boolean
  readonly mayTimestamp: boolean
  /** Addresses where its revocation can be asked for, and where the list is. */
  readonly ocspUrls: readonly string[]
  readonly crlUrls: readonly string[]
  /** Key of the subject as it stands in the certificate, without the algorithm. */
  readonly keyBits: Buffer
}

/**
 * @throws Error when the bytes are no certificate
 */
export function readCertificate(bytes: Uint8Array): Certificate {
  const whole = Buffer.from(bytes)
  const x509 = new X509Certificate(whole)
  const body = childOf(readDer(whole), 0, tags.sequence)
  const fields = childrenOf(body).filter((field) => !isContext(field, 0))
  const [serial, , issuer, , subject, key] = fields
  if (!serial || !issuer || !subject || !key) throw new RangeError('a certificate lacks a field')
  const extensions = extensionsOf(fields)
  const statements = statementsOf(extensions.get(oids.qcStatements))
  return {
    der: x509.raw,
    x509,
    facts: {
      subject: nameOf(x509.subject),
      issuer: nameOf(x509.issuer),
      serial: x509.serialNumber.toLowerCase(),
      fingerprint: createHash('sha256').update(x509.raw).digest('hex'),
      notBefore: Date.parse(x509.validFrom) as Instant,
      notAfter: Date.parse(x509.validTo) as Instant,
    },
    issuerName: issuer.whole,
    subjectName: subject.whole,
    serialNumber: serial.whole,
    isSelfIssued: issuer.whole.equals(subject.whole),
    isQualified: statements.has(oids.qcCompliance),
    isSeal: statements.has(oids.qcSeal),
    mayTimestamp: oidsIn(extensions.get(oids.extendedKeyUsage)).includes(oids.timeStamping),
    ocspUrls: ocspUrlsIn(extensions.get(oids.authorityInfoAccess)),
    crlUrls: crlUrlsIn(extensions.get(oids.crlDistributionPoints)),
    // Without the byte that counts unused bits.
    keyBits: childOf(key, 1, tags.bitString).content.subarray(1),
  }
}

/** The certificates of a PEM file, in their order. */
export const readPem = (text: string): readonly Certificate[] =>
  [...text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]+)-----END/g)].map(([, base64 = '']) =>
    readCertificate(Buffer.from(base64, 'base64')),
  )

/** Whether one certificate was issued by another: by name and by signature. */
const isIssuedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  certificate.issuerName.equals(issuer.subjectName) && certificate.x509.verify(issuer.x509.publicKey)

/**
 * The chain from a certificate up, as far as the given ones reach; the certificate itself comes
 * first, a self-issued root last.
 */
export function chainOf(certificate: Certificate, others: readonly Certificate[]): readonly Certificate[] {
  const chain = [certificate]
  for (let last = certificate; !last.isSelfIssued && chain.length < 10;) {
    const issuer = others.find((candidate) => !chain.includes(candidate) && isIssuedBy(last, candidate))
    if (!issuer) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}

/** Most specific first, on one line. */
const nameOf = (lines: string): string => lines.split('\n').toReversed().join(', ').replaceAll('\\,', ',')

function extensionsOf(fields: readonly Der[]): ReadonlyMap<string, Der> {
  const holder = fields.find((field) => field.tag === 0xa3)
  const found = new Map<string, Der>()
  for (const extension of holder ? childrenOf(childOf(holder, 0)) : []) {
    const parts = childrenOf(extension)
    const id = parts[0]
    const value = parts.at(-1)
    if (id && value?.tag === tags.octetString) found.set(oidOf(id), readDer(value.content))
  }
  return found
}

const oidsIn = (value: Der | undefined): readonly string[] =>
  value ? childrenOf(value).flatMap((child) => (child.tag === tags.oid ? [oidOf(child)] : [])) : []

function statementsOf(value: Der | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  for (const statement of value ? childrenOf(value) : []) {
    const [id, info] = childrenOf(statement)
    if (!id) continue
    const name = oidOf(id)
    found.add(name)
    if (name === oids.qcType && info) for (const type of oidsIn(info)) found.add(type)
  }
  return found
}

const uriTag = 0x86

function ocspUrlsIn(value: Der | undefined): readonly string[] {
  return (value ? childrenOf(value) : []).flatMap((access) => {
    const [method, location] = childrenOf(access)
    return method && location?.tag === uriTag && oidOf(method) === oids.ocsp
      ? [location.content.toString('latin1')]
      : []
  })
}

/** `CRLDistributionPoints` → point → `[0]` name → `[0]` full name → `[6]` address. */
function crlUrlsIn(value: Der | undefined): readonly string[] {
  return (value ? childrenOf(value) : []).flatMap((point) =>
    childrenOf(point)
      .filter((field) => field.tag === 0xa0)
      .flatMap((name) => childrenOf(name).filter((field) => field.tag === 0xa0))
      .flatMap((names) => childrenOf(names).filter((field) => field.tag === uriTag))
      .map((uri) => uri.content.toString('latin1')),
  )
}
