import {
  applyInvitationRecord,
  dueInvitations,
  invitationLogOf,
  isRefused,
  systemStamp,
  zoneOf,
  type DueInvitation,
  type Instant,
  type InvitationEvent,
  type Invited,
  type Meeting,
  type OfficeLog,
  type OfficeLanguage,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import { sha256Of } from '../commands/hashRecord.ts'
import type { Meetings } from '../commands/meetings/meetings.ts'
import type { OfficeNow, ReadOffice } from '../commands/notices/desk.ts'
import type { NoticeSettingsOfPeople } from '../commands/notices/settings.ts'
import { createOfficeStream } from '../commands/officeStream.ts'
import { composeInvitation } from '../mail/composeInvitation.ts'
import type { Mailer, MailOutcome } from '../mail/mailer.ts'
import { mailWords } from '../mail/words.ts'

/** What inviting to meetings works with. */
export interface InvitationWorkerDeps {
  readonly meetings: Pick<Meetings, 'all'>
  readonly officeLog: OfficeLog
  readonly settings: Pick<NoticeSettingsOfPeople, 'of'>
  readonly readOffice: ReadOffice
  readonly mailer: Mailer
  readonly now: () => Instant
  readonly publicUrl: () => string
  readonly officeName: string
  /** Of those who chose none. */
  readonly language: OfficeLanguage
}

export interface InvitationWorker {
  /** Sends what is due; one look at a time. */
  look(): Promise<void>
  /** Stops after the message in progress. */
  close(): Promise<void>
}

const minute = 60_000
/** Waiting after a message, or the server as a whole, could not be sent to. */
const pause = 5 * minute
const downtime = minute

/**
 * Invites the members of convened meetings, and tells them of changes. What is not known to be sent
 * is sent; the name of a message is that of the meeting, its revision and the person, so that a
 * message sent again after a lost answer is recognised as the same.
 */
export function createInvitationWorker(deps: InvitationWorkerDeps, log: Logger): InvitationWorker {
  const stream = createOfficeStream<Invited, InvitationEvent>(deps, {
    empty: () => new Map(),
    apply: applyInvitationRecord,
  })
  const later = new Map<string, number>()
  let isClosed = false
  let running: Promise<void> | null = null
  let notBefore = 0

  const look = async (): Promise<void> => {
    if (deps.now() < notBefore) return
    for (const [name, at] of later) if (at < deps.now()) later.delete(name)
    for (const meeting of await deps.meetings.all()) {
      if (meeting.convened === null || meeting.state === 'closed') continue
      const { state: invited } = await stream.load(invitationLogOf(meeting.id))
      const due = dueInvitations(meeting, invited, deps.now())
      const office = due.length > 0 ? await deps.readOffice() : null
      for (const invitation of due) {
        if (isClosed || !office) return
        if ((await invite(meeting, invitation, office)) === 'down') {
          notBefore = deps.now() + downtime
          return
        }
      }
    }
  }

  const invite = async (
    meeting: Meeting,
    invitation: DueInvitation,
    { office, calendar }: OfficeNow,
  ): Promise<MailOutcome['type'] | 'waiting'> => {
    const { personId, revision, kind } = invitation
    const told = { personId, revision, isCancelled: kind === 'cancelled' }
    const name = sha256Of(`${meeting.id} ${revision} ${kind} ${personId}`).slice(0, 32)
    if ((later.get(name) ?? 0) > deps.now()) return 'waiting'
    const person = office.person(personId)
    // Whoever left the council is invited to nothing more, whatever the list says.
    const isMember = person?.roles.includes('council-member') === true
    if (!person?.email || (!isMember && !told.isCancelled)) {
      await keep(meeting, { type: 'invitation-given-up', ...told })
      return 'refused'
    }
    const { language } = await deps.settings.of(personId)
    const words = mailWords(language ?? deps.language)
    const publicUrl = deps.publicUrl()
    const style = { words, zone: zoneOf(calendar.country), publicUrl, officeName: deps.officeName }
    const to = { displayName: person.displayName, email: person.email }
    const outcome = await deps.mailer.send({
      ...composeInvitation(meeting, to, kind, style),
      messageId: `${name}@${new URL(publicUrl).hostname}`,
      to: { name: to.displayName, address: to.email },
      language: words.language,
    })
    if (outcome.type === 'sent') await keep(meeting, { type: 'invitation-sent', ...told })
    else log.warn({ meetingId: meeting.id, outcome: outcome.type, problem: outcome.problem }, 'an invitation')
    if (outcome.type === 'refused') await keep(meeting, { type: 'invitation-given-up', ...told })
    if (outcome.type === 'retry') later.set(name, deps.now() + pause)
    else later.delete(name)
    return outcome.type
  }

  const keep = async ({ id }: Meeting, event: InvitationEvent): Promise<void> => {
    const kept = await stream.decideAndAppend(systemStamp, invitationLogOf(id), () => [event])
    if (isRefused(kept))
      log.warn({ meetingId: id, code: kept.refused }, 'an invitation could not be noted, comes again')
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
