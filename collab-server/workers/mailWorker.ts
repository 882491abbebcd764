import {
  commentsSeen,
  instant,
  isRefused,
  materialIdsOf,
  mayActAtMeeting,
  mayLookAfterSeal,
  mayKnow,
  planMails,
  zoneOf,
  type Instant,
  type KeptNotice,
  type MailQuiet,
  type Material,
  type MaterialId,
  type NoticeMail,
  type NoticeOffice,
  type NoticeSettings,
  type NoticeStore,
  type OfficeCalendar,
  type PersonId,
  type PlannedMail,
  type OfficeLanguage,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { Materials } from '../commands/materials.ts'
import type { Meetings } from '../commands/meetings/meetings.ts'
import { readerOf } from '../commands/meetings/readerOf.ts'
import type { ReadOffice } from '../commands/notices/desk.ts'
import type { NoticeSettingsOfPeople } from '../commands/notices/settings.ts'
import { composeMail, type MailStyle, type MaterialNews, type ReadableNotice } from '../mail/composeMail.ts'
import { deadlineFile } from '../mail/deadlines.ts'
import type { Mailer, MailOutcome, OutgoingMail } from '../mail/mailer.ts'
import { mailWords } from '../mail/words.ts'

/** What sending mails works with. */
export interface MailWorkerDeps {
  readonly notices: NoticeStore
  readonly materials: Materials
  readonly meetings: Pick<Meetings, 'load'>
  readonly settings: Pick<NoticeSettingsOfPeople, 'of'>
  readonly readOffice: ReadOffice
  readonly mailer: Mailer
  readonly now: () => Instant
  /** Name of a new message: letters and digits, never the same twice. */
  readonly newMailId: () => string
  readonly quiet: MailQuiet
  /** Origin under which people reach Glosa. */
  readonly publicUrl: () => string
  readonly officeName: string
  /** Of those who chose none. */
  readonly language: OfficeLanguage
  /** Told of each message by its outcome. */
  readonly counted: (outcome: MailOutcome['type'] | 'dropped') => void
}

/** Sends what waits to be mailed. */
export interface MailWorker {
  /** Sends what should leave now; one look at a time. */
  look(): Promise<void>
  /** Stops after the message in progress. */
  close(): Promise<void>
}

const minute = 60_000
/** Waiting after each failed attempt at one message. */
const pauses = [1, 5, 15, 60].map((minutes) => minutes * minute)
/** Waiting while the server as a whole does not answer. */
const downtime = minute
/** A message that is refused for the time being for so long is given up. */
const patience = 3 * 86_400_000

/** Whether the person still wants the notice by mail. */
const isWanted = ({ kind }: KeptNotice, { channels }: NoticeSettings): boolean =>
  channels[kind] === 'mail' || channels[kind] === 'digest'

/** A person with the office around them, at one look. */
interface Recipient {
  readonly personId: PersonId
  readonly name: string
  readonly address: string | null
  readonly settings: NoticeSettings
  readonly office: NoticeOffice
  readonly calendar: OfficeCalendar
}

/**
 * A message is named before it is sent, the name stays with its notices and is the Message-ID: a kill
 * or a lost answer after the server took it sends the same message again, which mail systems recognise.
 * Nothing is lost, because what is not known to be sent is sent.
 */
export function createMailWorker(deps: MailWorkerDeps, log: Logger): MailWorker {
  let isClosed = false
  let running: Promise<void> | null = null
  let notBefore = 0

  const look = async (): Promise<void> => {
    if (deps.now() < notBefore) return
    for (const personId of await deps.notices.mailDue(deps.now())) {
      const waiting = await deps.notices.mailWaiting(personId)
      const planned = planMails(waiting, deps.now(), deps.quiet)
      const recipient = planned.length > 0 ? await recipientOf(personId) : null
      for (const mail of planned) {
        if (isClosed) return
        const outcome = recipient ? await deliver(mail, recipient) : await drop(mail.notices)
        deps.counted(outcome)
        if (outcome === 'down') {
          notBefore = deps.now() + downtime
          return
        }
      }
    }
  }

  const recipientOf = async (personId: PersonId): Promise<Recipient | null> => {
    const [{ office, calendar }, settings] = await Promise.all([deps.readOffice(), deps.settings.of(personId)])
    const person = office.person(personId)
    if (!person) return null
    return { personId, name: person.displayName, address: person.email, settings, office, calendar }
  }

  const drop = async (notices: readonly KeptNotice[]): Promise<'dropped'> => {
    await mark(notices, { state: 'dropped', endedAt: deps.now() })
    return 'dropped'
  }

  const mark = async (
    notices: readonly KeptNotice[],
    { state, endedAt, dueAt, attempts }: Pick<NoticeMail, 'state' | 'endedAt'> & Partial<NoticeMail>,
  ): Promise<void> => {
    const [first] = notices
    const mail = first?.mail
    if (!mail) return
    const kept = { state, endedAt, dueAt: dueAt ?? mail.dueAt, attempts: attempts ?? mail.attempts }
    await deps.notices.markMailed(
      notices.map(({ id }) => id),
      kept,
    )
  }

  const deliver = async (planned: PlannedMail, recipient: Recipient): Promise<MailOutcome['type'] | 'dropped'> => {
    const { news, hidden } = await readableNews(planned.notices, recipient)
    if (hidden.length > 0) await drop(hidden)
    if (news.length === 0 || recipient.address === null) return drop(planned.notices)
    const sent = await putIntoMail(
      planned,
      news.flatMap(({ notices }) => notices.map(({ notice }) => notice)),
    )
    if (!sent) return 'dropped'
    const outcome = await deps.mailer.send(letterOf(sent.mailId, planned.channel, news, recipient, recipient.address))
    await settle(outcome, sent.notices)
    if (outcome.type !== 'sent')
      log.warn({ mailId: sent.mailId, outcome: outcome.type, problem: outcome.problem }, 'mail')
    return outcome.type
  }

  /** Names the message durably before it is sent. */
  const putIntoMail = async (
    { mailId }: PlannedMail,
    notices: readonly KeptNotice[],
  ): Promise<{ readonly mailId: string; readonly notices: readonly KeptNotice[] } | null> => {
    if (mailId !== null) return { mailId, notices }
    const named = deps.newMailId()
    const ids = new Set(
      await deps.notices.putIntoMail(
        notices.map(({ id }) => id),
        named,
      ),
    )
    const ours = notices.filter(({ id }) => ids.has(id))
    return ours.length > 0 ? { mailId: named, notices: ours } : null
  }

  const settle = async (outcome: MailOutcome, notices: readonly KeptNotice[]): Promise<void> => {
    const now = deps.now()
    const attempts = (notices[0]?.mail?.attempts ?? 0) + 1
    const oldest = Math.min(...notices.map(({ at }) => at))
    if (outcome.type === 'sent') return mark(notices, { state: 'sent', endedAt: now, attempts })
    if (outcome.type === 'refused') return mark(notices, { state: 'failed', endedAt: now, attempts })
    if (outcome.type === 'down') return mark(notices, { state: 'waiting', endedAt: null, dueAt: now })
    if (now - oldest > patience) return mark(notices, { state: 'failed', endedAt: now, attempts })
    const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? minute
    return mark(notices, { state: 'waiting', endedAt: null, attempts, dueAt: instant(now + pause) })
  }

  /** What the person may know by the rights of this moment and still wants by mail, by material. */
  const readableNews = async (
    notices: readonly KeptNotice[],
    { personId, settings, office }: Recipient,
  ): Promise<{
    readonly news: readonly (MaterialNews & { readonly material: Material | null })[]
    readonly hidden: KeptNotice[]
  }> => {
    const news: (MaterialNews & { readonly material: Material | null })[] = []
    const hidden: KeptNotice[] = []
    const reader = office.readerOf(personId)
    for (const [meetingId, own] of Map.groupBy(notices, (notice) => notice.meetingId)) {
      if (meetingId === undefined) continue
      const wanted = own.filter((notice) => isWanted(notice, settings))
      const meeting = reader && (await deps.meetings.load(meetingId))
      const seen =
        meeting && !isRefused(mayActAtMeeting(await readerOf(deps, reader, materialIdsOf(meeting)), 'read', meeting))
      hidden.push(...own.filter((notice) => !seen || !wanted.includes(notice)))
      if (!seen || wanted.length === 0) continue
      news.push({ material: null, meeting, notices: wanted.map((notice) => ({ notice, numbers: [] })) })
    }
    const others = notices.filter((notice) => notice.meetingId === undefined)
    const byMaterial = Map.groupBy(others, ({ materialId }): MaterialId | null => materialId)
    const looksAfterSeal = reader !== null && !isRefused(mayLookAfterSeal(reader))
    for (const [materialId, own] of byMaterial) {
      const material = materialId === null ? null : (await deps.materials.load(materialId))?.material
      const readable: ReadableNotice[] = []
      for (const notice of own) {
        if (!isWanted(notice, settings)) hidden.push(notice)
        else if (material === null && looksAfterSeal) readable.push({ notice, numbers: [] })
        else if (!material || !mayKnow(personId, notice.commentIds, material, office)) hidden.push(notice)
        else {
          const seen = commentsSeen(personId, notice.commentIds, material, office)
          readable.push({ notice, numbers: seen.map((id) => material.comments.get(id)?.number ?? 0) })
        }
      }
      if (material !== undefined && readable.length > 0) news.push({ material, notices: readable })
    }
    return { news, hidden }
  }

  const letterOf = (
    mailId: string,
    channel: 'mail' | 'digest',
    news: readonly (MaterialNews & { readonly material: Material | null })[],
    { name, settings, calendar }: Recipient,
    address: string,
  ): OutgoingMail => {
    const { officeName } = deps
    const publicUrl = deps.publicUrl()
    const language = settings.language ?? deps.language
    const words = mailWords(language)
    const style: MailStyle = { words, zone: zoneOf(calendar.country), publicUrl, officeName }
    const { subject, text, html } = composeMail(news, channel, style)
    const host = new URL(publicUrl).hostname
    const content = deadlineFile(news, style, host)
    return {
      messageId: `${mailId}@${host}`,
      to: { name, address },
      subject,
      text,
      html,
      calendar: content === null ? null : { fileName: 'deadline.ics', method: 'PUBLISH', content },
      language: words.language,
    }
  }

  return {
    look() {
      running ??= look().finally(() => {
        running = null
      })
      return running
    },
    async close() {
      isClosed = true
      await running?.catch(() => undefined)
    },
  }
}
