import {
  canonicalJson,
  type DeliveryOutcome,
  type DryRun,
  type ReadBack,
  type RecordsDispatch,
  type RecordsSystem,
} from '@glosa/domain/model'
import { guardedBy } from '../guardedBy.ts'
import { PlaceAway, type DropPlace, type OpenPlace } from '../drop/dropPlace.ts'
import { receiptNumberIn } from '../folder/receiptFile.ts'
import { unzip } from '../package/unzip.ts'
import { sha256Of } from '../versionHash.ts'
import { buildSip, type BuiltSip } from './buildSip.ts'
import type { Submission } from './mets.ts'
import { sipLayoutOf } from './sipLayout.ts'

export interface SipOptions {
  readonly target: string
  readonly place: DropPlace
  readonly submission: Submission
  /** `self`: a package that reads back unchanged counts as taken over; `external`: only the receiver's receipt does. */
  readonly receipt: 'self' | 'external'
  /** Called between the steps, for tests that end the process there. */
  readonly onStep?: (moment: SipMoment) => void | Promise<void>
}

/** Names of the moments between two steps of a deposit. */
export type SipMoment = 'sip-written' | 'sip-noted' | 'sip-deposited' | 'sip-receipt-written'

/**
 * An archive that takes packages at a place: `outgoing/<package>.zip` appears whole, `receipts/<delivery>.json` says
 * under which number it was taken over. The receiver may take a package away before it writes the receipt:
 * `deposited/` remembers, so that nothing is deposited twice.
 */
