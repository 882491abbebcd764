import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive. */
export interface ZipEntry {
  /** Path inside the archive, with `/`, in ASCII. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Whether the bytes are kept as they are; by default only those that would not get smaller. */
  readonly isStored?: boolean
}

const utf8Names = 0x0800
const version = 20
/** 1980-01-01 00:00, the first moment of the format: the same content gives the same bytes. */
const dosTime = 0
const dosDate = 0x21

/**
 * Packs files in the order given. No dates, no extra fields, no entries for folders: the same
 * files give the same bytes.
 * @throws RangeError for more than 65,535 files or 4 GiB, which the plain format cannot hold
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length > 0xffff) throw new RangeError('too many files for one archive')
  const parts: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { path, bytes, isStored } of entries) {
    const name = Buffer.from(path, 'utf8')
    const packed = isStored ? bytes : deflateRawSync(bytes, { level: 6 })
    const isPacked = !isStored && packed.length < bytes.length
    const content = isPacked ? packed : bytes
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(version, 0)
    shared.writeUInt16LE(utf8Names, 2)
    shared.writeUInt16LE(isPacked ? 8 : 0, 4)
    shared.writeUInt16LE(dosTime, 6)
    shared.writeUInt16LE(dosDate, 8)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(content.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(name.length, 22)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, content)
    const header = Buffer.alloc(16)
    header.writeUInt32LE(offset, 12)
    central.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([version, 0]), shared, header, name)
    offset += 4 + shared.length + name.length + content.length
  }
  const directory = Buffer.concat(central)
  if (offset + directory.length > 0xffff_ffff) throw new RangeError('too many bytes for one archive')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}
