import { createHash } from 'node:crypto'
import { childOf, textAt, type XmlElement } from '../../records/xml/readXml.ts'
import { xml, type Markup } from '../../records/xml/writeXml.ts'

/** A document as the simulator keeps it. */
export interface SimulatedDocument {
  readonly key: string
  readonly title: string
  readonly order: number
  readonly createdWith: string
  readonly files: { readonly key: string; readonly metaType: string; readonly name: string }[]
  readonly links: string[]
  readonly caseFile: string | null
  controlledBy: string | null
  state: 'nevyrizen' | 'vyrizen'
}

/** A file with all its versions. */
export interface SimulatedFile {
  readonly name: string
  readonly mediaType: string
  readonly versions: { bytes: string; reason: string | null }[]
}

/** What a records system keeps, strict about rules 8.1.x of the national standard. */
export interface EsslRegister {
  readonly documents: ReadonlyMap<string, SimulatedDocument>
  readonly files: ReadonlyMap<string, SimulatedFile>
  /** The answer to a wish for a document. */
  createDocument(request: XmlElement): Markup
  profile(document: SimulatedDocument): Markup
  /** Does one event; all of it or nothing (8.1.6). @returns an error, or `null` */
  doEvent(event: XmlElement): string | null
}

/**
 * An empty register.
 * @param source in whose control documents are until they are given back
 * @param violations is told what a client did against the standard
 */
