import {
  auditLog,
  canonicalJson,
  systemStamp,
  type AuditAct,
  type AuditEvent,
  type Instant,
  type OfficeLog,
  type OfficeRecord,
  type PersonStamp,
  type Sha256,
} from '@glosa/domain/model'
import { hashRecord, sha256Of } from './hashRecord.ts'

type AuditRecord = OfficeRecord<AuditEvent>

/** What a walk along the whole chain found. */
export interface AuditVerification {
  readonly records: number
  /** Number of the first record that does not fit; `null` when all do. */
  readonly brokenAt: number | null
  readonly lastHash: Sha256 | null
  readonly lastAt: Instant | null
}

/** The audit log of the office: chained by hashes, only ever appended to. */
export interface AuditTrail {
  /** Appends an entry; resolves when it is durable. Entries that wait share a record. Throws on an outage. */
  record(by: PersonStamp | null, act: AuditAct): Promise<void>
  /** Records `after` + 1 and following. */
  read(after: number, limit: number): Promise<readonly AuditRecord[]>
  lastSequence(): Promise<number>
  verify(): Promise<AuditVerification>
}

interface Waiting {
  readonly event: AuditEvent
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const perRecord = 200
const perPage = 500
/** Other nodes append too; after so many collisions in a row something is wrong. */
const tries = 50

export function createAuditTrail(deps: { readonly officeLog: OfficeLog; readonly now: () => Instant }): AuditTrail {
  const { officeLog, now } = deps
  let waiting: Waiting[] = []
  let isWriting = false
  /** `undefined` when it has to be read. */
  let head: Pick<AuditRecord, 'sequence' | 'hash'> | null | undefined

  const append = async (events: readonly AuditEvent[]) => {
    const [only] = events
    const by = (events.length === 1 ? only?.by : null) ?? systemStamp
    for (let attempt = 0; attempt < tries; attempt++) {
      head ??= await officeLog.last(auditLog)
      const record: AuditRecord = hashRecord({
        log: auditLog,
        sequence: (head?.sequence ?? 0) + 1,
        at: now(),
        by,
        events,
        previous: head?.hash ?? null,
      })
      const answer = await officeLog.append(record)
      head = answer === 'appended' ? record : undefined
      if (answer === 'appended') return
    }
    throw new Error('the audit log could not be appended to: others were always faster')
  }

  const write = async () => {
    if (isWriting) return
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, perRecord)
      waiting = waiting.slice(perRecord)
      try {
        await append(batch.map(({ event }) => event))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        // Whether it is there nobody knows: the end of the log is read again.
        head = undefined
        for (const { reject } of batch) reject(error)
      }
    }
    isWriting = false
  }

  // Whoever names a log knows what is in it: only this file appends there.
  const read = async (after: number, limit: number) =>
    (await officeLog.read(auditLog, after, limit)) as readonly AuditRecord[]

  return {
    record: (by, act) =>
      new Promise((resolve, reject) => {
        waiting.push({ event: { ...act, at: now(), by }, resolve, reject })
        void write()
      }),
    read,
    lastSequence: async () => (await officeLog.last(auditLog))?.sequence ?? 0,
    async verify() {
      let last: AuditRecord | null = null
      for (;;) {
        const page = await read(last?.sequence ?? 0, perPage)
        if (page.length === 0) break
        for (const record of page) {
          const { hash, ...unhashed } = record
          const isWhole =
            record.sequence === (last?.sequence ?? 0) + 1 &&
            record.previous === (last?.hash ?? null) &&
            sha256Of(canonicalJson(unhashed)) === hash
          if (!isWhole) return verification(last, record.sequence)
          last = record
        }
      }
      return verification(last, null)
    },
  }
}

const verification = (last: AuditRecord | null, brokenAt: number | null): AuditVerification => ({
  records: last?.sequence ?? 0,
  brokenAt,
  lastHash: last?.hash ?? null,
  lastAt: last?.at ?? null,
})
