import { createHash } from 'node:crypto'
import { context, der, integer, nothing, octets, oid, sequence, setOf, tags } from './der.ts'
import { oids } from './oids.ts'
import type { Sealer } from './sealer.ts'

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/**
 * The signature of a PDF: CMS SignedData without content (RFC 5652), CAdES baseline as PAdES wants
 * it (ETSI EN 319 142-1, 6.3): the certificate is named by its hash, and the time of signing is not
 * an attribute, it stands in the PDF. All sealed bytes are those of `digest`.
 * @param digest SHA-256 of the bytes under the seal
 * @param timestamp asks for a timestamp of the signature; left out for level B-B
 */
export async function buildCms(
  digest: Uint8Array,
  sealer: Sealer,
  timestamp?: (bytes: Uint8Array) => Promise<Buffer>,
): Promise<Buffer> {
  const { certificate, issuers, keyKind } = sealer
  const attributes = [
    sequence(oid(oids.contentType), setOf(oid(oids.data))),
    sequence(oid(oids.messageDigest), setOf(octets(digest))),
    // SigningCertificateV2 → certs → ESSCertIDv2 with SHA-256, the default that DER leaves out.
    sequence(oid(oids.signingCertificateV2), setOf(sequence(sequence(sequence(octets(sha256(certificate.der))))))),
  ]
  const signed = setOf(...attributes)
  const signature = await sealer.sign(signed)
  const token = timestamp && (await timestamp(signature))
  const signer = sequence(
    integer(1),
    sequence(certificate.issuerName, certificate.serialNumber),
    digestAlgorithm,
    // Stored under `[0]`, signed as a set (RFC 5652, 5.4).
    retagged(signed, 0xa0),
    keyKind === 'rsa' ? sequence(oid(oids.rsaEncryption), nothing()) : sequence(oid(oids.ecdsaWithSha256)),
    octets(signature),
    ...(token ? [context(1, sequence(oid(oids.timestampToken), setOf(token)))] : []),
  )
  return sequence(
    oid(oids.signedData),
    context(
      0,
      sequence(
        integer(1),
        der(tags.set, digestAlgorithm),
        sequence(oid(oids.data)),
        context(0, ...[certificate, ...issuers].map((one) => one.der).toSorted(Buffer.compare)),
        der(tags.set, signer),
      ),
    ),
  )
}

const digestAlgorithm = sequence(oid(oids.sha256))

function retagged(value: Buffer, tag: number): Buffer {
  const copy = Buffer.from(value)
  copy[0] = tag
  return copy
}
