import { instant, type CodeListItem, type Instant, type RecordReference } from '@glosa/domain/model'
import { childOf, childrenOf, NotXml, textAt, type XmlElement } from '../xml/readXml.ts'
import type { Identifier } from './requests.ts'

/** The result of an operation or event; `0000` is the only good one. */
export interface OperationStatus {
  readonly code: string
  readonly text: string
}

export const isDone = ({ code }: OperationStatus): boolean => code === '0000'
export const statusText = ({ code, text }: OperationStatus): string => (text ? `${code} ${text}` : code)

/** @throws NotXml when the answer has no status: it is not the answer to the question */
export function statusOf(answer: XmlElement): OperationStatus {
  const status = childOf(answer, 'OperaceStatus')
  const code = textAt(status, 'Kod')
  if (code === null || code === '') throw new NotXml(`${answer.name} without a status`)
  return { code, text: textAt(status, 'Popis') ?? '' }
}

/** A document as the records system has it. */
export interface EsslDocument {
  readonly reference: RecordReference
  readonly files: readonly Identifier[]
  readonly links: readonly Identifier[]
  /** System in whose exclusive control it is; `null` when it does not say. */
  readonly controlledBy: string | null
  readonly state: string | null
}

/** Reads ProfilDokumentu. @returns `null` when the answer has none */
export function documentOf(answer: XmlElement): EsslDocument | null {
  const profile = childOf(answer, 'ProfilDokumentu')
  const id = profile && identifierIn(profile)
  if (!profile || !id) return null
  const period = textAt(profile, 'Evidence', 'EvidenceObdobiId')
  const order = textAt(profile, 'Evidence', 'EvidencePoradi')
  const some = (name: string, value: string | null) => (value ? { [name]: value } : {})
  return {
    reference: {
      recordId: `${id.source}:${id.value}`,
      jid: id.value,
      ...some('referenceNumber', textAt(profile, 'CisloJednaci')),
      ...some('fileNumber', textAt(profile, 'SpisovaZnacka')),
      ...some('registerNumber', period && order ? `${order}/${period}` : null),
      ...some('url', textAt(profile, 'AppUrl')),
    },
    files: identifiersIn(childrenOf(childOf(profile, 'OdkazyNaSoubory'), 'dmFileLink')),
    links: identifiersIn(childrenOf(childOf(profile, 'KrizoveOdkazyVolne'), 'DokumentId')),
    controlledBy: textAt(profile, 'SpravujeIS') || null,
    state: textAt(profile, 'StavDokumentu'),
  }
}

const identifiersIn = (elements: readonly XmlElement[]): readonly Identifier[] =>
  elements.map(identifierIn).filter((id) => id !== null)

function identifierIn(element: XmlElement): Identifier | null {
  const value = textAt(element, 'Identifikator', 'HodnotaID')
  const source = textAt(element, 'Identifikator', 'ZdrojID')
  return value && source ? { value, source } : null
}

export const sameIdentifier = (a: Identifier, b: Identifier): boolean => a.value === b.value && a.source === b.source

/** What became of one event. */
export interface EventMessage extends OperationStatus {
  readonly eventId: number
  readonly order: number
}

/** Messages about events, in an answer or in a batch. */
export function messagesOf(answer: XmlElement): readonly EventMessage[] {
  return childrenOf(childOf(answer, 'Zpravy'), 'Zprava').map((message) => ({
    eventId: Number(message.attributes['UdalostId']),
    order: Number(message.attributes['Poradi']),
    code: textAt(message, 'Kod') ?? '',
    text: textAt(message, 'Popis') ?? '',
  }))
}

/** Numbers and names of the events of a batch that came from the other side. */
export const eventsOf = (answer: XmlElement): readonly { readonly eventId: number; readonly name: string }[] =>
  (childOf(answer, 'Udalosti')?.children ?? []).map(({ name, attributes }) => ({
    eventId: Number(attributes['UdalostId']),
    name,
  }))

/** The bytes of a file. @throws NotXml when they are not base64 */
export function fileBytesOf(answer: XmlElement): Uint8Array | null {
  const text = textAt(answer, 'Soubor', 'dmEncodedContent')
  if (text === null) return null
  const packed = text.replace(/\s+/g, '')
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) throw new NotXml('a file that is not base64')
  return Buffer.from(packed, 'base64')
}

/** Numbers of the batches that the records system has for us. */
export const batchNumbersOf = (answer: XmlElement): readonly number[] =>
  childrenOf(answer, 'Davka')
    .map((batch) => Number(textAt(batch, 'Poradi')))
    .filter((number) => Number.isInteger(number))

/** The last batch of ours that the records system took; 0 when it says none. */
export function lastReceivedBatch(answer: XmlElement): number {
  const number = Number(textAt(answer, 'PosledniPrijataDavka', 'Cislo') ?? 0) || 0
  const state = textAt(answer, 'PosledniPrijataDavka', 'Stav')
  // The schema knows no number 0: before the first batch, and after a refused one, the state says so.
  return state === 'Neodeslana' || state === 'OdeslanaOdmitnuta' ? number - 1 : number
}

export const codeListHeadsOf = (
  answer: XmlElement,
): readonly { readonly id: string; readonly name: string; readonly changedAt: Instant | null }[] =>
  childrenOf(answer, 'Ciselnik').map((list) => {
    const changed = Date.parse(textAt(list, 'CasPosledniZmeny') ?? '')
    return {
      id: textAt(list, 'IdCiselniku') ?? '',
      name: textAt(list, 'NazevCiselniku') ?? '',
      changedAt: Number.isNaN(changed) ? null : instant(changed),
    }
  })

export const codeListItemsOf = (answer: XmlElement): readonly CodeListItem[] =>
  childrenOf(childOf(answer, 'Polozky'), 'Polozka').map((item) => ({
    id: textAt(item, 'IdPolozky') ?? '',
    text: textAt(item, 'Text') ?? '',
    description: textAt(item, 'Popis'),
    isValid: textAt(item, 'StavPolozky') !== 'Neaktivni',
    validFrom: textAt(item, 'PlatnaOd'),
    validTo: textAt(item, 'PlatnaDo'),
  }))
