import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** 1 January 1980, the first day of the format: the same files give the same bytes. */
const day = 0x0021

/**
 * A ZIP of uncompressed files in the given order (APPNOTE 6.3.3, as ASiC and EPUB want the first
 * one). Names are UTF-8.
 * @throws RangeError beyond 65,535 files or 4 GiB, which need another format
 */
export const storedZip = (entries: readonly ZipEntry[]): Buffer => zip(entries, false)

/** The same with the files compressed, as word processors and spreadsheets keep theirs. */
export const packedZip = (entries: readonly ZipEntry[]): Buffer => zip(entries, true)

function zip(entries: readonly ZipEntry[], isPacked: boolean): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let position = 0
  for (const { name, bytes } of entries) {
    const fileName = Buffer.from(name, 'utf8')
    const content = isPacked ? deflateRawSync(bytes) : Buffer.from(bytes)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(isPacked ? 8 : 0, 4)
    facts.writeUInt16LE(0, 6)
    facts.writeUInt16LE(day, 8)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(fileName.length, 22)
    pieces.push(Buffer.from('PK\u0003\u0004', 'latin1'), facts, fileName, content)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(position, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, place, fileName)
    position += 30 + fileName.length + content.length
  }
  const listed = Buffer.concat(directory)
  if (entries.length > 0xffff || position + listed.length > 0xffffffff) throw new RangeError('too much for one archive')
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(position, 12)
  return Buffer.concat([...pieces, listed, Buffer.from('PK\u0005\u0006', 'latin1'), end])
}
