import { randomBytes } from 'node:crypto'
import {
  meetingLogOf,
  meetingNotices,
  sealKeepingRoles,
  recordsCertificateNotices,
  sealNotices,
  type Instant,
  type MaterialId,
  type Meeting,
  type MeetingRecord,
  type OfficeStorage,
  type PersonId,
  type RecordsCertificate,
  type SealCondition,
  type OfficeLanguage,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from './commands/context.ts'
import { officeReader } from './commands/notices/desk.ts'
import { countUnread } from './commands/notices/list.ts'
import { createNoticeSettings } from './commands/notices/settings.ts'
import type { NoticeParts } from './http/notices.ts'
import { smtpMailer } from './mail/mailer.ts'
import type { MailSettings } from './mailSettings.ts'
import { mailMetrics, type Metrics } from './metrics.ts'
import { createInvitationWorker } from './workers/invitationWorker.ts'
import { createMailWorker, type MailWorker } from './workers/mailWorker.ts'
import { createNoticeWorker } from './workers/noticeWorker.ts'
import { createSearchWorker } from './workers/searchWorker.ts'

/** What people are told and what they find: derived from the histories beside the commands. */
export interface Outputs {
  readonly notices: NoticeParts
  /** Something happened to the material. */
  happened(materialId: MaterialId): void
  /** Something happened at a meeting. */
  meetingHappened(record: MeetingRecord, meeting: Meeting): void
  /** A text of the material was written to. */
  textChanged(materialId: MaterialId): void
  /** The seal of the office was looked at: those who look after it are told what is wrong with it. */
  sealLookedAt(condition: SealCondition): Promise<void>
  /** Tells of the office's own certificates for records systems. */
  certificatesLookedAt(certificates: readonly RecordsCertificate[]): Promise<void>
  /** Catches up with everything that happened before this process, and goes on. */
  start(): Promise<void>
  close(): Promise<void>
}

/** What outputs are made from. */
export interface OutputDeps {
  readonly storage: OfficeStorage
  readonly mail: MailSettings | null
  readonly publicUrl: () => string
  readonly officeName: string
  /** Of those who chose none. */
  readonly language: OfficeLanguage
  readonly now: () => Instant
  /** Tells every open page of the person how much they have not read. */
  readonly tellUnread: (personId: PersonId, unread: number) => void
  readonly log: Logger
  readonly metrics: Metrics
}

const sweepEveryMs = 20_000
const mailEveryMs = 5_000
const textRestMs = 3_000
const longestMailWait = 6
/** What happened longer ago is no news. */
const recentMs = 14 * 86_400_000
const keepNoticesMs = 365 * 86_400_000

/** Builds the workers of notices, mails and search; nothing runs before `start`. */
export function createOutputs(
  deps: OutputDeps,
  context: () => Pick<CommandContext, 'materials' | 'meetings' | 'projections' | 'settings' | 'live'>,
): Outputs {
  const { storage, mail, officeName, language, now, log } = deps
  const settings = createNoticeSettings({
    officeLog: storage.officeLog,
    now,
    newSecret: () => randomBytes(32).toString('base64url'),
  })
  // The context is made after this, of parts that tell us what happens.
  const materials: CommandContext['materials'] = {
    load: (id) => context().materials.load(id),
    appended: (record) => context().materials.appended(record),
    oneAtATime: (id, task) => context().materials.oneAtATime(id, task),
  }
  const readOffice = officeReader({
    officeLog: storage.officeLog,
    projections: storage.projections,
    settings: { read: () => context().settings.read() },
    now,
  })
  const meetings: Pick<CommandContext['meetings'], 'all' | 'load'> = {
    all: () => context().meetings.all(),
    load: (id) => context().meetings.load(id),
  }
  const list = { notices: storage.notices, materials, meetings, now }

  const told = (personId: PersonId) => {
    readOffice()
      .then(async ({ office }) => {
        const reader = office.readerOf(personId)
        if (reader) deps.tellUnread(personId, await countUnread(list, reader))
      })
      .catch((error: unknown) => log.warn({ err: error }, 'nobody could be told how much they have not read'))
  }
  const noticeWorker = createNoticeWorker(
    {
      materials,
      materialLog: storage.materialLog,
      projections: storage.projections,
      notices: storage.notices,
      settings,
      readOffice,
      now,
      quietMs: mail?.quietMs ?? null,
      told,
    },
    log,
  )
  const searchWorker = createSearchWorker(
    {
      materials,
      projections: storage.projections,
      search: storage.search,
      live: { look: (materialId, bodyId, see) => context().live.look(materialId, bodyId, see) },
      bodyLog: storage.bodyLog,
      after(ms, run) {
        const timer = setTimeout(run, ms)
        timer.unref()
        return () => clearTimeout(timer)
      },
      quietMs: textRestMs,
    },
    log,
  )
  const mailWorker: MailWorker | null =
    mail &&
    createMailWorker(
      {
        notices: storage.notices,
        materials,
        meetings,
        settings,
        readOffice,
        mailer: smtpMailer(mail.smtp),
        now,
        newMailId: () => randomBytes(16).toString('hex'),
        quiet: { quietMs: mail.quietMs, longestMs: mail.quietMs * longestMailWait },
        publicUrl: deps.publicUrl,
        officeName,
        language,
        counted: mailMetrics(deps.metrics),
      },
      log,
    )

  const invitationWorker =
    mail &&
    createInvitationWorker(
      {
        meetings,
        officeLog: storage.officeLog,
        settings,
        readOffice,
        mailer: smtpMailer(mail.smtp),
        now,
        publicUrl: deps.publicUrl,
        officeName,
        language,
      },
      log,
    )

  const timers: ReturnType<typeof setInterval>[] = []
  const every = (ms: number, what: string, run: () => Promise<unknown>) => {
    const timer = setInterval(() => {
      run().catch((error: unknown) => log.warn({ err: error }, `${what} failed, will be tried again`))
    }, ms)
    timer.unref()
    timers.push(timer)
  }
  /** What happened at meetings lately, once more: what a kill kept from being told is told now, the rest is known. */
  const tellOfMeetings = async () => {
    for (const meeting of await meetings.all()) {
      const records = await context().meetings.stream.records(meetingLogOf(meeting.id), 0)
      const recent = records.filter(({ at }) => at > now() - recentMs)
      await noticeWorker.tellOffice((office) => recent.flatMap((record) => meetingNotices(record, meeting, office)))
    }
  }
  const sweep = async () => {
    await noticeWorker.sweep()
    await searchWorker.sweep({ texts: false })
  }

  return {
    notices: {
      ...list,
      settings,
      readOffice,
      sendsMail: mail !== null,
      publicUrl: deps.publicUrl,
      officeName,
      language,
      told,
    },
    happened(materialId) {
      noticeWorker.wake(materialId)
      searchWorker.wake(materialId)
    },
    meetingHappened(record, meeting) {
      noticeWorker
        .tellOffice((office) => meetingNotices(record, meeting, office))
        .catch((error: unknown) => log.warn({ err: error }, 'members could not be told of a meeting, will be'))
    },
    textChanged: (materialId) => searchWorker.textChanged(materialId),
    certificatesLookedAt: (certificates) =>
      noticeWorker.tellOffice((office) =>
        recordsCertificateNotices(
          certificates,
          sealKeepingRoles.flatMap((role) => office.withRole(role)),
          now(),
        ),
      ),
    sealLookedAt: (condition) =>
      noticeWorker.tellOffice((office) =>
        sealNotices(
          condition,
          sealKeepingRoles.flatMap((role) => office.withRole(role)),
          now(),
        ),
      ),
    async start() {
      await noticeWorker.sweep()
      await tellOfMeetings()
      await searchWorker.sweep({ texts: true })
      every(sweepEveryMs, 'the sweep of notices and of the index', sweep)
      every(86_400_000, 'forgetting old notices', () => storage.notices.forget((now() - keepNoticesMs) as Instant))
      if (mailWorker) every(mailEveryMs, 'sending mails', () => mailWorker.look())
      if (invitationWorker) every(mailEveryMs, 'inviting to meetings', () => invitationWorker.look())
    },
    async close() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([noticeWorker.close(), searchWorker.close(), mailWorker?.close(), invitationWorker?.close()])
    },
  }
}
