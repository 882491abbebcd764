import { describe, expect, it } from 'vitest'
import { annexTypeOf } from './annexType.ts'

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const zip = (...names: string[]) => bytes([0x50, 0x4b, 3, 4, 20, 0, 0, 0], ...names.map((name) => `${name}\0\0`))
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ole = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])

describe('what may be attached', () => {
  it.each<[string, Uint8Array, string]>([
    ['a.pdf', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['A.PDF', bytes('\n\n%PDF-1.4'), 'application/pdf'],
    ['zpráva.docx', zip('[Content_Types].xml', 'word/document.xml'), word],
    [
      'tabulka.ods',
      bytes([0x50, 0x4b, 3, 4], 'x'.repeat(26), 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      'application/vnd.oasis.opendocument.spreadsheet',
    ],
    ['starý.doc', ole, 'application/msword'],
    ['starý.xls', ole, 'application/vnd.ms-excel'],
    ['foto.jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['plán.tif', bytes([0x4d, 0x4d, 0, 0x2a]), 'image/tiff'],
    ['data.csv', bytes('Název;Částka\r\nŽďár;1\r\n'), 'text/csv'],
    ['dopis.txt', bytes('Dobrý den,\n\tděkujeme.'), 'text/plain'],
    ['faktura.xml', bytes('<?xml version="1.0"?><isdoc/>'), 'application/xml'],
  ])('[CM1] %s', (name, content, type) => {
    expect(annexTypeOf(content, name)).toBe(type)
  })

  it.each<[string, string, Uint8Array]>([
    ['a program', 'program.exe', bytes('MZ', [0x90, 0, 3, 0])],
    ['a program called otherwise', 'program.pdf', bytes('MZ', [0x90, 0, 3, 0])],
    ['an archive', 'vše.zip', zip('složka/program.exe')],
    ['a document with macros', 'makra.docx', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
    ['a name that promises another type', 'zpráva.xlsx', zip('[Content_Types].xml', 'word/document.xml')],
    ['a picture called a text', 'dopis.txt', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['a web page', 'stránka.html', bytes('<html><script>alert(1)</script>')],
    ['a drawing that may run programs', 'znak.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['text that hides control characters', 'dopis.txt', bytes('a\u001b[2Jb')],
    ['bytes that are no text', 'dopis.txt', bytes([0xff, 0xfe, 0xfd])],
    ['no ending', 'zpráva', bytes('%PDF-1.7')],
    ['nothing', 'dopis.pdf', bytes()],
  ])('[CM1] not %s', (_what, name, content) => {
    expect(annexTypeOf(content, name)).toBeNull()
  })
})
