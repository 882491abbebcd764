import { instant, type KeptNotice, type MeetingId, type NoticeKind, type PersonId } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { composeMail, type MailStyle } from './composeMail.ts'
import { mailWords } from './words.ts'

const meetingId = 'meeting'.padEnd(20, '0') as MeetingId
const style: MailStyle = {
  words: mailWords('cs'),
  zone: 'Europe/Prague',
  publicUrl: 'https://glosa.example',
  officeName: 'Podhorský kraj',
}
const noticeOf = (kind: NoticeKind): KeptNotice => ({
  id: `demo:1/meeting/${meetingId}.3.${kind}`,
  personId: 'demo:1' as PersonId,
  materialId: null,
  meetingId,
  kind,
  at: instant(1_700_000_000_000),
  by: { personId: 'demo:2' as PersonId, displayName: 'Markéta Pokorná', unitId: null, unitName: null },
  commentIds: [],
  roundId: null,
  dueAt: null,
  readAt: null,
  mail: null,
})

it('[UM11] a mail about a meeting names the meeting and leads to it', () => {
  const meeting = { id: meetingId, title: '24. schůze\r\nBcc: all' }
  const news = [{ material: null, meeting, notices: [{ notice: noticeOf('question-answered'), numbers: [] }] }]
  const { subject, text, html } = composeMail(news, 'mail', style)
  expect(subject).toBe('Odpověď na váš dotaz: 24. schůze Bcc: all')
  expect(text).toContain('Na váš dotaz přišla odpověď. (Markéta Pokorná)')
  expect(text).toContain(`https://glosa.example/meetings/${meetingId}`)
  expect(html).toContain(`href="https://glosa.example/meetings/${meetingId}"`)
  expect(html).toContain('Otevřít jednání')
})

it('[UM11] news of the office itself lead where its seal is looked after', () => {
  const news = [{ material: null, notices: [{ notice: noticeOf('seal-unusable'), numbers: [] }] }]
  expect(composeMail(news, 'mail', style).text).toContain('https://glosa.example/records/seals')
  const certificate = [{ material: null, notices: [{ notice: noticeOf('records-certificate-renew'), numbers: [] }] }]
  expect(composeMail(certificate, 'mail', style).text).toContain('https://glosa.example/records/systems')
})
