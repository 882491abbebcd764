import { randomUUID } from 'node:crypto'
import { hashRecord } from '@glosa/collab-server/commands/hashRecord.ts'
import { createMaterials } from '@glosa/collab-server/commands/materials.ts'
import { createMeetings } from '@glosa/collab-server/commands/meetings/meetings.ts'
import { officeReader } from '@glosa/collab-server/commands/notices/desk.ts'
import { createNoticeSettings } from '@glosa/collab-server/commands/notices/settings.ts'
import { createOfficeSettings } from '@glosa/collab-server/commands/officeSettings.ts'
import { smtpMailer, type Mailer, type SmtpSettings } from '@glosa/collab-server/mail/mailer.ts'
import { createMailWorker } from '@glosa/collab-server/workers/mailWorker.ts'
import { createNoticeWorker } from '@glosa/collab-server/workers/noticeWorker.ts'
import {
  instant,
  materialCardOf,
  stampOf,
  type Actor,
  type MaterialEvent,
  type MaterialId,
  type OfficeStorage,
  type Person,
  type PersonId,
  type Sha256,
} from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import pino from 'pino'
import { actor, start, unitId } from './people.ts'

/** People of the newsroom by name, each with an address. */
export const drafter = actor('drafter', 'economy', 'drafter')
export const head = actor('head', 'legal', 'unit-head')
export const clerk = actor('clerk', 'legal')
export const guest = actor('guest', 'transport')
const secretary = actor('secretary', 'office', 'secretary')
const everybody = [drafter, head, clerk, guest, secretary]

const personOf = ({ personId, displayName, unitId: unit, roles }: Actor): Person => ({
  id: personId,
  login: displayName,
  displayName,
  email: `${displayName}@office.example`,
  unitId: unit,
  roles,
})

export const minute = 60_000
export const quietMs = 5 * minute

/**
 * What people are told, by the real workers on a storage, with a clock of the test's own and histories
 * written straight into the log.
 */
export async function openNewsroom(smtp: SmtpSettings | null, storage?: OfficeStorage) {
  const kept = storage ?? (await openMemoryStorage())
  let time = start + 8 * 3_600_000
  const now = () => instant(time)
  let secrets = 0
  const materials = createMaterials(kept.materialLog)
  const settings = createNoticeSettings({
    officeLog: kept.officeLog,
    now,
    newSecret: () => String(++secrets).padStart(43, '0'),
  })
  const officeSettings = createOfficeSettings({ officeLog: kept.officeLog, now })
  const readOffice = officeReader({
    officeLog: kept.officeLog,
    projections: kept.projections,
    settings: officeSettings,
    now,
  })
  const told: PersonId[] = []
  const log = pino({ level: 'silent' })
  const outcomes: string[] = []
  const units = ['economy', 'legal', 'transport', 'office'].map((name) => ({ id: unitId(name), name, mark: name }))
  const putPeople = (people: readonly Person[]) => kept.projections.putDirectory(people, units)
  await putPeople(everybody.map(personOf))

  const noticeDeps = {
    materials,
    materialLog: kept.materialLog,
    projections: kept.projections,
    notices: kept.notices,
    settings,
    readOffice,
    now,
    quietMs: smtp ? quietMs : null,
    told: (personId: PersonId) => void told.push(personId),
  }
  const mailDeps = (mailer: Mailer) => ({
    notices: kept.notices,
    materials,
    meetings: createMeetings({ officeLog: kept.officeLog, now }, () => undefined),
    settings,
    readOffice,
    mailer,
    now,
    newMailId: () => randomUUID(),
    quiet: { quietMs, longestMs: 6 * quietMs },
    publicUrl: () => 'https://glosa.example',
    officeName: 'Podhorský kraj',
    language: 'cs' as const,
    counted: (outcome: string) => void outcomes.push(outcome),
  })

  return {
    storage: kept,
    settings,
    materials,
    told,
    outcomes,
    now,
    putPeople,
    personOf,
    readOffice,
    noticeDeps,
    mailDeps,
    pass(ms: number) {
      time += ms
    },
    /** A record at the end of a material's history, as a command would append it. */
    async happens(materialId: MaterialId, by: Actor, ...events: MaterialEvent[]): Promise<void> {
      const loaded = await materials.load(materialId)
      const record = hashRecord({
        materialId,
        sequence: (loaded?.material.sequence ?? 0) + 1,
        at: now(),
        by: stampOf(by),
        events,
        previous: loaded?.lastHash ?? (null as Sha256 | null),
      })
      await kept.materialLog.append(record)
      const after = await materials.load(materialId)
      if (after) await kept.projections.putCard(materialCardOf(after.material, record.at))
    },
    /** Derives notices from whatever happened since, as after a start. */
    async derive(deps: Partial<typeof noticeDeps> = {}): Promise<void> {
      const worker = createNoticeWorker({ ...noticeDeps, ...deps }, log)
      await worker.sweep()
      await worker.idle()
      await worker.close()
    },
    /** Sends what is due, as after a start. */
    async send(mailer?: Mailer): Promise<void> {
      const chosen = mailer ?? (smtp ? smtpMailer(smtp) : null)
      if (chosen) await createMailWorker(mailDeps(chosen), log).look()
    },
  }
}

export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>
