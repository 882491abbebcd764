import type { RecordReference } from '@glosa/domain/model'
import { xml, xmlDocument } from '../xml/writeXml.ts'

/** The office as the law wants it named in its documents. */
export interface OfficeIdentity {
  readonly name: string
  /** IČO, eight digits. */
  readonly id: string
  /** Id of the data box. */
  readonly dataBox: string
  readonly address: string
}

const namespaces = {
  xmlns: 'http://dia.gov.cz/ns/metadata-dokumentu-verejnopravnich-puvodcu',
  'xmlns:osoby': 'http://dia.gov.cz/ns/spolecne-casti-elektronickych-dokumentu/osoby',
  'xmlns:místa': 'http://dia.gov.cz/ns/spolecne-casti-elektronickych-dokumentu/mista',
} as const

/**
 * The machine-readable layer of a document of a public originator (zákon č. 499/2004 Sb., § 69a
 * odst. 5; open formal norm of 10 December 2024), as the file that is embedded in the PDF.
 * @param ownId our identifier of the version, where the records system gave no JID
 */
export function documentLayer(
  reference: RecordReference | null,
  ownId: string,
  office: OfficeIdentity,
  subject: string,
  language: string,
): { readonly name: string; readonly xml: string } {
  const root = xml(
    'dokument',
    namespaces,
    xml('jid', {}, reference?.jid ?? ownId),
    reference?.registerNumber ? xml('evidenční_číslo', {}, reference.registerNumber) : null,
    reference?.referenceNumber ? xml('číslo_jednací', {}, reference.referenceNumber) : null,
    reference?.fileNumber ? xml('spisová_značka', {}, reference.fileNumber) : null,
    xml(
      'odesílatel',
      {},
      xml(
        'osoby:právnická_osoba',
        {},
        xml('osoby:obchodní_firma', {}, office.name),
        xml('osoby:ičo', {}, office.id),
        xml('osoby:datová_schránka', {}, office.dataBox),
        xml(
          'osoby:sídlo',
          {},
          xml('místa:adresa_neevidovaná_v_rúian', {}, xml('místa:text_adresy', {}, office.address)),
        ),
      ),
    ),
    xml('věc', { 'xml:lang': language }, subject),
  )
  return {
    name: 'metadata-dokumentu-veřejnoprávního-původce.xml',
    xml: Buffer.from(xmlDocument(root)).toString('utf8'),
  }
}