export function sipRecordsSystem(options: SipOptions): RecordsSystem {
  const { target, place, submission, onStep } = options
  const isSelf = options.receipt === 'self'

  const namesOf = (sip: BuiltSip, deliveryId: string) => ({
    incomplete: `incomplete/${sip.id}.zip`,
    outgoing: `outgoing/${sip.id}.zip`,
    note: `deposited/${deliveryId}`,
    receipt: `receipts/${deliveryId}.json`,
  })

  async function findReceipt(open: OpenPlace, name: string): Promise<DeliveryOutcome | null> {
    const raw = await open.get(name)
    if (!raw) return null
    const recordNumber = receiptNumberIn(raw)
    if (recordNumber === null)
      return { type: 'uncertain', code: 'receipt-unreadable', problem: 'the receipt cannot be read yet' }
    return acceptedAs(recordNumber, raw)
  }

  const acceptedAs = (recordNumber: string, raw: Uint8Array) =>
    ({ type: 'accepted', recordNumber, raw, reference: { recordId: recordNumber }, endpoint: place.endpoint }) as const

  async function deposit(parcel: RecordsDispatch, open: OpenPlace): Promise<DeliveryOutcome> {
    const sip = buildSip(parcel, submission)
    const names = namesOf(sip, parcel.deliveryId)
    const taken = await findReceipt(open, names.receipt)
    if (taken) return taken
    if (!(await isNoted(open, names.note, sip.id))) {
      await open.put(names.incomplete, sip.bytes)
      const written = await open.get(names.incomplete)
      if (!written || sha256Of(written) !== sha256Of(sip.bytes)) {
        return { type: 'retry', code: 'other-bytes', problem: 'the package reads back differently' }
      }
      await onStep?.('sip-written')
      await open.put(names.note, Buffer.from(sip.id, 'utf8'))
      await onStep?.('sip-noted')
    }
    // After the note, the unfinished package is still there if and only if it was not deposited.
    if (await open.exists(names.incomplete)) await open.move(names.incomplete, names.outgoing)
    await onStep?.('sip-deposited')
    const there = await open.get(names.outgoing)
    if (there && sha256Of(there) !== sha256Of(sip.bytes)) {
      return { type: 'rejected', code: 'other-bytes', reason: `${sip.id}.zip at the place differs from what was sent` }
    }
    if (!isSelf) return waiting
    if (!there)
      return {
        type: 'uncertain',
        code: 'receipt-awaited',
        problem: 'the package was taken away without a receipt',
        isDeposited: true,
      }
    const receipt = {
      deliveryId: parcel.deliveryId,
      recordNumber: sip.id,
      sha256: sha256Of(sip.bytes),
      bytes: sip.bytes.length,
    }
    await open.put(names.receipt, Buffer.from(canonicalJson(receipt), 'utf8'))
    await onStep?.('sip-receipt-written')
    return (await findReceipt(open, names.receipt)) ?? waiting
  }

  async function lookUp(parcel: RecordsDispatch, open: OpenPlace): Promise<DeliveryOutcome | 'unknown'> {
    const names = namesOf({ id: '', bytes: new Uint8Array(), files: [] }, parcel.deliveryId)
    const taken = await findReceipt(open, names.receipt)
    if (taken) return taken
    // Depositing again finishes what was interrupted, and changes nothing that was finished.
    return isSelf || !(await open.get(names.note)) ? 'unknown' : deposit(parcel, open)
  }

  async function readBack(parcel: RecordsDispatch): Promise<ReadBack> {
    const { id, representations, other } = sipLayoutOf(parcel)
    try {
      const there = await place.use((open) => open.get(`outgoing/${id}.zip`))
      // What the receiver took into its archive is no longer ours to read.
      if (!there) return { type: 'read', files: [] }
      const inside = unzip(there)
      // File by file: the table of contents may have been written by an older release.
      const files = [...representations.flatMap((each) => each.files), ...other].map(({ path }) => {
        const bytes = inside?.get(`${id}/${path}`)
        return { name: path.slice(path.lastIndexOf('/') + 1), sha256: bytes ? sha256Of(bytes) : null }
      })
      return { type: 'read', files }
    } catch (error) {
      if (error instanceof PlaceAway) return { type: 'unreachable', code: 'place-unusable', problem: error.message }
      throw error
    }
  }

  return {
    target,
    send: (parcel) => guarded(() => place.use((open) => deposit(parcel, open))),
    reconcile: (_deliveryId, parcel) => guarded(() => place.use((open) => lookUp(parcel, open))),
    readBack,
    async check() {
      try {
        await place.use((open) => open.put('incomplete/.writable', Buffer.from(target, 'utf8')))
        return { isUsable: true, problem: null, clockSkewMs: null }
      } catch (error) {
        if (error instanceof PlaceAway)
          return { isUsable: false, code: 'place-unusable', problem: error.message, clockSkewMs: null }
        throw error
      }
    },
    dryRun: async (parcel) => dryRun(buildSip(parcel, submission)),
  }
}

/** Whether the deposit was noted. @throws PlaceAway when the note says something else: it is not ours */
async function isNoted(open: OpenPlace, name: string, sipId: string): Promise<boolean> {
  const note = await open.get(name)
  if (note && Buffer.from(note).toString('utf8') !== sipId)
    throw new PlaceAway('the note of the deposit cannot be read')
  return note !== null
}

const waiting: DeliveryOutcome = {
  type: 'uncertain',
  code: 'receipt-awaited',
  problem: 'deposited, waiting for the receipt',
  isDeposited: true,
}

/** An outage of the place as an outcome. Everything there may be repeated, so nothing is ever in doubt. */
const guarded = guardedBy((error) => {
  if (error instanceof PlaceAway)
    return { type: 'retry', code: 'place-unusable', problem: `the place cannot be used (${error.message})` }
  throw error
})

const longestShown = 4_000

const dryRun = ({ id, bytes, files }: BuiltSip): DryRun => ({
  messages: [
    {
      name: `${id}.zip`,
      bytes: bytes.length,
      text: files
        .map(({ path }) => path)
        .join('\n')
        .slice(0, longestShown),
    },
    ...files
      .filter(({ path }) => path.endsWith('.xml'))
      .map((file) => ({
        name: file.path,
        bytes: file.bytes.length,
        text: Buffer.from(file.bytes).toString('utf8').slice(0, longestShown),
      })),
  ],
  problems: [],
})
