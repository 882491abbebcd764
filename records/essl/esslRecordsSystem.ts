import type {
  CodeList,
  CodeListsAnswer,
  DeliveryOutcome,
  DeliveryProblem,
  DryRun,
  DryRunProblem,
  Instant,
  NumberBook,
  ReadBack,
  ReadBackFile,
  RecordFacts,
  RecordsDispatch,
  RecordsHealth,
  RecordsSystem,
} from '@glosa/domain/model'
import { guardedBy } from '../guardedBy.ts'
import { outcomeOfFailure, told } from '../http/failure.ts'
import type { HttpSend } from '../http/outgoing.ts'
import { NotXml, textAt } from '../xml/readXml.ts'
import { type Markup, xmlDocument } from '../xml/writeXml.ts'
import { sha256Of } from '../versionHash.ts'
import {
  codeListHeadsOf,
  codeListItemsOf,
  documentOf,
  fileBytesOf,
  isDone,
  messagesOf,
  sameIdentifier,
  statusOf,
  statusText,
  type EsslDocument,
  type OperationStatus,
} from './answers.ts'
import { esslBatches } from './batches.ts'
import { documentIdentifier, esslFiles, type EsslNames } from './esslFiles.ts'
import {
  attachFile,
  createFile,
  giveBack,
  link,
  newFileVersion,
  settle,
  type EsslFile,
  type EventOf,
} from './events.ts'
import { esslProfiles, type EsslProfile } from './profile.ts'
import * as ask from './requests.ts'
import type { Identifier, Issuer } from './requests.ts'
import { callSoap, SoapRefusal, type SoapAnswer } from './soap.ts'

export interface EsslOptions extends EsslNames {
  readonly target: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly send: HttpSend
  readonly numbers: NumberBook
  readonly now: () => Instant
  readonly edition: EsslProfile['edition']
  readonly destination: string
  readonly user: string
  readonly mode: 'synchronous' | 'batches'
  readonly documentKinds: Readonly<Record<string, { readonly id?: Identifier | undefined; readonly name: string }>>
  readonly group: Identifier | null
  readonly file: Identifier | null
  readonly handOver: 'none' | 'return' | 'settle-and-return'
  readonly settledBy: string
  readonly attach: 'pdf' | 'all'
  /** Called between the steps, for tests that end the process there. */
  readonly onStep?: (moment: EsslMoment) => void | Promise<void>
}

/** Names of the moments between two steps at the records system. */
export type EsslMoment = 'document-created' | 'file-attached' | 'linked' | 'handed-over' | 'batch-sent'

/** What an attempt comes to when the records system says no to one of its steps. */
class Refused extends Error {
  readonly outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>

  constructor(outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>) {
    super('refused')
    this.outcome = outcome
  }
}

/**
 * A Czech records system (eSSL) by annex 1 of the national standard for electronic systems of
 * records management: register, get the number, attach, read back, hand over. A repetition has the
 * same identifiers and event numbers, so it has the same result (8.1.7); even so, what is there is
 * asked for before anything is sent.
 */
