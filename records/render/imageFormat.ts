/** File extension of an image by its first bytes; `null` for anything the typesetter may not read (SVG, PDF, …). */
export function imageExtensionOf(bytes: Uint8Array): 'png' | 'jpg' | 'gif' | 'webp' | null {
  const ascii = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  if (ascii(0, 8) === '\u0089PNG\r\n\u001a\n') return 'png'
  if (ascii(0, 3) === '\u00ff\u00d8\u00ff') return 'jpg'
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  return null
}
