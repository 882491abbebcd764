import { constants, createHash, verify } from 'node:crypto'
import { readCertificate, type Certificate } from './certificate.ts'
import { childOf, childrenOf, isContext, oidOf, readDer, tags, timeOf, type Der } from './der.ts'
import { oids } from './oids.ts'

/** What a signature in CMS says; everything that can be checked without asking anybody was checked. */
export interface ReadCms {
  readonly signer: Certificate
  readonly certificates: readonly Certificate[]
  /** Hash that the signature is over: of the bytes signed apart, or of `content`. */
  readonly digest: Buffer
  readonly digestName: DigestName
  /** The content that it carries; `null` when it is signed apart. */
  readonly content: Buffer | null
  readonly signature: Buffer
  /** The timestamp of the signature; `null` without one. */
  readonly timestampToken: Buffer | null
  /** Whether the signature is by the key of the certificate, over these attributes. */
  readonly isIntact: boolean
  readonly hasSigningTime: boolean
}

export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

const digestNames: Readonly<Record<string, DigestName>> = {
  [oids.sha1]: 'sha1',
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
}

/**
 * @throws Error when the bytes are no signature of one signer, or use an algorithm we do not know
 */
export function readCms(bytes: Buffer): ReadCms {
  const info = readDer(bytes)
  if (oidOf(childOf(info, 0, tags.oid)) !== oids.signedData) throw new RangeError('this is no signature')
  const fields = childrenOf(childOf(childOf(info, 1), 0, tags.sequence))
  const certificates = fields
    .filter((field) => isContext(field, 0))
    .flatMap(childrenOf)
    .flatMap(certificateIn)
  const signer = required(fields.findLast(({ tag }) => tag === tags.set))
  const parts = childrenOf(childOf(signer, 0, tags.sequence))
  const [, sid, digestAlgorithm] = parts
  const signed = parts.find((part) => part.tag === 0xa0)
  const rest = parts.slice(parts.indexOf(required(signed ?? digestAlgorithm)) + 1)
  const [signatureAlgorithm, signatureValue] = rest
  const unsigned = rest.find((part) => part.tag === 0xa1)
  const certificate = certificateOf(required(sid), certificates)
  const digestName = digestNameOf(required(digestAlgorithm))
  const content = contentOf(required(fields[2]))
  const attributes = attributesOf(signed)
  const stated = attributes.get(oids.messageDigest)
  const signature = required(signatureValue).content
  const over = signed ? Buffer.concat([Buffer.from([tags.set]), signed.whole.subarray(1)]) : content
  const token = attributesOf(unsigned).get(oids.timestampToken)
  const isOverContent = !content || !stated || createHash(digestName).update(content).digest().equals(stated.content)
  return {
    signer: certificate,
    certificates,
    digest: stated?.content ?? Buffer.alloc(0),
    digestName,
    content,
    signature,
    timestampToken: token?.whole ?? null,
    isIntact:
      over !== null &&
      isOverContent &&
      isSignedBy(certificate, over, signature, required(signatureAlgorithm), digestName) &&
      namesCertificate(attributes.get(oids.signingCertificateV2), certificate),
    hasSigningTime: attributes.has(oids.signingTime),
  }
}

/** What a timestamp token says (RFC 3161, 2.4.2). */
export interface ReadTimestamp extends ReadCms {
  readonly at: number
  readonly imprint: Buffer
  readonly imprintName: DigestName
  readonly nonce: Buffer | null
}

/**
 * @throws Error when the bytes are no timestamp token
 */
export function readTimestamp(token: Buffer): ReadTimestamp {
  const cms = readCms(token)
  if (!cms.content) throw new RangeError('a timestamp without content')
  const fields = childrenOf(readDer(cms.content))
  const [, , imprint, , time] = fields
  const at = time ? timeOf(time) : null
  if (!imprint || at === null) throw new RangeError('a timestamp without a time')
  const nonce = fields.slice(5).find(({ tag }) => tag === tags.integer)
  return {
    ...cms,
    at,
    imprint: childOf(imprint, 1, tags.octetString).content,
    imprintName: digestNameOf(childOf(imprint, 0)),
    nonce: nonce?.content ?? null,
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a signature lacks a part')
  return value
}

/** Other kinds of certificates (attributes, other formats) are left out. */
const certificateIn = (value: Der): readonly Certificate[] =>
  value.tag === tags.sequence ? [readCertificate(value.whole)] : []

function certificateOf(sid: Der, certificates: readonly Certificate[]): Certificate {
  if (sid.tag !== tags.sequence) throw new RangeError('the signer is named in a way we do not know')
  const [issuer, serial] = childrenOf(sid)
  const found = certificates.find(
    ({ issuerName, serialNumber }) => issuer?.whole.equals(issuerName) && serial?.whole.equals(serialNumber),
  )
  if (!found) throw new RangeError('the certificate of the signer is missing')
  return found
}

function digestNameOf(algorithm: Der): DigestName {
  const name = digestNames[oidOf(childOf(algorithm, 0, tags.oid))]
  if (!name) throw new RangeError('a hash algorithm we do not know')
  return name
}

function contentOf(encapsulated: Der): Buffer | null {
  const [, holder] = childrenOf(encapsulated)
  return holder ? childOf(holder, 0, tags.octetString).content : null
}

/** First value of each attribute by its type. */
function attributesOf(holder: Der | undefined): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>()
  for (const attribute of holder ? childrenOf(holder) : []) {
    const value = childrenOf(childOf(attribute, 1, tags.set))[0]
    if (value) found.set(oidOf(childOf(attribute, 0, tags.oid)), value)
  }
  return found
}

function isSignedBy(
  { x509 }: Certificate,
  bytes: Buffer,
  signature: Buffer,
  algorithm: Der,
  digestName: DigestName,
): boolean {
  const key = x509.publicKey
  if (oidOf(childOf(algorithm, 0, tags.oid)) !== oids.rsaPss) return verify(digestName, bytes, key, signature)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return verify(digestName, bytes, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature)
}

/** Where the attribute names a certificate by SHA-256, it must be the one that the signature is by. */
function namesCertificate(attribute: Der | undefined, { der }: Certificate): boolean {
  if (!attribute) return true
  const id = childrenOf(childOf(childOf(attribute, 0), 0))
  const algorithm = id[0]?.tag === tags.sequence ? digestNameOf(id[0]) : 'sha256'
  const hash = id.find(({ tag }) => tag === tags.octetString)
  return hash !== undefined && createHash(algorithm).update(der).digest().equals(hash.content)
}
