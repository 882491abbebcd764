import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, readdir, unlink } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson } from '@glosa/domain/model'
import { hasCode, syncFolder, writeDurably } from './durableFiles.ts'

/** A receipt as it lies in the folder, with its bytes as evidence. */
export interface ReceiptFile {
  readonly recordNumber: string
  readonly raw: Uint8Array
}

const largestReceipt = 1024 * 1024

/**
 * Reads the receipt of a delivery.
 * @returns `null` when there is none yet, `'unreadable'` when it is not JSON with a record number
 * (perhaps it is still being written)
 */
export async function readReceipt(file: string): Promise<ReceiptFile | null | 'unreadable'> {
  let raw: Buffer
  try {
    raw = await readFile(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  if (raw.length > largestReceipt) return 'unreadable'
  const recordNumber = receiptNumberIn(raw)
  return recordNumber === null ? 'unreadable' : { recordNumber, raw }
}

/** The record number in a receipt; `null` when it is not JSON with one. */
export function receiptNumberIn(raw: Uint8Array): string | null {
  try {
    const receipt: unknown = JSON.parse(
      Buffer.from(raw)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
    if (typeof receipt !== 'object' || receipt === null || !('recordNumber' in receipt)) return null
    const { recordNumber } = receipt
    return typeof recordNumber === 'string' && /^\S.{0,98}\S$|^\S$/u.test(recordNumber) ? recordNumber : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whose each claimed number is, as far as this process has looked: a claim never changes. */
export type KnownClaims = Map<string, string>

/**
 * Writes the receipt that the office's own process would, with the next number of the year; does
 * nothing when the delivery has one. Two writers never take the same number: it is claimed by a
 * file that only one of them can create. A claim whose delivery crashed before its receipt is
 * found again, so a number is neither lost nor given twice.
 */
export async function writeOwnReceipt(
  directory: string,
  deliveryId: string,
  facts: object,
  now: Date,
  onClaimed: () => void | Promise<void>,
  known: KnownClaims,
): Promise<void> {
  const numbers = path.join(directory, 'numbers')
  await mkdir(numbers, { recursive: true })
  const recordNumber = await claimNumber(numbers, deliveryId, now.getUTCFullYear(), known)
  await onClaimed()
  const receipt = canonicalJson({ ...facts, recordNumber, deliveryId, receivedAt: now.toISOString() })
  await createDurably(path.join(directory, 'receipts', `${deliveryId}.json`), Buffer.from(receipt, 'utf8'))
}

async function claimNumber(numbers: string, deliveryId: string, year: number, known: KnownClaims): Promise<string> {
  const claimed = (await readdir(numbers)).filter((name) => /^FOLDER-\d{4}-\d{6}$/.test(name)).sort()
  for (const name of claimed.toReversed()) {
    const whose = known.get(name) ?? (await readFile(path.join(numbers, name), 'utf8'))
    known.set(name, whose)
    if (whose === deliveryId) return name
  }
  const last = claimed.findLast((name) => name.startsWith(`FOLDER-${year}-`))
  for (let next = Number(last?.slice(-6) ?? 0) + 1; ; next += 1) {
    const name = `FOLDER-${year}-${String(next).padStart(6, '0')}`
    if (await createDurably(path.join(numbers, name), Buffer.from(deliveryId, 'utf8'))) return name
  }
}

/**
 * Creates a file with its whole content in one step.
 * @returns false when there is one by this name already; it stays as it is
 */
async function createDurably(file: string, bytes: Uint8Array): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}.part`
  await writeDurably(temporary, bytes)
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(temporary, file)
    await syncFolder(path.dirname(file))
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await unlink(temporary)
  }
}
