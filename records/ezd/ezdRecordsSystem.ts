import { guardedBy } from '../guardedBy.ts'
import { told } from '../http/failure.ts'
import type {
  DeliveryOutcome,
  DryRun,
  DryRunProblem,
  ReadBack,
  ReadBackFile,
  RecordsDispatch,
  RecordsPackageFile,
  RecordsSystem,
} from '@glosa/domain/model'
import { safeFileName } from '../package/fileName.ts'
import { sha256Of } from '../versionHash.ts'
import { EzdProblem, integratorApi, isJson, type EzdAccess, type Json } from './integratorApi.ts'

interface Attribute {
  readonly key: string
  readonly name: string
}

export interface EzdOptions extends EzdAccess {
  readonly target: string
  /** The case that documents go to; without it one is founded for each material. */
  readonly caseId: string | null
  readonly newCase: { readonly planId: string; readonly category: string } | null
  readonly attributes: { readonly deliveryId: Attribute; readonly sha256?: Attribute | undefined } | null
  readonly attach: 'pdf' | 'all'
  readonly settleMs: number
  /** Called between the steps, for tests that end the process there. */
  readonly onStep?: (moment: EzdMoment) => void | Promise<void>
}

/** Names of the moments between two steps at EZD RP. */
export type EzdMoment = 'case-founded' | 'document-added' | 'attributes-set'

interface Case {
  readonly id: string
  readonly mark: string
}

interface Kept {
  readonly id: string
  readonly versionId: string | null
}

const longestTitle = 500
const pageSize = 100

/**
 * EZD RP (NASK) by its Integrator API v2. It has no key for repetitions, so what is there is always looked for
 * first, by names that carry the delivery's id; and a change whose answer was lost is not repeated before so much
 * time has passed that it cannot be at work any more.
 */
