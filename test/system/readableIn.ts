import { unzip } from '../../records/package/unzip.ts'
import { pdfWords } from '../../records/redaction/pdfWords.ts'

/** Everything that can be read in an answer: packed files unpacked, the words of pages taken out. */
export function readableIn(bytes: Buffer): string {
  const texts = [bytes.toString('utf8')]
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    for (const part of unzip(bytes)?.values() ?? []) texts.push(Buffer.from(part).toString('utf8'))
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') texts.push(...pdfWords(bytes).texts)
  return texts.join('\n')
}
