import type { AuditEntry } from '@glosa/domain/contract'
import {
  isRefused,
  mayAdminister,
  stampOf,
  type AuditEvent,
  type AuditFilter,
  type OfficeRecord,
} from '@glosa/domain/model'
import { auditBackwards, exportAuditLines, fitsAudit, isWhole } from '../commands/auditSelection.ts'
import type { AuditTrail } from '../commands/auditTrail.ts'
import type { Serve } from './serveRoute.ts'

/** The audit log: read in pages, verified, exported. For administrators. */
export function serveAudit(serve: Serve, trail: AuditTrail): void {
  serve('readAudit', async ({ actor, query }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const { before, limit, ...asked } = query
    const filter = filterOf(asked)
    const entries: AuditEntry[] = []
    let next: number | null = null
    for await (const record of auditBackwards(trail, before ?? (await trail.lastSequence()) + 1, filter)) {
      // A record is shown whole: the next page begins with another.
      if (entries.length >= limit) {
        next = record.sequence + 1
        break
      }
      entries.push(...entriesOf(record, filter))
    }
    return { entries, before: next }
  })
  serve('verifyAudit', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    return isRefused(allowed) ? allowed : trail.verify()
  })
  serve('exportAudit', async ({ actor, query }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const { from, to, ...asked } = query
    const filter = filterOf(asked)
    const range = { from, to: Math.min(to, await trail.lastSequence()) }
    const lines = await exportAuditLines(trail, range, filter)
    await trail.record(stampOf(actor), {
      type: 'audit-exported',
      ...range,
      ...(isWhole(filter) ? {} : { filter }),
    })
    const bytes = new TextEncoder().encode(lines.join(''))
    const name = isWhole(filter) ? 'audit' : 'audit-selection'
    return { bytes, mediaType: 'application/x-ndjson', fileName: `${name}-${range.from}-${range.to}.ndjson` }
  })
}

/** Only what was asked for: what is not there is not written into the log. */
const filterOf = (asked: AuditFilter): AuditFilter =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))

/** The entries of a record, newest first. */
const entriesOf = ({ sequence, events }: OfficeRecord<AuditEvent>, filter: AuditFilter) =>
  events
    .filter((event) => fitsAudit(event, filter))
    .map(({ at, by, ...event }): AuditEntry => ({ sequence, at, by: by && { ...by }, event }))
    .toReversed()