export function esslRecordsSystem(options: EsslOptions): RecordsSystem {
  const { target, url, headers, send, numbers, now, user, source, destination, onStep } = options
  const profile = esslProfiles[options.edition]
  const to = { url, headers }
  const issuer = (at = now()): Issuer => ({ profile, source, destination, user, at })

  const call = (operation: string, message: Markup, deliveryId: string | null): Promise<SoapAnswer> =>
    callSoap(send, to, operation, message, deliveryId)
  const nameOf = (deliveryId: string): Identifier => documentIdentifier(options, deliveryId)

  async function findDocument(deliveryId: string): Promise<{ found: EsslDocument; answer: SoapAnswer } | null> {
    const answer = await call('ProfilDokumentuZadost', ask.askDocument(issuer(), nameOf(deliveryId)), deliveryId)
    const status = statusOf(answer.body)
    const found = documentOf(answer.body)
    if (isDone(status)) {
      if (!found) throw new NotXml('a document without a profile')
      return { found, answer }
    }
    // The standard calls "no such document" an error without giving it a code; rights have theirs.
    if (status.code === '0001')
      throw new Refused({ type: 'retry', code: 'access-refused', problem: `access refused (${statusText(status)})` })
    return null
  }

  async function create(record: RecordFacts): Promise<{ found: EsslDocument; answer: SoapAnswer }> {
    // The time of the lock, not of the attempt: what is repeated is the same to the last byte (8.1.7).
    const message = ask.createDocument(issuer(record.lockedAt), newDocument(options, record))
    const answer = await call('DokumentZalozeni', message, record.deliveryId)
    const status = statusOf(answer.body)
    if (!isDone(status)) throw new Refused({ type: 'rejected', code: 'refused', reason: statusText(status) })
    const found = documentOf(answer.body)
    if (!found) throw new NotXml('a created document without a profile')
    await onStep?.('document-created')
    return { found, answer }
  }

  async function findOrCreate(record: RecordFacts) {
    return (await findDocument(record.deliveryId)) ?? (await create(record))
  }

  function acceptedAs({ found, answer }: { found: EsslDocument; answer: SoapAnswer }): DeliveryOutcome {
    const { reference } = found
    const { endpoint, certificate, body: raw } = answer.http
    const recordNumber = reference.referenceNumber ?? reference.registerNumber ?? reference.recordId
    return { type: 'accepted', recordNumber, raw, reference, endpoint, ...(certificate ? { certificate } : {}) }
  }

  /** Has events done in one request; each is all or nothing, and the first that fails stops the rest (8.1.16). */
  async function perform({ record }: RecordsDispatch, key: string, events: readonly EventOf[]): Promise<void> {
    const { deliveryId } = record
    const first = await numbers.take('udalost', `${deliveryId}/${key}`, events.length)
    const from = issuer(record.lockedAt)
    const numbered = events.map((event, index) => event(from, first + index))
    const answer = await call('Udalosti', ask.doEvents(from, numbered), deliveryId)
    const messages = new Map(messagesOf(answer.body).map((message) => [message.eventId, message]))
    for (const index of events.keys()) {
      const message = messages.get(first + index)
      if (!message) throw new NotXml('an event without a message')
      if (!isDone(message)) throw new Refused({ type: 'rejected', code: 'refused', reason: statusText(message) })
    }
  }

  const isOurs = ({ controlledBy }: EsslDocument): boolean => controlledBy === null || controlledBy === source

  async function missingFiles(parcel: RecordsDispatch, document: EsslDocument): Promise<readonly MissingFile[]> {
    const missing: MissingFile[] = []
    for (const file of esslFiles(options, parcel, options.attach)) {
      if (!document.files.some((id) => sameIdentifier(id, file.identifier))) {
        missing.push({ file, found: null })
        continue
      }
      const found = await readFile(file, parcel.deliveryId)
      if (found !== file.sha256) missing.push({ file, found: found ?? 'nothing' })
    }
    return missing
  }

  const linkWanted = ({ record }: RecordsDispatch, document: EsslDocument): Identifier | null => {
    const before = record.supersedes && nameOf(record.supersedes.deliveryId)
    return before && !document.links.some((id) => sameIdentifier(id, before)) ? before : null
  }

  async function attachAll(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    const { deliveryId } = parcel
    const there = await findOrCreate(parcel.record)
    const missing = await missingFiles(parcel, there.found)
    const before = linkWanted(parcel, there.found)
    if (missing.length === 0 && !before) return acceptedAs(there)
    if (!isOurs(there.found)) {
      const reason = `the document is in the exclusive control of ${there.found.controlledBy ?? ''}`
      return { type: 'rejected', code: 'record-controlled', reason }
    }
    const document = nameOf(deliveryId)
    for (const { file, found } of missing) {
      const events =
        found === null
          ? [createFile(file), attachFile(document, file)]
          : [newFileVersion(file, 'oprava souboru před předáním')]
      await perform(parcel, `${file.identifier.value}/${found ?? 'new'}/${file.sha256}`, events)
      await onStep?.('file-attached')
    }
    if (before) {
      await perform(parcel, 'link', [link(document, before)])
      await onStep?.('linked')
    }
    const now = await findDocument(deliveryId)
    if (!now) throw new NotXml('the document is gone')
    return acceptedAs(now)
  }

  /** @returns the hash of the latest content; `null` when there is no such file */
  async function readFile(file: EsslFile, deliveryId: string): Promise<string | null> {
    const answer = await call('SouborZadost', ask.askFile(issuer(), file.identifier), deliveryId)
    if (!isDone(statusOf(answer.body))) return null
    const bytes = fileBytesOf(answer.body)
    if (!bytes) throw new NotXml('a file without bytes')
    return sha256Of(bytes)
  }

  const batches = esslBatches({ call, issuer, numbers, onStep: () => onStep?.('batch-sent') })

  async function sendBatch(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    const { deliveryId } = parcel
    const files = esslFiles(options, parcel, options.attach)
    const there = await findOrCreate(parcel.record)
    if (!isOurs(there.found)) return attachAll(parcel)
    const document = nameOf(deliveryId)
    const before = parcel.record.supersedes && nameOf(parcel.record.supersedes.deliveryId)
    const events = [
      ...files.flatMap((file) => [createFile(file), attachFile(document, file)]),
      ...(before ? [link(document, before)] : []),
    ]
    return batches.send(parcel.record, contentKey(files), events)
  }

  async function reconcileBatch(parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'> {
    const files = esslFiles(options, parcel, options.attach)
    const count = files.length * 2 + (parcel.record.supersedes ? 1 : 0)
    const result = await batches.resultOf(parcel.deliveryId, contentKey(files), count)
    if (result !== 'done') return result
    const there = await findDocument(parcel.deliveryId)
    return there ? acceptedAs(there) : 'unknown'
  }

  async function reconcileSync(parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'> {
    const there = await findDocument(parcel.deliveryId)
    if (!there || (await missingFiles(parcel, there.found)).length > 0) return 'unknown'
    return linkWanted(parcel, there.found) ? 'unknown' : acceptedAs(there)
  }

  async function finish(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    const there = await findDocument(parcel.deliveryId)
    if (!there) return { type: 'rejected', code: 'record-gone', reason: 'the document is gone' }
    const document = nameOf(parcel.deliveryId)
    if (isOurs(there.found) && there.found.controlledBy !== null) {
      const isToSettle = options.handOver === 'settle-and-return' && there.found.state === 'nevyrizen'
      const events = [...(isToSettle ? [settle(document, options.settledBy)] : []), giveBack(document)]
      await perform(parcel, isToSettle ? 'settle-and-return' : 'return', events)
      await onStep?.('handed-over')
    }
    return acceptedAs(there)
  }

  async function readBack(parcel: RecordsDispatch): Promise<ReadBack> {
    const files: ReadBackFile[] = []
    try {
      for (const file of esslFiles(options, parcel, options.attach)) {
        const sha256 = await readFile(file, parcel.deliveryId)
        files.push({ name: file.name, sha256: sha256 as ReadBackFile['sha256'] })
      }
      return { type: 'read', files }
    } catch (error) {
      const outcome = outcomeOf(error)
      return { type: 'unreachable', ...told(outcome) }
    }
  }

  return {
    target,
    reserve: (record, isRepeated) =>
      guarded(async () => acceptedAs(isRepeated ? await findOrCreate(record) : await create(record))),
    send: (parcel) => guarded(() => (options.mode === 'batches' ? sendBatch(parcel) : attachAll(parcel))),
    reconcile: (_deliveryId, parcel) =>
      guarded(() => (options.mode === 'batches' ? reconcileBatch(parcel) : reconcileSync(parcel))),
    readBack,
    ...(options.handOver === 'none' ? {} : { finish: (parcel) => guarded(() => finish(parcel)) }),
    check: () => checkHealth(call, issuer, now),
    codeLists: () => readCodeLists(call, issuer),
    dryRun: async (parcel) => dryRun(options, issuer(parcel.record.lockedAt), parcel),
  }
}

