import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { childOf, readXml, textAt, type XmlElement } from '../../records/xml/readXml.ts'
import { Markup, xml, xmlDocument } from '../../records/xml/writeXml.ts'
import { codeLists, listHead, listItem } from './esslCodeLists.ts'
import { esslRegister, idKey, idOf, meaningOf, status, type SimulatedDocument } from './esslRegister.ts'

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
  const done = new Map<number, { readonly meaning: string; readonly code: string; readonly text: string }>()
  const violations: string[] = []
  const { documents, files, ...register } = esslRegister(source, violations)
  const messages: { schema: 'ermsIFSyn' | 'ermsIFAsyn'; xml: string }[] = []
  const outgoing: { readonly number: number; readonly messages: Markup }[] = []
  let lastBatch = 0
  let stoppedAt: number | null = null
  let refusal: { readonly code: string; readonly text: string } | null = null

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
        const error = refusal ? `${refusal.code} ${refusal.text}` : register.doEvent(event)
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
        return rename('DokumentZalozeniResponse', register.createDocument(request))
      case 'ProfilDokumentuZadostRequest': {
        const document = documents.get(idKey(childOf(request, documentId)))
        const content = document
          ? [register.profile(document), status('0000')]
          : [status('9998', 'Dokument neexistuje')]
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
