import type {
  DeliveryOutcome,
  DryRun,
  ReadBack,
  ReadBackFile,
  RecordsDispatch,
  RecordsPackageFile,
  RecordsSystem,
} from '@glosa/domain/model'
import { guardedBy } from '../guardedBy.ts'
import { outcomeOfFailure, told } from '../http/failure.ts'
import { safeFileName } from '../package/fileName.ts'
import { sha256Of } from '../versionHash.ts'
import { browserBinding, CmisProblem, type CmisObject, type CmisOptions } from './browserBinding.ts'

export interface CmisSystemOptions extends CmisOptions {
  readonly target: string
  /** Path or object id of the folder in which a folder for each version is made. */
  readonly folder: string
  readonly documentType: string
  readonly folderType: string
  readonly relationshipType: string | null
  readonly idProperty: { readonly secondaryType?: string | undefined; readonly property: string } | null
  readonly numberProperty: string | null
  /** Called between the steps, for tests that end the process there. */
  readonly onStep?: (moment: CmisMoment) => void | Promise<void>
}

/** Names of the moments between two steps at the repository. */
export type CmisMoment = 'folder-created' | 'file-created' | 'relation-created'

/**
 * A repository that speaks CMIS 1.1. Each version is a folder of its own, named after the delivery; its files are
 * created one by one, the manifest last. CMIS has no key for repetitions: what is there is listed before anything is
 * created, and a name is taken only once.
 */
