/**
 * A picture without what cameras and programs write into it: place, time, owner, comments. Only JPEG is
 * changed; the typesetter takes nothing but the pixels of the other formats.
 */
export function stripPicture(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return bytes
  const kept: Buffer[] = [file.subarray(0, 2)]
  let at = 2
  // Segments up to the start of the scan (ISO/IEC 10918-1, B.1.1).
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) break
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length) return bytes
    if (!isAboutThePicture(marker)) kept.push(file.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, file.subarray(at)])
}

/** Application data but JFIF (APP0), the colour profile (APP2) and Adobe's colours (APP14); comments. */
const isAboutThePicture = (marker: number): boolean =>
  marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2 && marker !== 0xee)
