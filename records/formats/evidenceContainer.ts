import { createHash } from 'node:crypto'
import type { RecordsPackageFile } from '@glosa/domain/model'
import { xml, xmlDocument } from '../xml/writeXml.ts'
import { storedZip } from './storedZip.ts'

export const evidenceMediaType = 'application/vnd.etsi.asic-e+zip'

/**
 * Files under one timestamp: an ASiC-E container with a time assertion (ETSI EN 319 162-1, 4.4.4).
 * It proves what was there together at a time, whatever becomes of the system that kept it.
 * @param timestamp asks for the timestamp of bytes
 */
export async function evidenceContainer(
  files: readonly Pick<RecordsPackageFile, 'name' | 'mediaType' | 'bytes'>[],
  timestamp: (bytes: Uint8Array) => Promise<Buffer>,
): Promise<Buffer> {
  const manifest = xmlDocument(
    xml(
      'asic:ASiCManifest',
      { 'xmlns:asic': 'http://uri.etsi.org/02918/v1.2.1#', 'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#' },
      xml('asic:SigReference', { URI: timestampName, MimeType: 'application/vnd.etsi.timestamp-token' }),
      files.map(({ name, mediaType, bytes }) =>
        xml(
          'asic:DataObjectReference',
          { URI: encodeURIComponent(name), MimeType: mediaType },
          xml('ds:DigestMethod', { Algorithm: 'http://www.w3.org/2001/04/xmlenc#sha256' }),
          xml('ds:DigestValue', {}, createHash('sha256').update(bytes).digest('base64')),
        ),
      ),
    ),
  )
  return storedZip([
    // First and uncompressed: what the container is can be read from its beginning.
    { name: 'mimetype', bytes: Buffer.from(evidenceMediaType) },
    ...files.map(({ name, bytes }) => ({ name, bytes })),
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: timestampName, bytes: await timestamp(manifest) },
  ])
}

const timestampName = 'META-INF/timestamp.tst'
