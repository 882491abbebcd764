import type { Instant } from '@glosa/domain/model'
import { xml, type Markup } from '../xml/writeXml.ts'
import type { EsslProfile } from './profile.ts'

/** An identifier of the standard: a value and the system that gave it. */
export interface Identifier {
  readonly value: string
  readonly source: string
}

/** The two systems, and who does it when. */
export interface Issuer {
  readonly profile: EsslProfile
  readonly source: string
  readonly destination: string
  readonly user: string
  readonly at: Instant
}

export interface NewDocument {
  readonly identifier: Identifier
  readonly createdAt: Instant
  readonly title: string
  readonly description: string | null
  readonly kind: { readonly id?: Identifier | undefined; readonly name: string } | null
  readonly group: Identifier | null
  readonly file: Identifier | null
  readonly note: string | null
  readonly enclosures: number
}

/** Creates a document; its number comes with the answer. */
export const createDocument = (issuer: Issuer, document: NewDocument): Markup =>
  request(issuer, 'DokumentZalozeniRequest', documentProfile(document), authorised(issuer))

export const askDocument = (issuer: Issuer, document: Identifier): Markup =>
  request(
    issuer,
    'ProfilDokumentuZadostRequest',
    xml(issuer.profile.documentId, {}, identifier(document)),
    authorised(issuer),
  )

export const askFile = (issuer: Issuer, file: Identifier): Markup =>
  request(issuer, 'SouborZadostRequest', xml('Soubor', {}, identifier(file)), authorised(issuer))

export const askCodeLists = (issuer: Issuer): Markup => request(issuer, 'CiselnikySeznamRequest', authorised(issuer))

export const askCodeList = (issuer: Issuer, id: string): Markup =>
  request(issuer, 'CiselnikZadostRequest', xml('IdCiselniku', {}, id), authorised(issuer))

export const askBatches = (issuer: Issuer): Markup => request(issuer, 'DavkySeznamRequest', authorised(issuer))

export const askBatch = (issuer: Issuer, number: number): Markup =>
  request(issuer, 'DavkaZadostRequest', xml('Davka', {}, xml('Poradi', {}, number)), authorised(issuer))

export const test = (issuer: Issuer, word: string): Markup =>
  request(issuer, 'WsTestRequest', xml('WsTestId', {}, word), authorised(issuer))

/** Has events done at once. */
export const doEvents = (issuer: Issuer, events: readonly Markup[]): Markup =>
  request(issuer, 'UdalostiRequest', xml('Udalosti', {}, events))

/** A confirmation of an event that came from the other side (8.1.20). */
export interface Confirmation {
  readonly eventId: number
  readonly order: number
  readonly code: string
  readonly text: string
}

/** A batch of events, to be done later, in the order of the batches; it may be empty. */
export const batch = (
  issuer: Issuer,
  number: number,
  events: readonly Markup[],
  confirmations: readonly Confirmation[] = [],
): Markup => {
  const { source, destination, at, profile } = issuer
  const attributes = { Poradi: number, Zdroj: source, Cil: destination, DatumVzniku: dateTime(at) }
  const messages = confirmations.map(({ eventId, order, code, text }) =>
    xml(
      'Zprava',
      { UdalostId: eventId, Poradi: order, DatumVzniku: dateTime(at) },
      xml('Kod', {}, code),
      xml('Popis', {}, cut(text, 255)),
    ),
  )
  return xml(
    'ermsAsyn',
    { xmlns: profile.namespace, ...attributes },
    events.length > 0 && xml('Udalosti', {}, events),
    messages.length > 0 && xml('Zpravy', {}, messages),
  )
}

const request = ({ profile, source, destination }: Issuer, name: string, ...content: readonly Markup[]): Markup =>
  xml(name, { xmlns: profile.namespace, Zdroj: source, Cil: destination }, content)

export const identifier = ({ value, source }: Identifier, name = 'Identifikator'): Markup =>
  xml(name, {}, xml('HodnotaID', {}, value), xml('ZdrojID', {}, source))

export const authorised = ({ user, at }: Issuer): Markup =>
  xml('Autorizace', {}, xml('provedlKdo', {}, user), xml('provedlKdy', {}, dateTime(at)))

export const dateTime = (at: Instant): string => new Date(at).toISOString()

/** At most so many characters, with an ellipsis when something was left out; never half a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text
    .slice(0, longest - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`
}

function documentProfile(document: NewDocument): Markup {
  const { kind, group, file } = document
  return xml(
    'ProfilDokumentu',
    {},
    identifier(document.identifier),
    xml('DatumCasVytvoreni', {}, dateTime(document.createdAt)),
    xml('Forma', {}, 'digitalni'),
    xml('Nazev', {}, cut(document.title, 100)),
    document.description && xml('Popis', {}, cut(document.description, 255)),
    kind && xml('DruhDokumentu', {}, kind.id && identifier(kind.id), xml('Nazev', {}, kind.name)),
    group && xml('VecnaSkupina', {}, identifier(group)),
    document.note && xml('Poznamka', {}, cut(document.note, 255)),
    xml('PocetListu', {}, 0),
    xml('PocetPriloh', {}, document.enclosures),
    xml('DruhPriloh', {}, 'elektronická'),
    xml('PocetListuPriloh', {}, 0),
    file && xml('VlozenVeSpisu', {}, xml('SpisId', {}, identifier(file))),
  )
}
