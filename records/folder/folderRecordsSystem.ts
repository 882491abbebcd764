import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { turns } from '@glosa/domain/model'
import type {
  DeliveryOutcome,
  Instant,
  ReadBack,
  ReadBackFile,
  RecordsHealth,
  RecordsPackage,
  Sha256,
} from '@glosa/domain/model'
import { guardedBy } from '../guardedBy.ts'
import { safeFileName } from '../package/fileName.ts'
import { sha256Of } from '../versionHash.ts'
import { hasCode, renameDurably, syncFolder, writeDurably } from './durableFiles.ts'
import { readReceipt, writeOwnReceipt, type KnownClaims } from './receiptFile.ts'

export interface FolderOptions {
  /** Where the office's process, or a person, takes packages from and puts receipts. */
  readonly folder: string
  /** Whether the adapter gives record numbers itself, for an office that has no process behind the folder. */
  readonly selfReceipt: boolean
  /** The clock that dates own receipts. */
  readonly now: () => Instant
  /** Name of the records system in deliveries; `folder` when left out. */
  readonly target?: string
  /** Called between the steps of a hand-over, for tests that end the process there. */
  readonly onStep?: (moment: HandOverMoment) => void | Promise<void>
}

/** The folder as a records system: it needs no more than the package. */
export interface FolderRecordsSystem {
  readonly target: string
  send(parcel: RecordsPackage): Promise<DeliveryOutcome>
  reconcile(deliveryId: string): Promise<DeliveryOutcome | 'unknown'>
  readBack(parcel: RecordsPackage): Promise<ReadBack>
  check(): Promise<RecordsHealth>
}

/** Names of the moments between two steps of a hand-over. */
export type HandOverMoment = 'written' | 'noted' | 'handed-over' | 'number-claimed' | 'receipt-written'

/**
 * A records system that is a folder: packages go to `outgoing/`, each complete and under its
 * final name at once; `receipts/<deliveryId>.json` says under which number one was taken over.
 * The office may move a package away before it writes the receipt: `deposited/` remembers.
 */
export function folderRecordsSystem(options: FolderOptions): FolderRecordsSystem {
  const { folder: directory, target = 'folder', selfReceipt, now, onStep } = options
  const folders = ['outgoing', 'receipts', 'incomplete', 'deposited'] as const
  const folder = (name: (typeof folders)[number], file: string): string => path.join(directory, name, file)
  // The work on one delivery waits for what is under way on the same.
  const inTurn = turns()
  const claims: KnownClaims = new Map()

  async function deposit(parcel: RecordsPackage): Promise<DeliveryOutcome> {
    const { deliveryId } = parcel
    for (const name of folders) await mkdir(path.join(directory, name), { recursive: true })
    const taken = await findReceipt(deliveryId)
    const place = folder('outgoing', folderNameOf(parcel))
    if (taken?.type === 'accepted' && (await exists(place)) && !(await differingFile(parcel, place))) {
      return { ...taken, isVerified: true }
    }
    if (taken) return taken
    const temporary = folder('incomplete', deliveryId)
    const note = folder('deposited', deliveryId)
    if (!(await exists(note))) {
      await writeWhole(parcel, temporary)
      const differing = await differingFile(parcel, temporary)
      if (differing !== null)
        return { type: 'retry', code: 'other-bytes', problem: `${differing} reads back differently` }
      await onStep?.('written')
      await writeDurably(note, Buffer.from(path.basename(place), 'utf8'))
      await syncFolder(path.dirname(note))
      await onStep?.('noted')
    }
    // After the note, the unfinished folder is still there if and only if it was not handed over.
    if (await exists(temporary)) await renameDurably(temporary, place)
    await onStep?.('handed-over')
    const isThere = await exists(place)
    if (isThere) {
      const differing = await differingFile(parcel, place)
      if (differing !== null)
        return {
          type: 'rejected',
          code: 'other-bytes',
          reason: `${differing} in the folder differs from what was sent`,
        }
    }
    if (selfReceipt) {
      const claimed = (): void | Promise<void> => onStep?.('number-claimed')
      await writeOwnReceipt(directory, deliveryId, factsOf(parcel), new Date(now()), claimed, claims)
      await onStep?.('receipt-written')
    }
    const receipt = await findReceipt(deliveryId)
    if (receipt?.type === 'accepted' && isThere) return { ...receipt, isVerified: true }
    return receipt ?? waiting
  }

  async function findReceipt(deliveryId: string): Promise<DeliveryOutcome | null> {
    const receipt = await readReceipt(folder('receipts', `${deliveryId}.json`))
    if (receipt === null) return null
    if (receipt === 'unreadable')
      return { type: 'uncertain', code: 'receipt-unreadable', problem: 'the receipt cannot be read yet' }
    return { type: 'accepted', recordNumber: receipt.recordNumber, raw: receipt.raw, endpoint: directory }
  }

  async function lookUp(deliveryId: string): Promise<DeliveryOutcome | 'unknown'> {
    const taken = await findReceipt(deliveryId)
    if (taken) return taken
    // Sending again finishes a hand-over that a crash interrupted, and writes the own receipt.
    if (selfReceipt || !(await exists(folder('deposited', deliveryId)))) return 'unknown'
    return (await exists(folder('incomplete', deliveryId))) ? 'unknown' : waiting
  }

  return {
    target,
    send: (parcel) => inTurn(safe(parcel.deliveryId), () => guarded<DeliveryOutcome>(() => deposit(parcel))),
    reconcile: (deliveryId) => inTurn(safe(deliveryId), () => guarded(() => lookUp(deliveryId))),
    readBack: (parcel) => readPackage(parcel, folder('outgoing', folderNameOf(parcel))),
    async check() {
      try {
        await mkdir(directory, { recursive: true })
        await writeDurably(path.join(directory, '.writable'), Buffer.from(String(now())))
        return { isUsable: true, problem: null, clockSkewMs: null }
      } catch (error) {
        if (!isOutage(error)) throw error
        return {
          isUsable: false,
          code: 'place-unusable',
          problem: `the folder cannot be used (${error.code})`,
          clockSkewMs: null,
        }
      }
    },
  }
}

