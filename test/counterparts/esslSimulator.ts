import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { childOf, readXml, textAt, type XmlElement } from '../../records/xml/readXml.ts'
import { Markup, xml, xmlDocument } from '../../records/xml/writeXml.ts'

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

interface SimulatedFile {
  readonly name: string
  readonly mediaType: string
  readonly versions: { bytes: string; reason: string | null }[]
}

/** A records system for tests that is strict about rules 8.1.x of the national standard. */
export interface EsslSimulator {
  readonly origin: string
  readonly documents: ReadonlyMap<string, SimulatedDocument>
  /** What a client did against the standard, e.g. events of another meaning under a known number. */
  readonly violations: readonly string[]
  /** Every message body that came in or went out, for validation against the schema. */
  readonly messages: readonly { readonly schema: 'ermsIFSyn' | 'ermsIFAsyn'; readonly xml: string }[]
  /** SHA-256 of the latest bytes of the files of a document, by file name. */
  filesOf(key: string): ReadonlyMap<string, string>
  /** Says no to the next operation that changes something, with this code. */
  refuse(code: string, text: string): void
  /** Changes bytes, as a format conversion or a damage would. */
  tamper(key: string): void
  /** Takes a document into the exclusive control of the records system. */
  takeControl(key: string): void
  /** Number of the last batch that was taken. */
  readonly lastBatch: number
  close(): Promise<void>
}