export function ezdRecordsSystem(options: EzdOptions): RecordsSystem {
  const { target, caseId, newCase, attributes, attach, settleMs, now, onStep } = options
  const api = integratorApi(options)

  const wanted = (parcel: RecordsDispatch): readonly RecordsPackageFile[] =>
    parcel.files.filter(({ role }) => attach === 'all' || (role !== undefined && documentRoles.includes(role)))

  async function findCase(parcel: RecordsDispatch): Promise<Case | null> {
    const { deliveryId } = parcel
    if (caseId !== null) {
      const { json } = await api.get('GET /sprawy/{idSprawa}', ['sprawy', caseId], deliveryId)
      return caseOf(json)
    }
    const title = caseTitle(parcel)
    const query = { status: 0, tytulSprawy: title, pageInfo: { page: 0, pageSize } }
    const found = await api.search('POST /sprawy/_search', ['sprawy', '_search'], query, deliveryId)
    const same = listIn(found).filter((each) => each['tytul'] === title)
    return same[0] ? caseOf(same[0]) : null
  }

  async function foundCase(parcel: RecordsDispatch): Promise<Case> {
    if (!newCase)
      throw new EzdProblem({
        type: 'rejected',
        code: 'settings-wrong',
        reason: 'no case, and no class of the file plan to found one',
      })
    const { deliveryId, record } = parcel
    const wish = {
      idWykaz: newCase.planId,
      tytul: caseTitle(parcel),
      kategoriaArchiwalna: newCase.category,
      numer: 0,
      rokZalozenia: new Date(record.lockedAt).getUTCFullYear(),
    }
    const made = caseOf(await api.changeJson('POST /sprawy', 'POST', ['sprawy'], wish, deliveryId))
    await onStep?.('case-founded')
    return made
  }

  /** Documents of the case by name. */
  async function documentsOf({ id }: Case, deliveryId: string): Promise<ReadonlyMap<string, Kept>> {
    const found = new Map<string, Kept>()
    for (let page = 0; ; page += 1) {
      const query = `?page=${page}&pageSize=${pageSize}`
      const { json } = await api.get('GET /sprawy/{idSprawa}/dokumenty', ['sprawy', id, 'dokumenty'], deliveryId, query)
      const list = listIn(json)
      for (const each of list) {
        const { idDokumentPrzestrzeni, idDokumentWersja, nazwa, rozszerzenie } = each
        if (typeof idDokumentPrzestrzeni !== 'string' || typeof nazwa !== 'string') continue
        const kept = {
          id: idDokumentPrzestrzeni,
          versionId: typeof idDokumentWersja === 'string' ? idDokumentWersja : null,
        }
        found.set(nazwa, kept)
        // The name may come without its ending.
        if (typeof rozszerzenie === 'string') found.set(`${nazwa}.${rozszerzenie.replace(/^\./, '')}`, kept)
      }
      if (list.length < pageSize) return found
    }
  }

  async function deliver(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    const { deliveryId } = parcel
    const home = (await findCase(parcel)) ?? (await foundCase(parcel))
    const there = await documentsOf(home, deliveryId)
    for (const file of wanted(parcel)) {
      const name = documentName(deliveryId, file)
      const known = there.get(name)
      const id = known?.id ?? (await addDocument(home, { ...file, name }, deliveryId))
      if (!known) await onStep?.('document-added')
      if (attributes) await describe(id, file, deliveryId)
    }
    return acceptedAs(parcel, home, await documentsOf(home, deliveryId))
  }

  async function addDocument({ id }: Case, file: RecordsPackageFile, deliveryId: string): Promise<string> {
    const parts = ['sprawy', id, 'dokumenty']
    const [added, ...others] = listIn(await api.upload('POST /sprawy/{idSprawa}/dokumenty', parts, file, deliveryId))
    const documentId = added?.['idDokumentPrzestrzeni']
    if (typeof documentId !== 'string' || others.length > 0) {
      throw new EzdProblem({
        type: 'uncertain',
        code: 'answer-unclear',
        problem: 'one document was added, another number was confirmed',
      })
    }
    return documentId
  }

  /** Sets the same attributes to the same values: that may be repeated. */
  async function describe(documentId: string, file: RecordsPackageFile, deliveryId: string): Promise<void> {
    if (!attributes) return
    const { deliveryId: own, sha256 } = attributes
    const metadane = [
      { klucz: own.key, nazwa: own.name, wartosc: deliveryId },
      ...(sha256 ? [{ klucz: sha256.key, nazwa: sha256.name, wartosc: file.sha256 }] : []),
    ]
    const parts = ['dokumenty', documentId, 'metadane']
    await api.changeJson('PUT /dokumenty/{id}/metadane', 'PUT', parts, { metadane }, deliveryId)
    await onStep?.('attributes-set')
  }

  async function acceptedAs(
    parcel: RecordsDispatch,
    home: Case,
    there: ReadonlyMap<string, Kept>,
  ): Promise<DeliveryOutcome> {
    const main = wanted(parcel).find(({ role }) => role === 'rendition')
    const kept = main && there.get(documentName(parcel.deliveryId, main))
    if (!kept) return { type: 'uncertain', code: 'record-gone', problem: 'the document does not appear in its case' }
    const {
      body: raw,
      endpoint,
      certificate,
    } = await api.get('GET /dokumenty/{id}', ['dokumenty', kept.id], parcel.deliveryId)
    return {
      type: 'accepted',
      recordNumber: `${home.mark} (${kept.id})`,
      raw,
      reference: {
        recordId: kept.id,
        referenceNumber: home.mark,
        ...(kept.versionId === null ? {} : { version: kept.versionId }),
      },
      endpoint,
      ...(certificate ? { certificate } : {}),
    }
  }

  async function lookUp(parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'> {
    const home = await findCase(parcel)
    const there = home ? await documentsOf(home, parcel.deliveryId) : new Map<string, Kept>()
    const isWhole = wanted(parcel).every((file) => there.has(documentName(parcel.deliveryId, file)))
    if (home && isWhole && !attributes) return acceptedAs(parcel, home, there)
    // What is whole may be described again at once; what is missing may still be on its way.
    if (home && isWhole) return 'unknown'
    const since = parcel.uncertainSince ?? now()
    if (now() - since >= settleMs) return 'unknown'
    return { type: 'uncertain', code: 'answer-lost', problem: 'not found yet; a lost request may still be at work' }
  }

  async function readBack(parcel: RecordsDispatch): Promise<ReadBack> {
    const { deliveryId } = parcel
    try {
      const home = await findCase(parcel)
      const there = home ? await documentsOf(home, deliveryId) : new Map<string, Kept>()
      const files: ReadBackFile[] = []
      for (const file of wanted(parcel)) {
        const kept = there.get(documentName(deliveryId, file))
        files.push({ name: file.name, sha256: kept ? sha256Of(await bytesOf(kept.id, deliveryId)) : null })
      }
      return { type: 'read', files }
    } catch (error) {
      const outcome = outcomeOf(error)
      return { type: 'unreachable', ...told(outcome) }
    }
  }

  async function bytesOf(documentId: string, deliveryId: string): Promise<Uint8Array> {
    const { json } = await api.get('GET /dokumenty/{id}/link', ['dokumenty', documentId, 'link'], deliveryId)
    return api.download(json['link'], deliveryId)
  }

  return {
    target,
    send: (parcel) => guarded(() => deliver(parcel)),
    reconcile: (_deliveryId, parcel) => guarded(() => lookUp(parcel)),
    readBack,
    async check() {
      try {
        const [operation, parts] =
          caseId === null
            ? (['GET /metadane/konfiguracja', ['metadane', 'konfiguracja']] as const)
            : (['GET /sprawy/{idSprawa}', ['sprawy', caseId]] as const)
        const { headers } = await api.get(operation, parts, null)
        const serverMs = Date.parse(headers.date ?? '')
        return { isUsable: true, problem: null, clockSkewMs: Number.isNaN(serverMs) ? null : serverMs - now() }
      } catch (error) {
        const outcome = outcomeOf(error)
        return { isUsable: false, ...told(outcome), clockSkewMs: null }
      }
    },
    dryRun: async (parcel) => dryRun(options, parcel, wanted(parcel)),
  }
}