interface MissingFile {
  readonly file: EsslFile
  /** What the records system has instead; `null` when the file is not attached. */
  readonly found: string | null
}

type Call = (operation: string, message: Markup, deliveryId: string | null) => Promise<SoapAnswer>

/** Other content is another set of events with other numbers. */
const contentKey = (files: readonly EsslFile[]): string =>
  sha256Of(files.map(({ sha256 }) => sha256).join('\n')).slice(0, 32)

const guarded = guardedBy(outcomeOf)

function outcomeOf(error: unknown): Exclude<DeliveryOutcome, { type: 'accepted' }> {
  if (error instanceof Refused || error instanceof SoapRefusal) return error.outcome
  if (error instanceof NotXml)
    return { type: 'uncertain', code: 'answer-unclear', problem: `the answer cannot be understood (${error.message})` }
  return outcomeOfFailure(error)
}

async function checkHealth(call: Call, issuer: () => Issuer, now: () => Instant): Promise<RecordsHealth> {
  try {
    const word = `glosa-${now()}`
    const { body, http } = await call('WsTest', ask.test(issuer(), word), null)
    const status = statusOf(body)
    const serverMs = Date.parse(http.headers.date ?? '')
    const clockSkewMs = Number.isNaN(serverMs) ? null : serverMs - now()
    if (textAt(body, 'WsTestId') !== word)
      return { isUsable: false, code: 'answer-unclear', problem: 'answers another question', clockSkewMs }
    if (isDone(status)) return { isUsable: true, problem: null, clockSkewMs }
    return { isUsable: false, code: refusalKind(status), problem: statusText(status), clockSkewMs }
  } catch (error) {
    const outcome = outcomeOf(error)
    return { isUsable: false, ...told(outcome), clockSkewMs: null }
  }
}