export function esslRegister(source: string, violations: string[]): EsslRegister {
  const documents = new Map<string, SimulatedDocument>()
  const files = new Map<string, SimulatedFile>()

  const profile = (document: SimulatedDocument): Markup =>
    xml(
      'ProfilDokumentu',
      {},
      idOf(document.key),
      xml('DatumCasVytvoreni', {}, '2026-11-20T13:05:00Z'),
      xml('Forma', {}, 'digitalni'),
      xml('Evidence', {}, xml('EvidenceObdobiId', {}, '2026'), xml('EvidencePoradi', {}, document.order)),
      xml('Nazev', {}, document.title),
      xml('CisloJednaci', {}, `MMB/${String(document.order).padStart(6, '0')}/2026`),
      xml('SpisovaZnacka', {}, document.caseFile === null ? null : `SZ MMB/${document.caseFile.split(':')[1]}`),
      xml('PocetListu', {}, 0),
      xml('PocetPriloh', {}, 0),
      xml('DruhPriloh', {}, 'elektronická'),
      xml('PocetListuPriloh', {}, 0),
      document.files.length > 0 &&
        xml(
          'OdkazyNaSoubory',
          {},
          document.files.map(({ key, metaType, name }) =>
            xml('dmFileLink', { dmFileMetaType: metaType, dmFileDescr: name, dmFinalniVerze: 'A' }, idOf(key)),
          ),
        ),
      document.links.length > 0 &&
        xml(
          'KrizoveOdkazyVolne',
          {},
          document.links.map((key) => xml('DokumentId', {}, idOf(key))),
        ),
      xml('VlastniKdo', {}, 'podatelna'),
      xml('SpravujeIS', {}, document.controlledBy ?? 'ESSL'),
      xml('StavDokumentu', {}, document.state),
    )

  function createDocument(request: XmlElement): Markup {
    const asked = childOf(request, 'ProfilDokumentu')
    const key = idKey(asked)
    const meaning = meaningOf(request)
    const known = documents.get(key)
    if (known) {
      // 8.1.7: the repetition of an identical creation has the same result; another one is an error.
      if (known.createdWith === meaning) return xml('r', {}, profile(known), status('0000'))
      violations.push(`document ${key} was created again with another meaning`)
      return xml('r', {}, status('9998', 'Identifikátor je již použit'))
    }
    const document: SimulatedDocument = {
      key,
      title: textAt(asked, 'Nazev') ?? '',
      order: documents.size + 1,
      createdWith: meaning,
      files: [],
      links: [],
      caseFile: childOf(asked, 'VlozenVeSpisu') ? idKey(childOf(asked, 'VlozenVeSpisu', 'SpisId')) : null,
      controlledBy: source,
      state: 'nevyrizen',
    }
    documents.set(key, document)
    return xml('r', {}, profile(document), status('0000'))
  }

  const controlled = (key: string): SimulatedDocument | string => {
    const document = documents.get(key)
    if (!document) return '9998 Dokument neexistuje'
    return document.controlledBy === source ? document : '4983 Entita není ve výhradní správě původce'
  }

  function doEvent(event: XmlElement): string | null {
    switch (event.name) {
      case 'SouborZalozeni': {
        const file = childOf(event, 'ZalozeniSouboru', 'Soubor')
        const key = idKey(file)
        if (files.has(key)) return '9998 Soubor již existuje'
        files.set(key, {
          name: file?.attributes['dmFileDescr'] ?? '',
          mediaType: file?.attributes['dmMimeType'] ?? '',
          versions: [{ bytes: textAt(file, 'dmEncodedContent') ?? '', reason: null }],
        })
        return null
      }
      case 'SouborNovaVerze': {
        const file = childOf(event, 'NovaVerzeSouboru', 'Soubor')
        const there = files.get(idKey(file))
        if (!there) return '9998 Soubor neexistuje'
        const owner = [...documents.values()].find((document) => document.files.some(({ key }) => key === idKey(file)))
        if (owner?.state === 'vyrizen') return '9998 Soubor je finální'
        there.versions.push({ bytes: textAt(file, 'dmEncodedContent') ?? '', reason: textAt(event, 'Duvod') })
        return null
      }
      case 'SouborVlozitKDokumentu': {
        const content = childOf(event, 'DokumentZaevidovaniSouboru')
        const document = controlled(idKey(childOf(content, 'IdDokument')))
        if (typeof document === 'string') return document
        const file = childOf(content, 'Soubor')
        const key = idKey(file)
        const metaType = file?.attributes['dmFileMetaType'] ?? ''
        if (!files.has(key)) return '9998 Soubor neexistuje'
        if (document.files.some((each) => each.key === key)) return '9998 Soubor je již vložen'
        if (metaType === 'main' && document.files.some((each) => each.metaType === 'main')) {
          return '9998 Dokument již má hlavní komponentu'
        }
        document.files.push({ key, metaType, name: file?.attributes['dmFileDescr'] ?? '' })
        return null
      }
      case 'OdkazVytvoreni': {
        const from = `${textAt(event, 'ZdrojIdentifikator', 'ZdrojID')}:${textAt(event, 'ZdrojIdentifikator', 'HodnotaID')}`
        const to = `${textAt(event, 'CilIdentifikator', 'ZdrojID')}:${textAt(event, 'CilIdentifikator', 'HodnotaID')}`
        const document = controlled(from)
        if (typeof document === 'string') return document
        if (!documents.has(to)) return '9998 Odkazovaný dokument neexistuje'
        if (document.links.includes(to)) return '9998 Odkaz již existuje'
        document.links.push(to)
        return null
      }
      case 'DokumentVyrizeni': {
        const document = controlled(idKey(childOf(event, 'IdDokument')))
        if (typeof document === 'string') return document
        if (document.state !== 'nevyrizen') return '9998 Dokument je již vyřízen'
        document.state = 'vyrizen'
        return null
      }
      case 'DokumentVraceni': {
        const document = controlled(idKey(childOf(event, 'DokumentId')))
        if (typeof document === 'string') return document
        document.controlledBy = null
        return null
      }
      default:
        violations.push(`event ${event.name} is not meant to be sent`)
        return '9997 Nepodporovaná událost'
    }
  }

  return { documents, files, createDocument, profile, doEvent }
}

/** Source and value of the identifier of an element, as one word. */
export const idKey = (element: XmlElement | null): string =>
  `${textAt(element, 'Identifikator', 'ZdrojID')}:${textAt(element, 'Identifikator', 'HodnotaID')}`
/** The same written again. */
export const idOf = (key: string, name = 'Identifikator'): Markup => {
  const [zdroj = '', hodnota = ''] = key.split(':')
  return xml(name, {}, xml('HodnotaID', {}, hodnota), xml('ZdrojID', {}, zdroj))
}
/** How an operation ended. */
export const status = (code: string, text = code === '0000' ? 'OK' : ''): Markup =>
  xml('OperaceStatus', {}, xml('Kod', {}, code), xml('Popis', {}, text))
/** Same for two elements that say the same. */
export const meaningOf = (element: XmlElement): string =>
  createHash('sha256').update(JSON.stringify(element)).digest('hex')
