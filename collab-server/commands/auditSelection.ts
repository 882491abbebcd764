import type { AuditEvent, AuditFilter, OfficeRecord, PersonId } from '@glosa/domain/model'
import type { AuditTrail } from './auditTrail.ts'

type AuditRecord = OfficeRecord<AuditEvent>

const perPage = 500
/** Milliseconds by which the clocks of nodes may differ: how much later than its neighbours a record may say it is. */
const skew = 60 * 60_000

/** Whether an entry is one of those that are asked for. */
export function fitsAudit(event: AuditEvent, { type, act, personId, since, until }: AuditFilter): boolean {
  if (type !== undefined && event.type !== type) return false
  if (act !== undefined && !('route' in event && event.route === act)) return false
  if (personId !== undefined && !concerns(event, personId)) return false
  return (since === undefined || event.at >= since) && (until === undefined || event.at < until)
}

/** Whether anything is asked for but everything. */
export const isWhole = (filter: AuditFilter): boolean => Object.values(filter).every((value) => value === undefined)

/** Whether a person did it, or it was done to them. */
const concerns = (event: AuditEvent, personId: PersonId): boolean =>
  event.by?.personId === personId || ('person' in event && event.person.personId === personId)

/**
 * The records below a number, newest first, as long as one of them may fit.
 * @param before the first record given has a smaller number
 */
export async function* auditBackwards(
  trail: Pick<AuditTrail, 'read'>,
  before: number,
  { since }: AuditFilter,
): AsyncGenerator<AuditRecord> {
  for (let end = before - 1; end > 0; end -= perPage) {
    const after = Math.max(0, end - perPage)
    for (const record of (await trail.read(after, end - after)).toReversed()) {
      if (since !== undefined && record.at < since - skew) return
      yield record
    }
  }
}

/** What a selection begins with, so that whoever reads the file knows what is not in it. */
export interface AuditSelection {
  readonly selection: AuditFilter
  /** Numbers between which records were looked at. */
  readonly from: number
  readonly to: number
  /** Records that hold at least one entry that fits; they are whole, other entries in them too. */
  readonly records: number
  /** Entries that fit. */
  readonly entries: number
}

/**
 * The records of an export, one a line. A selection has a line before them that says what was selected; its records
 * are whole, so that each can be verified by its hash, and neighbours by each other.
 */
export async function exportAuditLines(
  trail: Pick<AuditTrail, 'read'>,
  range: { readonly from: number; readonly to: number },
  filter: AuditFilter,
): Promise<readonly string[]> {
  const lines: string[] = []
  let entries = 0
  for (let after = range.from - 1; after < range.to; after += perPage) {
    for (const record of await trail.read(after, Math.min(perPage, range.to - after))) {
      const fitting = record.events.filter((event) => fitsAudit(event, filter)).length
      entries += fitting
      if (fitting > 0 || isWhole(filter)) lines.push(`${JSON.stringify(record)}\n`)
    }
  }
  if (isWhole(filter)) return lines
  const head: AuditSelection = { selection: filter, ...range, records: lines.length, entries }
  return [`${JSON.stringify(head)}\n`, ...lines]
}
