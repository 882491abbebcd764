import { createHash, timingSafeEqual } from 'node:crypto'

/** Crockford's Base32: no letters that look like digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code for writing down: 16 signs, 80 bits, in groups of four. @param bytes 16 random ones */
export const writtenCode = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 16)]
    .map((byte, index) => (index > 0 && index % 4 === 0 ? '-' : '') + alphabet.charAt(byte & 31))
    .join('')

/** Hash of a code as somebody typed it: case, spaces, dashes and look-alike letters do not matter. */
export function codeHash(code: string, place: string): string {
  const plain = code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  return createHash('sha256').update(`${place} ${plain}`).digest('hex')
}

/** Whether two hashes are the same, in constant time. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