/** @param edition of annex 1 */
export async function startEsslSimulator(edition: '2024' | '2023', source: string): Promise<EsslSimulator> {
  const ns = `http://www.mvcr.cz/nsesss/${edition}/api`
  const documentId = edition === '2024' ? 'DokumentId' : 'IdDokument'
  const documents = new Map<string, SimulatedDocument>()
  const files = new Map<string, SimulatedFile>()
  const done = new Map<number, { readonly meaning: string; readonly code: string; readonly text: string }>()
  const violations: string[] = []
  const messages: { schema: 'ermsIFSyn' | 'ermsIFAsyn'; xml: string }[] = []
  const outgoing: { readonly number: number; readonly messages: Markup }[] = []
  let lastBatch = 0
  let stoppedAt: number | null = null
  let refusal: { readonly code: string; readonly text: string } | null = null

  const idKey = (element: XmlElement | null): string =>
    `${textAt(element, 'Identifikator', 'ZdrojID')}:${textAt(element, 'Identifikator', 'HodnotaID')}`
  const idOf = (key: string, name = 'Identifikator'): Markup => {
    const [zdroj = '', hodnota = ''] = key.split(':')
    return xml(name, {}, xml('HodnotaID', {}, hodnota), xml('ZdrojID', {}, zdroj))
  }
  const status = (code: string, text = code === '0000' ? 'OK' : ''): Markup =>
    xml('OperaceStatus', {}, xml('Kod', {}, code), xml('Popis', {}, text))
  const meaningOf = (element: XmlElement): string => createHash('sha256').update(JSON.stringify(element)).digest('hex')

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

  /** Does one event; all of it or nothing (8.1.6). @returns an error, or `null` */
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

  /** Events in order; the first that fails stops the rest (8.1.16). */
  function doEvents(events: readonly XmlElement[]): { readonly messages: Markup[]; readonly failed: boolean } {
    const answers: Markup[] = []
    let previous = 0
    for (const [index, event] of events.entries()) {
      const eventId = Number(event.attributes['UdalostId'])
      if (eventId <= previous) violations.push(`event ${eventId} comes after ${previous}`)
      previous = eventId
      const known = done.get(eventId)
      const meaning = meaningOf(event)
      if (known && known.meaning !== meaning) violations.push(`event ${eventId} has another meaning than before`)
      let result = known
      if (!result || result.code !== '0000') {
        const error = refusal ? `${refusal.code} ${refusal.text}` : doEvent(event)
        refusal = null
        result = { meaning, code: error ? error.slice(0, 4) : '0000', text: error ? error.slice(5) : 'OK' }
        done.set(eventId, result)
      }
      answers.push(
        xml(
          'Zprava',
          { UdalostId: eventId, Poradi: index + 1, DatumVzniku: '2026-11-20T13:06:00Z' },
          xml('Kod', {}, result.code),
          xml('Popis', {}, result.text),
        ),
      )
      if (result.code !== '0000') return { messages: answers, failed: true }
    }
    return { messages: answers, failed: false }
  }

  function takeBatch(batch: XmlElement): Markup {
    const number = Number(batch.attributes['Poradi'])
    const answer = (code: string, text: string) =>
      xml(
        'ermsAsynResponse',
        { xmlns: ns, Poradi: number, DatumZpracovani: '2026-11-20T13:06:00Z' },
        xml('Kod', {}, code),
        xml('Popis', {}, text),
      )
    if (stoppedAt !== null && number !== stoppedAt) return answer('9998', `Zpracování stojí na dávce ${stoppedAt}`)
    if (number > lastBatch + 1) {
      violations.push(`batch ${number} came after ${lastBatch}`)
      return answer('9998', 'Dávka mimo pořadí')
    }
    lastBatch = Math.max(lastBatch, number)
    const { messages: results, failed } = doEvents(childOf(batch, 'Udalosti')?.children ?? [])
    stoppedAt = failed ? number : null
    if (results.length > 0) outgoing.push({ number: outgoing.length + 1, messages: xml('Zpravy', {}, results) })
    return answer('0000', 'OK')
  }

  function answerTo(request: XmlElement): Markup {
    const changes = ['DokumentZalozeniRequest'].includes(request.name)
    if (changes && refusal) {
      const { code, text } = refusal
      refusal = null
      return xml('DokumentZalozeniResponse', { xmlns: ns }, status(code, text))
    }
    const rename = (name: string, { text }: Markup) =>
      new Markup(text.replace(/^<r>/, `<${name} xmlns="${ns}">`).replace(/<\/r>$/, `</${name}>`))
    switch (request.name) {
      case 'WsTestRequest': {
        const batch = xml('x', {}, xml('Cislo', {}, Math.max(1, lastBatch)), xml('Stav', {}, batchState()))
        const named = (name: string) =>
          new Markup(batch.text.replace(/^<x>/, `<${name}>`).replace(/<\/x>$/, `</${name}>`))
        return xml(
          'WsTestResponse',
          { xmlns: ns },
          xml('WsTestId', {}, textAt(request, 'WsTestId') ?? ''),
          named('PosledniPrijataDavka'),
          named('PosledniOdeslanaDavka'),
          status('0000'),
        )
      }
      case 'DokumentZalozeniRequest':
        return rename('DokumentZalozeniResponse', createDocument(request))
      case 'ProfilDokumentuZadostRequest': {
        const document = documents.get(idKey(childOf(request, documentId)))
        const content = document ? [profile(document), status('0000')] : [status('9998', 'Dokument neexistuje')]
        return xml('ProfilDokumentuZadostResponse', { xmlns: ns }, content)
      }
      case 'UdalostiRequest': {
        const { messages: results } = doEvents(childOf(request, 'Udalosti')?.children ?? [])
        return xml('UdalostiResponse', { xmlns: ns }, xml('Zpravy', {}, results))
      }
      case 'SouborZadostRequest': {
        const key = idKey(childOf(request, 'Soubor'))
        const file = files.get(key)
        if (!file) return xml('SouborZadostResponse', { xmlns: ns }, status('9998', 'Soubor neexistuje'))
        const content = xml(
          'Soubor',
          { dmMimeType: file.mediaType, dmFileDescr: file.name, dmFinalniVerze: 'A' },
          xml('dmEncodedContent', {}, file.versions.at(-1)?.bytes ?? ''),
          idOf(key),
        )
        return xml('SouborZadostResponse', { xmlns: ns }, content, status('0000'))
      }
      case 'CiselnikySeznamRequest':
        return xml('CiselnikySeznamResponse', { xmlns: ns }, codeLists.map(listHead))
      case 'CiselnikZadostRequest': {
        const id = textAt(request, 'IdCiselniku') ?? ''
        const items = codeLists.find((list) => list.id === id)?.items ?? []
        return xml(
          'CiselnikZadostResponse',
          { xmlns: ns },
          xml('IdCiselniku', {}, id),
          xml('Polozky', {}, items.map(listItem)),
          status('0000'),
        )
      }
      case 'DavkySeznamRequest':
        return xml(
          'DavkySeznamResponse',
          { xmlns: ns },
          outgoing.map(({ number }) => xml('Davka', {}, xml('Poradi', {}, number))),
        )
      case 'DavkaZadostRequest': {
        const number = Number(textAt(request, 'Davka', 'Poradi'))
        const batch = outgoing.find((each) => each.number === number)
        return xml('DavkaZadostResponse', { xmlns: ns, Poradi: number, Zdroj: 'ESSL', Cil: source }, batch?.messages)
      }
      case 'ermsAsyn':
        return takeBatch(request)
      default:
        throw new RangeError(`operation ${request.name} is not simulated`)
    }
  }

  const batchState = () =>
    lastBatch === 0 ? 'Neodeslana' : stoppedAt === null ? 'PotvrzenaBezChyb' : 'PotvrzenaSChybou'

  const server = createServer((incoming, outgoingAnswer) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => {
      const body = Buffer.concat(chunks)
      const envelope = readXml(body)
      const [request] = childOf(envelope, 'Body')?.children ?? []
      if (!request) return outgoingAnswer.writeHead(500).end()
      const operation = request.name.replace(/Request$/, '')
      if (incoming.headers['soapaction'] !== `"${operation}"`) violations.push(`SOAPAction of ${operation}`)
      const isBatch = /^(ermsAsyn|WsTest)/.test(request.name)
      const schema = isBatch ? 'ermsIFAsyn' : 'ermsIFSyn'
      messages.push({ schema, xml: innerXml(body) })
      const answer = answerTo(request)
      messages.push({ schema, xml: answer.text })
      const soap = xml(
        'soap:Envelope',
        { 'xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/' },
        xml('soap:Body', {}, answer),
      )
      outgoingAnswer.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(xmlDocument(soap))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
    documents,
    violations,
    messages,
    get lastBatch() {
      return lastBatch
    },
    filesOf(key) {
      const found = new Map<string, string>()
      for (const { key: file } of documents.get(key)?.files ?? []) {
        const kept = files.get(file)
        const bytes = Buffer.from(kept?.versions.at(-1)?.bytes ?? '', 'base64')
        if (kept) found.set(kept.name, createHash('sha256').update(bytes).digest('hex'))
      }
      return found
    },
    refuse(code, text) {
      refusal = { code, text }
    },
    tamper(key) {
      const [file] = documents.get(key)?.files ?? []
      const kept = file && files.get(file.key)
      kept?.versions.push({ bytes: Buffer.from('converted').toString('base64'), reason: 'konverze' })
    },
    takeControl(key) {
      const document = documents.get(key)
      if (document) document.controlledBy = null
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The message inside the envelope, as it came. */
const innerXml = (envelope: Buffer): string =>
  /<soapenv:Body>([\s\S]*)<\/soapenv:Body>/.exec(envelope.toString('utf8'))?.[1] ?? ''

const codeLists = [
  {
    id: 'VecnaSkupina',
    name: 'Věcné skupiny',
    items: [
      { id: 'VS-101.2', text: '101.2 Usnesení rady', state: 'Aktivni' },
      { id: 'VS-101.9', text: '101.9 Zrušená skupina', state: 'Neaktivni' },
    ],
  },
  { id: 'SkartacniRezim', name: 'Skartační režimy', items: [{ id: 'A10', text: 'A/10', state: 'Aktivni' }] },
] as const

const listHead = ({ id, name, items }: (typeof codeLists)[number]): Markup =>
  xml(
    'Ciselnik',
    {},
    xml('IdCiselniku', {}, id),
    xml('NazevCiselniku', {}, name),
    xml('PocetPrvkuCiselniku', {}, items.length),
    xml('CasPosledniZmeny', {}, '2026-01-01T00:00:00Z'),
  )

const listItem = ({ id, text, state }: (typeof codeLists)[number]['items'][number]): Markup =>
  xml('Polozka', {}, xml('IdPolozky', {}, id), xml('Text', {}, text), xml('StavPolozky', {}, state))