const waiting: DeliveryOutcome = {
  type: 'uncertain',
  code: 'receipt-awaited',
  problem: 'deposited, waiting for the receipt',
  isDeposited: true,
}

async function writeWhole(parcel: RecordsPackage, temporary: string): Promise<void> {
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary)
  for (const file of parcel.files) await writeDurably(path.join(temporary, safe(file.name)), file.bytes)
  await syncFolder(temporary)
  await syncFolder(path.dirname(temporary))
}

/** An outage of the folder as an outcome. Everything here may be repeated, so nothing is ever in doubt. */
const guarded = guardedBy((error) => {
  if (isOutage(error))
    return { type: 'retry', code: 'place-unusable', problem: `the folder cannot be used (${error.code})` }
  throw error
})

const isOutage = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error

/** What still lies in the folder: nothing can be said of a package that the office took away. */
async function readPackage(parcel: RecordsPackage, place: string): Promise<ReadBack> {
  const files: ReadBackFile[] = []
  try {
    if (!(await exists(place))) return { type: 'read', files }
    for (const { name } of parcel.files) {
      files.push({ name, sha256: await sha256OfFile(path.join(place, name)) })
    }
    return { type: 'read', files }
  } catch (error) {
    if (!isOutage(error)) throw error
    return { type: 'unreachable', code: 'place-unusable', problem: `the folder cannot be used (${error.code})` }
  }
}

async function sha256OfFile(file: string): Promise<Sha256 | null> {
  try {
    return sha256Of(await readFile(file))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

const folderNameOf = ({ materialNumber, version, deliveryId }: RecordsPackage): string =>
  `${safeFileName(materialNumber)}-v${version}-${deliveryId.slice(0, 16)}`

const factsOf = ({ materialNumber, title, version, files }: RecordsPackage): object => ({
  materialNumber,
  title,
  version,
  files: files.map(({ name, bytes, sha256 }) => ({ name, bytes: bytes.length, sha256 })),
})

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

/** Reads everything back: the name of a file whose bytes on the disk are others than those sent. */
async function differingFile(parcel: RecordsPackage, place: string): Promise<string | null> {
  for (const file of parcel.files) {
    try {
      if (sha256Of(await readFile(path.join(place, file.name))) !== file.sha256) return file.name
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return file.name
      throw error
    }
  }
  return null
}

/**
 * A name that cannot leave its folder.
 * @throws RangeError for any other: a bug on our side
 */
function safe(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/.test(name)) throw new RangeError('a file name of a package is not safe')
  return name
}
