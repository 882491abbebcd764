import type { Sha256 } from '@glosa/domain/model'
import { type Markup, xml } from '../xml/writeXml.ts'
import { authorised, cut, dateTime, identifier, type Identifier, type Issuer } from './requests.ts'

/** What a file is to its document (`sFileMetaType`); a document has exactly one `main`. */
export type FileMetaType = 'main' | 'enclosure' | 'signature' | 'meta' | 'protokol_overeni_podpisu'

export interface EsslFile {
  readonly identifier: Identifier
  readonly name: string
  readonly mediaType: string
  readonly metaType: FileMetaType
  readonly bytes: Uint8Array
  readonly sha256: Sha256
}

/** An event with its number still to be given. */
export type EventOf = (issuer: Issuer, eventId: number) => Markup

/**
 * Brings the bytes of a file over. The interface has no element for a hash, so the hash goes
 * along in the data that the standard leaves to agreement (DoplnujiciData).
 */
export const createFile =
  (file: EsslFile): EventOf =>
  (issuer, eventId) =>
    xml(
      'SouborZalozeni',
      { UdalostId: eventId },
      xml('ZalozeniSouboru', {}, fixity(file), content(file)),
      authorised(issuer),
    )

/** Brings other bytes for a file that is there already, before the document is settled. */
export const newFileVersion =
  (file: EsslFile, reason: string): EventOf =>
  (issuer, eventId) =>
    xml(
      'SouborNovaVerze',
      { UdalostId: eventId },
      xml('NovaVerzeSouboru', {}, fixity(file), content(file)),
      xml('Duvod', {}, cut(reason, 255)),
      authorised(issuer),
    )

export const attachFile =
  (document: Identifier, { identifier: id, metaType, name }: EsslFile): EventOf =>
  (issuer, eventId) =>
    xml(
      'SouborVlozitKDokumentu',
      { UdalostId: eventId },
      xml(
        'DokumentZaevidovaniSouboru',
        {},
        xml('IdDokument', {}, identifier(document)),
        xml('Soubor', { dmFileMetaType: metaType, dmFileDescr: name, dmFinalniVerze: 'A' }, identifier(id)),
      ),
      authorised(issuer),
    )

/** A loose reference from one document to another. */
export const link =
  (from: Identifier, to: Identifier): EventOf =>
  (issuer, eventId) =>
    xml(
      'OdkazVytvoreni',
      { UdalostId: eventId },
      identifier(from, 'ZdrojIdentifikator'),
      identifier(to, 'CilIdentifikator'),
      xml('TypOdkazu', {}, 'volny'),
      authorised(issuer),
    )

/** Settles the document; its files become final. */
export const settle =
  (document: Identifier, way: string): EventOf =>
  (issuer, eventId) =>
    xml(
      'DokumentVyrizeni',
      { UdalostId: eventId },
      xml('IdDokument', {}, identifier(document)),
      xml('Vyrizeni', {}, xml('ZpusobVyrizeni', {}, way), xml('DatumCasVyrizeni', {}, dateTime(issuer.at))),
      authorised(issuer),
    )

/** Gives up exclusive control: the records system takes over the life of the document (8.1.25). */
export const giveBack =
  (document: Identifier): EventOf =>
  (issuer, eventId) =>
    xml('DokumentVraceni', { UdalostId: eventId }, xml('DokumentId', {}, identifier(document)), authorised(issuer))

const content = ({ mediaType, name, bytes, identifier: id }: EsslFile): Markup =>
  xml(
    'Soubor',
    { dmMimeType: mediaType.split(';')[0] ?? mediaType, dmFileDescr: name, dmFinalniVerze: 'A' },
    xml('dmEncodedContent', {}, Buffer.from(bytes).toString('base64')),
    identifier(id),
  )

const fixity = ({ sha256 }: EsslFile): Markup =>
  xml('DoplnujiciData', {}, xml('kontrolniSoucet', { xmlns: 'urn:glosa:delivery', algoritmus: 'SHA-256' }, sha256))
