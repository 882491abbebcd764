import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { BerWriter } from 'ldapts'

/** An authority and a certificate that it issued for a server, all as PEM. */
export interface ThrowawayCertificates {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const

const tag = { bitString: 0x03, utf8: 0x0c, utcTime: 0x17, set: 0x31, octets: 0x04 } as const
const sequence = 0x30

/**
 * Makes an authority and a server certificate (X.509 v3, ECDSA on P-256) that live for some days
 * and are kept nowhere. Node can read certificates but not make them, and a newcomer's machine
 * need not have openssl; the little DER it takes is written by the BER writer that is here anyway.
 * @param names host names and addresses the server is reached by
 */
export function throwawayCertificates(names: readonly string[], now: number): ThrowawayCertificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const caName = `Throwaway authority ${randomBytes(4).toString('hex')}`
  const shared = { issuer: caName, issuerKey: authority.privateKey, issuerPublicKey: authority.publicKey, now }
  return {
    ca: certificate({ ...shared, subject: caName, publicKey: authority.publicKey, authority: true, names: [] }),
    certificate: certificate({
      ...shared,
      subject: names[0] ?? 'server',
      publicKey: server.publicKey,
      authority: false,
      names,
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

interface CertificateWish {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly issuerKey: KeyObject
  readonly issuerPublicKey: KeyObject
  readonly authority: boolean
  readonly names: readonly string[]
  readonly now: number
}

const day = 24 * 60 * 60_000

function certificate(wish: CertificateWish): string {
  const body = der((w) => {
    w.startSequence(sequence)
    w.startSequence(0xa0)
    w.writeInt(2)
    w.endSequence()
    w.writeInt(randomBytes(4).readUInt32BE() >>> 2)
    algorithm(w)
    name(w, wish.issuer)
    w.startSequence(sequence)
    w.writeString(utcTime(wish.now - day), tag.utcTime)
    w.writeString(utcTime(wish.now + 30 * day), tag.utcTime)
    w.endSequence()
    name(w, wish.subject)
    raw(w, wish.publicKey.export({ type: 'spki', format: 'der' }))
    w.startSequence(0xa3)
    w.startSequence(sequence)
    extensions(w, wish)
    w.endSequence()
    w.endSequence()
    w.endSequence()
  })
  const bytes = der((w) => {
    w.startSequence(sequence)
    raw(w, body)
    algorithm(w)
    bits(w, sign('sha256', body, wish.issuerKey), 0)
    w.endSequence()
  })
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function extensions(writer: BerWriter, { authority, names, publicKey, issuerPublicKey }: CertificateWish): void {
  extension(writer, oid.basicConstraints, true, (w) => {
    w.startSequence(sequence)
    if (authority) w.writeBoolean(true)
    w.endSequence()
  })
  // keyCertSign and cRLSign, or digitalSignature (RFC 5280 §4.2.1.3, first bit highest).
  extension(writer, oid.keyUsage, true, (w) => {
    if (authority) bits(w, Buffer.of(0x06), 1)
    else bits(w, Buffer.of(0x80), 7)
  })
  extension(writer, oid.subjectKeyIdentifier, false, (w) => w.writeBuffer(keyId(publicKey), tag.octets))
  extension(writer, oid.authorityKeyIdentifier, false, (w) => {
    w.startSequence(sequence)
    w.writeBuffer(keyId(issuerPublicKey), 0x80)
    w.endSequence()
  })
  if (authority) return
  extension(writer, oid.extendedKeyUsage, false, (w) => {
    w.startSequence(sequence)
    w.writeOID(oid.serverAuth)
    w.endSequence()
  })
  extension(writer, oid.subjectAltName, false, (w) => {
    w.startSequence(sequence)
    for (const each of names) {
      if (isIP(each) === 4) w.writeBuffer(Buffer.from(each.split('.').map(Number)), 0x87)
      else w.writeString(each, 0x82)
    }
    w.endSequence()
  })
}

function extension(writer: BerWriter, id: string, critical: boolean, content: (w: BerWriter) => void): void {
  writer.startSequence(sequence)
  writer.writeOID(id)
  if (critical) writer.writeBoolean(true)
  writer.writeBuffer(der(content), tag.octets)
  writer.endSequence()
}

function der(write: (w: BerWriter) => void): Buffer {
  const writer = new BerWriter()
  write(writer)
  return Buffer.from(writer.buffer)
}

function raw(writer: BerWriter, bytes: Buffer): void {
  for (const byte of bytes) writer.writeByte(byte)
}

function bits(writer: BerWriter, bytes: Buffer, unused: number): void {
  writer.writeBuffer(Buffer.concat([Buffer.of(unused), bytes]), tag.bitString)
}

function algorithm(writer: BerWriter): void {
  writer.startSequence(sequence)
  writer.writeOID(oid.ecdsaWithSha256)
  writer.endSequence()
}

function name(writer: BerWriter, text: string): void {
  writer.startSequence(sequence)
  writer.startSequence(tag.set)
  writer.startSequence(sequence)
  writer.writeOID(oid.commonName)
  writer.writeString(text, tag.utf8)
  writer.endSequence()
  writer.endSequence()
  writer.endSequence()
}

const keyId = (key: KeyObject) =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()

/** `YYMMDDHHMMSSZ` */
const utcTime = (ms: number) => `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`
