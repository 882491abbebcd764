import {
  commentKinds,
  type DeliveryEvent,
  type Instant,
  type Material,
  type MaterialEvent,
  type MaterialRecord,
  type PersonStamp,
} from '@glosa/domain/model'
import { xml, xmlDocument, type Markup } from '../xml/writeXml.ts'

/** What a transaction log says about itself. */
export interface TransactionLogFacts {
  readonly material: Pick<Material, 'id' | 'number' | 'title'>
  /** Short name of this system in exchanges between systems (ZdrojID), at most 10 characters. */
  readonly source: string
  readonly createdAt: Instant
  readonly softwareVersion: string
}

type Shown = Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>

const namespace = 'http://www.mvcr.cz/nsesss/2023/log'

/**
 * The history of a material as a transaction log of the national standard for electronic records
 * systems (NSESSS annex 6, `TransakcniLogObjektu`), for archives and audits. Who did what when to
 * what; the words of comments are not in it.
 * @param records what the reader may see, in order
 */
export function transactionLogOf(records: readonly Shown[], facts: TransactionLogFacts): Uint8Array {
  const { material, source, createdAt, softwareVersion } = facts
  const first = records[0]?.at ?? createdAt
  const last = records.at(-1)?.at ?? createdAt
  const events = records.flatMap((record) => record.events.map((event) => ({ record, event })))
  return xmlDocument(
    xml(
      'TransakcniLogObjektu',
      { xmlns: namespace },
      xml(
        'TransLogInfo',
        {},
        identifier(`${material.id}-log-${records.at(-1)?.sequence ?? 0}`, source),
        xml('DatumVzniku', {}, iso(createdAt)),
        xml('DatumCasOd', {}, iso(first)),
        xml('DatumCasDo', {}, iso(last)),
        xml('Software', {}, 'Glosa'),
        xml('VerzeSoftware', {}, softwareVersion),
        xml('Objekt', {}, xml('TypObjektu', {}, xml('TypObjektuId', {}, 'Dokument')), identifier(material.id, source)),
      ),
      xml(
        'Udalosti',
        {},
        events.map(({ record, event }, index) => entry(record, event, index + 1)),
      ),
    ),
  )
}

const identifier = (value: string, source: string): Markup =>
  xml('Identifikator', {}, xml('HodnotaID', {}, value.slice(0, 50)), xml('ZdrojID', {}, source))

const iso = (at: Instant): string => new Date(at).toISOString()

function entry({ sequence, at, by }: Shown, event: MaterialEvent, order: number): Markup {
  const kind = kinds[event.type]
  const facts: readonly Parameter[] = [['zaznam', sequence], ['udalost', event.type], ...parametersOf(event)]
  return xml(
    'Udalost',
    {},
    xml('Poradi', {}, order),
    xml('DatumVzniku', {}, iso(at)),
    xml('provedlKdo', {}, whoOf(by)),
    xml('TypUdalosti', {}, kind ? xml('TypUdalostiId', {}, kind) : xml('TypUdalostiText', {}, event.type)),
    xml(
      'ParametryUdalosti',
      {},
      facts.map(([name, value]) =>
        xml('ParametrUdalosti', {}, xml('NazevParametru', {}, name), xml('HodnotaParametru', {}, String(value))),
      ),
    ),
  )
}

/** Name and unit, or the id where there is no name; never empty, never longer than the schema allows. */
const whoOf = ({ displayName, unitName, personId }: PersonStamp): string =>
  [...`${displayName.trim() || personId}${unitName ? `, ${unitName}` : ''}`].slice(0, 100).join('')

/** Kinds of the standard for our events; the others are named by our own words. */
const kinds: Readonly<Partial<Record<MaterialEvent['type'], string>>> = {
  'material-created': 'Zalozeni',
  'material-renamed': 'Uprava',
  'part-added': 'VlozeniKDokumentu',
  'picture-added': 'VlozeniKDokumentu',
  'material-locked': 'FinalniVerze',
  'version-sealed': 'PripojeniRazitka',
  'seal-renewed': 'PripojeniRazitka',
  'signed-copy-added': 'PripojeniPodpisu',
  'delivery-prepared': 'KonverzeFormatu',
  'delivery-reserved': 'PripojeniCJ',
  'delivery-accepted': 'PostoupeniAgende',
  'delivery-registered': 'PostoupeniAgende',
  'delivery-marked-delivered': 'PostoupeniAgende',
}

/** Names fit PARAM-NAME of RFC 5424: ASCII without spaces, `=`, `]` and `"`, at most 32 characters. */
type Parameter = readonly [name: string, value: string | number]

const plain: ReadonlySet<string> = new Set(commentKinds)

function parametersOf(event: MaterialEvent): readonly Parameter[] {
  switch (event.type) {
    case 'material-created':
      return [
        ['cislo', event.number],
        ['nazev', event.title],
      ]
    case 'material-renamed':
      return [['nazev', event.title]]
    case 'part-added':
      return [
        ['cast', event.part.title],
        ...(event.part.form === 'file' ? ([['sha256', event.part.blob]] as const) : []),
      ]
    case 'round-opened':
      return [
        ['kolo', event.number],
        ['lhuta', iso(event.closesAt)],
      ]
    case 'comment-lodged':
      return [['pripominka', event.number], ...(plain.has(event.kind) ? ([['druh', event.kind]] as const) : [])]
    case 'comment-settled':
      return [
        ['pripominkaId', event.commentId],
        ['vyporadani', event.settlement.verdict],
      ]
    case 'material-locked':
      return [
        ['verze', event.version.number],
        ['sha256', event.version.hash],
      ]
    case 'version-sealed':
      return [
        ['verze', event.version],
        ['sha256', event.seal.pdf],
        ['uroven', event.seal.level],
        ['certifikat', event.seal.certificate.fingerprint],
      ]
    case 'seal-renewed':
      return [
        ['verze', event.version],
        ['sha256', event.renewal.pdf],
        ['platiDo', iso(event.renewal.provenUntil)],
      ]
    case 'signed-copy-added':
      return [
        ['verze', event.version],
        ['sha256', event.copy.blob],
      ]
    case 'material-published':
      return event.copy
        ? [
            ['verze', event.copy.version],
            ['sha256', event.copy.pdf],
          ]
        : []
    default:
      return 'deliveryId' in event
        ? deliveryParameters(event)
        : 'commentId' in event
          ? [['pripominkaId', event.commentId]]
          : []
  }
}

function deliveryParameters(event: DeliveryEvent): readonly Parameter[] {
  const parameters: Parameter[] = [['predani', event.deliveryId]]
  if ('sent' in event) parameters.push(['sha256', event.sent.pdf], ['manifest', event.sent.manifest])
  if ('receipt' in event)
    parameters.push(['cisloJednaci', event.receipt.recordNumber], ['potvrzeni', event.receipt.raw])
  return parameters
}
