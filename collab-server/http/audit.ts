import type { AuditEntry } from '@glosa/domain/contract'
import {
  isRefused,
  mayAdminister,
  stampOf,
  type AuditEvent,
  type OfficeRecord,
  type PersonId,
} from '@glosa/domain/model'
import type { AuditTrail } from '../commands/auditTrail.ts'
import type { Serve } from './serveRoute.ts'

const perPage = 500

/** The audit log: read in pages, verified, exported. For administrators. */
export function serveAudit(serve: Serve, trail: AuditTrail): void {
  serve('readAudit', async ({ actor, query }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const { type, personId, limit } = query
    const isWanted = (event: AuditEvent) =>
      (type === undefined || event.type === type) && (personId === undefined || concerns(event, personId))
    const entries: AuditEntry[] = []
    let before = query.before ?? (await trail.lastSequence()) + 1
    while (before > 1 && entries.length < limit) {
      const after = Math.max(0, before - 1 - perPage)
      const records = await trail.read(after, before - 1 - after)
      for (const record of records.toReversed()) {
        // A record is shown whole: the next page begins with another.
        if (entries.length >= limit) break
        before = record.sequence
        entries.push(...entriesOf(record, isWanted))
      }
      if (records.length === 0) before = after + 1
    }
    return { entries, before: before > 1 ? before : null }
  })
  serve('verifyAudit', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    return isRefused(allowed) ? allowed : trail.verify()
  })
  serve('exportAudit', async ({ actor, query }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const last = Math.min(query.to, await trail.lastSequence())
    const lines: string[] = []
    for (let after = query.from - 1; after < last; after += perPage) {
      const records = await trail.read(after, Math.min(perPage, last - after))
      lines.push(...records.map((record) => `${JSON.stringify(record)}\n`))
    }
    await trail.record(stampOf(actor), { type: 'audit-exported', from: query.from, to: last })
    const bytes = new TextEncoder().encode(lines.join(''))
    return { bytes, mediaType: 'application/x-ndjson', fileName: `audit-${query.from}-${last}.ndjson` }
  })
}

/** The entries of a record, newest first. */
const entriesOf = ({ sequence, events }: OfficeRecord<AuditEvent>, isWanted: (event: AuditEvent) => boolean) =>
  events
    .filter(isWanted)
    .map(({ at, by, ...event }): AuditEntry => ({ sequence, at, by: by && { ...by }, event }))
    .toReversed()

/** Whether a person did it, or it was done to them. */
const concerns = (event: AuditEvent, personId: PersonId): boolean =>
  event.by?.personId === personId || ('person' in event && event.person.personId === personId)
