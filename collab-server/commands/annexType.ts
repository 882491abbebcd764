const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)

const latin = new TextDecoder('latin1')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Media types of files that an office may attach, with the endings that their names may have. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/vnd.oasis.opendocument.graphics': ['odg'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'application/rtf': ['rtf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'application/xml': ['xml'],
}

/**
 * The media type of a file by its content; what its sender says of it is not believed.
 * @returns `null` for content that may not be attached (programs, macros, archives, web pages), and
 * for a name whose ending belongs to another type
 */
export function annexTypeOf(bytes: Uint8Array, fileName: string): string | null {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const fitting = typesByContent(bytes).filter((type) => endings[type]?.includes(ending))
  return fitting[0] ?? null
}

/** Types that the first bytes allow; several where only the name tells them apart. */
function typesByContent(bytes: Uint8Array): readonly string[] {
  if (latin.decode(bytes.subarray(0, 1024)).includes('%PDF-')) return ['application/pdf']
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return packedTypes(bytes)
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    return ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint']
  }
  if (latin.decode(bytes.subarray(0, 5)) === '{\\rtf') return ['application/rtf']
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return ['image/png']
  if (starts(bytes, 0xff, 0xd8, 0xff)) return ['image/jpeg']
  if (starts(bytes, 0x47, 0x49, 0x46, 0x38)) return ['image/gif']
  if (starts(bytes, 0x52, 0x49, 0x46, 0x46) && starts(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)) return ['image/webp']
  if (starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a)) return ['image/tiff']
  return isText(bytes) ? ['text/plain', 'text/csv', 'application/xml'] : []
}

/** Office packages by the names of their entries, which stand in the package unpacked. */
function packedTypes(bytes: Uint8Array): readonly string[] {
  const text = latin.decode(bytes)
  if (text.includes('vbaProject.bin') || text.includes('Basic/script-lc.xml')) return []
  const openDocument = /mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(text.slice(0, 200))?.[1]
  if (openDocument) return [openDocument]
  if (!text.includes('[Content_Types].xml')) return []
  const office = 'application/vnd.openxmlformats-officedocument'
  if (text.includes('word/document')) return [`${office}.wordprocessingml.document`]
  if (text.includes('xl/workbook')) return [`${office}.spreadsheetml.sheet`]
  if (text.includes('ppt/presentation')) return [`${office}.presentationml.presentation`]
  return []
}

function isText(bytes: Uint8Array): boolean {
  try {
    // Whoever opens it may see no control characters but tabs and line ends.
    return !/[\p{Cc}--[\t\n\r]]/v.test(utf8.decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
