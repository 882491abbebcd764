import { crc32, inflateRawSync } from 'node:zlib'

/**
 * Reads an archive that `zip` wrote, and any plain one like it.
 * @param mostBytes limit of all files together
 * @returns the files by path; `null` when it is no archive, is damaged or too large
 */
export function unzip(bytes: Uint8Array, mostBytes = 1024 * 1024 * 1024): ReadonlyMap<string, Uint8Array> | null {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > archive.length) return null
  const files = new Map<string, Uint8Array>()
  let at = archive.readUInt32LE(end + 16)
  let left = mostBytes
  try {
    for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
      if (archive.toString('latin1', at, at + 4) !== 'PK\x01\x02') return null
      const size = archive.readUInt32LE(at + 24)
      left -= size
      if (left < 0) return null
      const nameLength = archive.readUInt16LE(at + 28)
      const content = contentAt(archive, archive.readUInt32LE(at + 42), {
        method: archive.readUInt16LE(at + 10),
        packed: archive.readUInt32LE(at + 20),
        size,
      })
      if (!content || crc32(content) !== archive.readUInt32LE(at + 16)) return null
      files.set(archive.toString('utf8', at + 46, at + 46 + nameLength), content)
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    }
    return files
  } catch (error) {
    // Offsets beyond the end, or packed bytes that are none.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return null
    throw error
  }
}

function contentAt(
  archive: Buffer,
  offset: number,
  { method, packed, size }: { readonly method: number; readonly packed: number; readonly size: number },
): Uint8Array | null {
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
  const bytes = archive.subarray(start, start + packed)
  if (method === 0) return bytes
  if (method !== 8) return null
  const content = inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) })
  return content.length === size ? content : null
}