/** The interface takes files up to 500 MB. */
const largestFile = 500 * 1024 * 1024

const documentRoles = ['rendition', 'attachment', 'signature']

/** Title of the case of a material: found again by it. At least two words of three letters, at most 500 characters. */
function caseTitle({ materialNumber, title }: RecordsDispatch): string {
  return `Sprawa ${materialNumber}: ${title}`.slice(0, longestTitle).toWellFormed()
}

/** The name of a document: by it a delivery is found again, also before its attributes are set. */
const documentName = (deliveryId: string, { name }: Pick<RecordsPackageFile, 'name'>): string =>
  safeFileName(`${deliveryId.slice(0, 16)}-${name}`)

function caseOf(json: Json): Case {
  const { idSprawa, znak } = json
  if (typeof idSprawa !== 'string')
    throw new EzdProblem({ type: 'uncertain', code: 'answer-unclear', problem: 'a case without an id' })
  return { id: idSprawa, mark: typeof znak === 'string' ? znak : idSprawa }
}

function listIn(json: Json): readonly Json[] {
  const { lista } = json
  // Also after a change: nobody knows what an answer without its list stands for.
  if (!Array.isArray(lista))
    throw new EzdProblem({ type: 'uncertain', code: 'answer-unclear', problem: 'the answer has no list' })
  return lista.filter(isJson)
}

const guarded = guardedBy(outcomeOf)

function outcomeOf(error: unknown): Exclude<DeliveryOutcome, { type: 'accepted' }> {
  if (error instanceof EzdProblem) return error.outcome
  throw error
}

function dryRun(options: EzdOptions, parcel: RecordsDispatch, files: readonly RecordsPackageFile[]): DryRun {
  const problems: DryRunProblem[] = []
  if (options.caseId === null && options.newCase === null)
    problems.push({ code: 'case-not-set', problem: 'neither caseId nor newCase' })
  for (const { name, bytes } of files)
    if (bytes.length > largestFile)
      problems.push({ code: 'file-too-large', problem: `${name}: ${bytes.length} > ${largestFile} bytes` })
  return {
    messages: [
      { name: 'sprawa', bytes: 0, text: options.caseId ?? caseTitle(parcel) },
      ...files.map((file) => ({
        name: documentName(parcel.deliveryId, file),
        bytes: file.bytes.length,
        text: `${file.mediaType}, SHA-256 ${file.sha256}`,
      })),
    ],
    problems,
  }
}