/** What a status that is not good says of the kind of the problem: rights have a code of their own. */
const refusalKind = ({ code }: OperationStatus): DeliveryProblem => (code === '0001' ? 'access-refused' : 'refused')

async function readCodeLists(call: Call, issuer: () => Issuer): Promise<CodeListsAnswer> {
  try {
    const { body } = await call('CiselnikySeznam', ask.askCodeLists(issuer()), null)
    // It has no status; another answer would read as "no lists" and take the place of those that are kept.
    if (body.name !== 'CiselnikySeznamResponse') throw new NotXml(`${body.name} in place of the code lists`)
    const lists: CodeList[] = []
    for (const { id, name, changedAt } of codeListHeadsOf(body)) {
      const { body: list } = await call('CiselnikZadost', ask.askCodeList(issuer(), id), null)
      const status = statusOf(list)
      if (!isDone(status)) {
        const problem = `the code list ${id} cannot be read: ${statusText(status)}`
        return { type: 'unreachable', code: refusalKind(status), problem }
      }
      lists.push({ id, name, changedAt, items: codeListItemsOf(list) })
    }
    return { type: 'read', lists }
  } catch (error) {
    return { type: 'unreachable', ...told(outcomeOf(error)) }
  }
}

const newDocument = (options: EsslOptions, record: RecordFacts): ask.NewDocument => ({
  identifier: documentIdentifier(options, record.deliveryId),
  createdAt: record.lockedAt,
  title: record.title,
  description: `${record.materialNumber}, verze ${record.version}`,
  kind: options.documentKinds[record.template] ?? options.documentKinds['*'] ?? null,
  group: options.group,
  file: options.file,
  note: record.supersedes
    ? `Předchozí verze: ${record.supersedes.reference?.referenceNumber ?? record.version - 1}`
    : null,
  enclosures: record.attachments,
})

const longestShown = 4_000

/** The messages as they would leave, without the bytes of the files. */
function dryRun(options: EsslOptions, issuer: Issuer, parcel: RecordsDispatch): DryRun {
  const document = documentIdentifier(options, parcel.deliveryId)
  const files = esslFiles(options, parcel, options.attach)
  const shown = (name: string, markup: Markup) => {
    const bytes = xmlDocument(markup)
    const text = Buffer.from(bytes).toString('utf8')
    return {
      name,
      bytes: bytes.length,
      text: text.replace(/(<dmEncodedContent>)[^<]{200,}/g, '$1…').slice(0, longestShown),
    }
  }
  const created = ask.createDocument(issuer, newDocument(options, parcel.record))
  const events = files.flatMap((file, index) => [
    createFile(file)(issuer, index * 2 + 1),
    attachFile(document, file)(issuer, index * 2 + 2),
  ])
  const problems: DryRunProblem[] = []
  if (!files.some(({ metaType }) => metaType === 'main'))
    problems.push({ code: 'no-main-file', problem: 'no component with dmFileMetaType main' })
  if (parcel.title.length > 100)
    problems.push({ code: 'title-shortened', problem: `Nazev: ${parcel.title.length} > 100 characters` })
  for (const { identifier } of files)
    if (identifier.value.length > 40)
      problems.push({ code: 'identifier-too-long', problem: `HodnotaID > 40 characters: ${identifier.value}` })
  return { messages: [shown('DokumentZalozeni', created), shown('Udalosti', ask.doEvents(issuer, events))], problems }
}