export function cmisRecordsSystem(options: CmisSystemOptions): RecordsSystem {
  const { target, folder, documentType, folderType, relationshipType, idProperty, numberProperty, onStep } = options
  const binding = browserBinding(options)

  const nameOf = ({ materialNumber, version, deliveryId }: RecordsDispatch): string =>
    folderName(materialNumber, version, deliveryId)

  let above: CmisObject | null = null
  async function parent(deliveryId: string | null): Promise<CmisObject> {
    if (above && deliveryId !== null) return above
    const found = await binding.find(folder.startsWith('/') ? { path: folder } : { id: folder }, deliveryId)
    if (!found)
      throw new CmisProblem(null, {
        type: 'retry',
        code: 'settings-wrong',
        problem: `the folder ${folder} does not exist`,
      })
    above = found
    return found
  }

  const findFolder = (name: string, deliveryId: string, parentPath: string): Promise<CmisObject | null> =>
    binding.find({ path: `${parentPath === '/' ? '' : parentPath}/${name}` }, deliveryId)

  const pathOf = ({ properties }: CmisObject): string => {
    const path = properties['cmis:path']
    if (typeof path !== 'string')
      throw new CmisProblem(null, { type: 'rejected', code: 'settings-wrong', reason: `${folder} is not a folder` })
    return path
  }

  function acceptedAs(found: CmisObject): DeliveryOutcome {
    const number = numberProperty === null ? null : found.properties[numberProperty]
    const recordNumber = typeof number === 'string' && number ? number : found.id
    const { endpoint, certificate, body: raw } = found.answer
    return {
      type: 'accepted',
      recordNumber,
      raw,
      reference: { recordId: found.id, ...(recordNumber === found.id ? {} : { referenceNumber: recordNumber }) },
      endpoint,
      ...(certificate ? { certificate } : {}),
    }
  }

  async function create(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    const { deliveryId, record } = parcel
    const root = await parent(deliveryId)
    const name = nameOf(parcel)
    const there = await findFolder(name, deliveryId, pathOf(root))
    const home = there ?? (await folderBelow(root, name, deliveryId))
    if (!there) await onStep?.('folder-created')
    const names = there ? await binding.children(home.id, deliveryId) : new Map<string, string>()
    for (const file of parcel.files) {
      if (names.has(file.name)) continue
      const properties = { 'cmis:objectTypeId': documentType, 'cmis:name': file.name }
      await binding.createDocument(home.id, properties, contentOf(file), deliveryId)
      await onStep?.('file-created')
    }
    if (relationshipType !== null && record.supersedes) {
      await relate(home.id, record.supersedes.reference?.recordId ?? null, relationshipType, deliveryId)
    }
    return acceptedAs((await findFolder(name, deliveryId, pathOf(root))) ?? home)
  }

  /** Somebody may have put another folder in the place of the one that is known. */
  async function folderBelow(known: CmisObject, name: string, deliveryId: string): Promise<CmisObject> {
    try {
      return await makeFolder(known.id, name, deliveryId)
    } catch (error) {
      if (!(error instanceof CmisProblem) || error.exception !== 'objectNotFound') throw error
      above = null
      const { id } = await parent(deliveryId)
      // It is there: something else was not found, the type of the folder perhaps.
      if (id === known.id) throw error
      return makeFolder(id, name, deliveryId)
    }
  }

  function makeFolder(parentId: string, name: string, deliveryId: string): Promise<CmisObject> {
    const own = idProperty
      ? {
          ...(idProperty.secondaryType ? { 'cmis:secondaryObjectTypeIds': [idProperty.secondaryType] } : {}),
          [idProperty.property]: deliveryId,
        }
      : {}
    return binding.createFolder(parentId, { 'cmis:objectTypeId': folderType, 'cmis:name': name, ...own }, deliveryId)
  }

  async function relate(from: string, to: string | null, type: string, deliveryId: string): Promise<void> {
    if (to === null || (await binding.relatedTo(from, type, deliveryId)).includes(to)) return
    await binding.createRelationship(
      { 'cmis:objectTypeId': type, 'cmis:name': 'glosa-supersedes', 'cmis:sourceId': from, 'cmis:targetId': to },
      deliveryId,
    )
    await onStep?.('relation-created')
  }

  async function lookUp(parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'> {
    const { deliveryId, record } = parcel
    const root = await parent(deliveryId)
    const home = await findFolder(nameOf(parcel), deliveryId, pathOf(root))
    if (!home) return 'unknown'
    const names = await binding.children(home.id, deliveryId)
    // What is there is not created again: sending goes on where it stopped.
    if (parcel.files.some(({ name }) => !names.has(name))) return 'unknown'
    return relationshipType !== null && record.supersedes ? 'unknown' : acceptedAs(home)
  }

  async function readBack(parcel: RecordsDispatch): Promise<ReadBack> {
    const { deliveryId } = parcel
    try {
      const root = await parent(deliveryId)
      const home = await findFolder(nameOf(parcel), deliveryId, pathOf(root))
      const names = home ? await binding.children(home.id, deliveryId) : new Map<string, string>()
      const files: ReadBackFile[] = []
      for (const { name, mediaType } of parcel.files) {
        const id = names.get(name)
        files.push({
          name,
          sha256: id === undefined ? null : sha256Of(await binding.content(id, deliveryId, mediaType)),
        })
      }
      return { type: 'read', files }
    } catch (error) {
      const outcome = outcomeOf(error)
      return { type: 'unreachable', ...told(outcome) }
    }
  }

  return {
    target,
    send: (parcel) => guarded(() => create(parcel)),
    reconcile: (_deliveryId, parcel) => guarded(() => lookUp(parcel)),
    readBack,
    async check() {
      try {
        const { answer } = await parent(null)
        const serverMs = Date.parse(answer.headers.date ?? '')
        const clockSkewMs = Number.isNaN(serverMs) ? null : serverMs - Date.now()
        return { isUsable: true, problem: null, clockSkewMs }
      } catch (error) {
        const outcome = outcomeOf(error)
        return { isUsable: false, ...told(outcome), clockSkewMs: null }
      }
    },
    dryRun: async (parcel) => dryRun(options, parcel, nameOf(parcel)),
  }
}

const folderName = (materialNumber: string, version: number, deliveryId: string): string =>
  `${safeFileName(materialNumber)}-v${version}-${deliveryId.slice(0, 16)}`

const contentOf = ({ name, mediaType, bytes }: RecordsPackageFile) => ({ name, mediaType, bytes })

const guarded = guardedBy(outcomeOf)

function outcomeOf(error: unknown): Exclude<DeliveryOutcome, { type: 'accepted' }> {
  if (!(error instanceof CmisProblem)) return outcomeOfFailure(error)
  // Somebody was faster with this very name: a request of ours whose answer was lost.
  if (error.exception === 'nameConstraintViolation')
    return { type: 'uncertain', code: 'answer-lost', problem: error.message }
  return error.outcome
}

const dryRun = (
  { folder, folderType, documentType }: CmisSystemOptions,
  parcel: RecordsDispatch,
  name: string,
): DryRun => ({
  messages: [
    { name: 'createFolder', bytes: 0, text: `${folder}/${name} (${folderType})` },
    ...parcel.files.map((file) => ({
      name: 'createDocument',
      bytes: file.bytes.length,
      text: `${file.name} (${documentType}, ${file.mediaType}, SHA-256 ${file.sha256})`,
    })),
  ],
  problems: [],
})
