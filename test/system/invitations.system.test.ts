import { createMeetings, type Meetings } from '@glosa/collab-server/commands/meetings/meetings.ts'
import { officeReader } from '@glosa/collab-server/commands/notices/desk.ts'
import { createNoticeSettings } from '@glosa/collab-server/commands/notices/settings.ts'
import { createOfficeSettings } from '@glosa/collab-server/commands/officeSettings.ts'
import { smtpMailer } from '@glosa/collab-server/mail/mailer.ts'
import { createInvitationWorker, type InvitationWorker } from '@glosa/collab-server/workers/invitationWorker.ts'
import {
  addAgendaItem,
  cancelMeeting,
  changeMeeting,
  changeMembers,
  conveneMeeting,
  instant,
  isRefused,
  meetingLogOf,
  planMeeting,
  stampOf,
  type Meeting,
  type MeetingDecided,
  type OfficeStorage,
  type Person,
} from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import ICAL from 'ical.js'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailServer, type TestMailServer } from '../support/mailServer.ts'
import { asSecretary, formerMember, itemId, meetingId, member, otherMember, paper } from '../support/meetings.ts'
import { hours, secretary, start } from '../support/people.ts'

const minute = 60_000
const title = '24. schůze <b>rady</b>; mimořádná'

let server: TestMailServer
let storage: OfficeStorage
let meetings: Meetings
let worker: InvitationWorker
let now = start

const personOf = (who: typeof member): Person => ({
  id: who.personId,
  login: who.displayName,
  displayName: who.displayName,
  email: `${who.displayName}@office.example`,
  unitId: null,
  roles: who.roles,
})

/** A server's part that sends; another one knows nothing of what this one remembers. */
const newWorker = () =>
  createInvitationWorker(
    {
      meetings,
      officeLog: storage.officeLog,
      settings: createNoticeSettings({ officeLog: storage.officeLog, now: () => now, newSecret: () => 'x' }),
      readOffice: officeReader({
        officeLog: storage.officeLog,
        projections: storage.projections,
        settings: createOfficeSettings({ officeLog: storage.officeLog, now: () => now }),
        now: () => now,
      }),
      mailer: smtpMailer(server.settings),
      now: () => now,
      publicUrl: () => 'https://glosa.example',
      officeName: 'Podhorský kraj',
      language: 'cs',
    },
    pino({ level: 'silent' }),
  )

beforeEach(async () => {
  now = start
  server = await startMailServer()
  storage = await openMemoryStorage()
  meetings = createMeetings({ officeLog: storage.officeLog, now: () => now }, () => undefined)
  worker = newWorker()
  await storage.projections.putDirectory([member, otherMember, formerMember].map(personOf), [])
  const facts = { title, startsAt: hours(96), endsAt: hours(99), place: 'Sál 214' }
  await decide(() => planMeeting(secretary, 'board', facts, [member, otherMember, formerMember].map(stampOf)))
  await decide((meeting) => addAgendaItem(asSecretary, meeting, itemId('one'), paper, null))
})
afterEach(() => server.close())

async function decide(decision: (meeting: Meeting) => MeetingDecided): Promise<void> {
  const done = await meetings.stream.decideAndAppend(stampOf(secretary), meetingLogOf(meetingId), decision)
  if (isRefused(done)) throw new Error(done.refused)
}
const convene = () => decide((meeting) => conveneMeeting(asSecretary, meeting, start))

/** What has come since the last look: to whom, and what the calendar file is. */
function taken() {
  return server.taken.splice(0).map(({ to, email, isEncrypted }) => {
    const file = email.attachments[0]?.content ?? ''
    const text = typeof file === 'string' ? file : new TextDecoder().decode(file)
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
    const event = calendar.getFirstSubcomponent('vevent')
    return {
      to: to.join(),
      method: calendar.getFirstPropertyValue('method'),
      revision: event?.getFirstPropertyValue('sequence'),
      summary: event?.getFirstPropertyValue('summary'),
      uid: event?.getFirstPropertyValue('uid'),
      messageId: email.messageId,
      whole: `${email.subject}${email.text}${email.html}${text}`,
      isEncrypted,
    }
  })
}

describe('invitations to a meeting', () => {
  it('[ME27] go to each member once, when the meeting is convened, with a calendar file and no word of the agenda', async () => {
    await worker.look()
    expect(taken()).toEqual([])
    await convene()
    await worker.look()
    await worker.look()
    const mails = taken()
    // Who left the council is invited no more, whatever the list says.
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['member@office.example', 'other@office.example'])
    for (const mail of mails) {
      expect(mail).toMatchObject({ method: 'REQUEST', revision: 0, summary: title, isEncrypted: true })
      expect(mail.uid).toBe(`${meetingId}@glosa.example`)
      expect(mail.whole).toContain('Sál 214')
      expect(mail.whole).toContain('&lt;b&gt;rady')
      expect(mail.whole).not.toContain('provizorium')
      expect(mail.whole).not.toContain('MAT-2026')
    }
  })

  it('[ME28] follow what calendars show: changed, taken off the list, cancelled', async () => {
    await convene()
    await worker.look()
    taken()
    await decide((meeting) => changeMeeting(asSecretary, meeting, { place: 'Sál 300' }))
    await worker.look()
    expect(taken().map(({ method, revision }) => [method, revision])).toEqual([
      ['REQUEST', 1],
      ['REQUEST', 1],
    ])
    await decide((meeting) => changeMembers(asSecretary, meeting, [member].map(stampOf)))
    await worker.look()
    expect(
      taken()
        .map(({ to, method }) => `${to} ${String(method)}`)
        .toSorted(),
    ).toEqual(['member@office.example REQUEST', 'other@office.example CANCEL'])
    await decide((meeting) => cancelMeeting(asSecretary, meeting, 'Nízká účast'))
    await worker.look()
    await worker.look()
    expect(taken().map(({ to, method, revision }) => [to, method, revision])).toEqual([
      ['member@office.example', 'CANCEL', 3],
    ])
  })

  it('[ME29] are sent again under the same name when nobody knows whether they came, and are lost by no outage', async () => {
    await convene()
    await server.close()
    await worker.look()
    await server.open()
    await worker.look()
    expect(taken()).toEqual([])
    now = instant(now + 2 * minute)
    server.answerMessage = () => 'drop'
    await worker.look()
    const uncertain = taken().map(({ messageId }) => messageId)
    expect(uncertain.length).toBeGreaterThan(0)
    server.answerMessage = () => 'ok'
    now = instant(now + 10 * minute)
    await newWorker().look()
    const mails = taken()
    expect(mails).toHaveLength(2)
    for (const name of uncertain) expect(mails.map(({ messageId }) => messageId)).toContain(name)
    await newWorker().look()
    expect(taken()).toEqual([])
  })

  it('[ME29] that are refused for good are given up, and do not keep the others waiting', async () => {
    await convene()
    server.answerTo = (recipient) => (recipient.startsWith('member') ? { code: 550, text: 'unknown' } : 'ok')
    await worker.look()
    expect(taken().map(({ to }) => to)).toEqual(['other@office.example'])
    server.answerTo = () => 'ok'
    now = instant(now + 60 * minute)
    await worker.look()
    expect(taken()).toEqual([])
  })
})
