/**
 * A program for tests: the workers of notices and mails on a real storage, which kill their process with SIGKILL at
 * the step named. Each run adds comments that mention somebody, and ends with 0 when everything is sent.
 * Arguments: folder and step; `SMTP` holds the settings of the mail server as JSON.
 */
import { flushCompileCache } from 'node:module'
import { smtpMailer, type SmtpSettings } from '@glosa/collab-server/mail/mailer.ts'
import { plainTerms, type CommentId, type MaterialId, type NoticeStore, type RoundId } from '@glosa/domain/model'
import { openSqliteStorage } from '@glosa/storage'
import { clerk, drafter, guest, openNewsroom, quietMs } from '../support/newsroom.ts'

export const commentsPerRun = 3

if (process.argv[1] === import.meta.filename) await main()

async function main(): Promise<void> {
  const [, , dataDir = '', killAt = ''] = process.argv
  const dieAt = (step: string): void => {
    if (step !== killAt) return
    // What was compiled serves the next run; a kill would throw it away.
    flushCompileCache()
    process.kill(process.pid, 'SIGKILL')
  }
  const settings = JSON.parse(process.env['SMTP'] ?? '') as SmtpSettings
  const opened = await openSqliteStorage({ dataDir })
  const notices: NoticeStore = {
    ...opened.notices,
    async take(materialId, progress, given) {
      // As after a crash between the notices and how far their derivation is.
      if (killAt === 'taken') await opened.notices.take(materialId, { sequence: 0, wakeAt: null }, given)
      dieAt('taken')
      return opened.notices.take(materialId, progress, given)
    },
    async putIntoMail(ids, mailId) {
      const put = await opened.notices.putIntoMail(ids, mailId)
      dieAt('put')
      return put
    },
    async markMailed(ids, mail) {
      await opened.notices.markMailed(ids, mail)
      dieAt('marked')
    },
  }
  const newsroom = await openNewsroom(settings, { ...opened, notices })
  const materialId = 'killed00000000000000' as MaterialId
  const roundId = 'r'.repeat(20) as RoundId
  const there = (await newsroom.materials.load(materialId))?.material
  if (!there) {
    await newsroom.happens(materialId, drafter, {
      type: 'material-created',
      number: 'MAT-1',
      title: 'Zásady',
      template: 'council-material',
      sponsor: null,
      leadUnitId: null,
      leadUnitName: null,
    })
    await newsroom.happens(
      materialId,
      drafter,
      ...[guest, clerk].map(({ personId, displayName }) => ({
        type: 'participant-invited' as const,
        invitation: { right: 'comment' as const, personId, displayName },
      })),
    )
    const terms = { ...plainTerms, invited: [] }
    await newsroom.happens(materialId, drafter, {
      type: 'round-opened',
      roundId,
      number: 1,
      closesAt: newsroom.now(),
      terms,
    })
  }
  const first = (there?.comments.size ?? 0) + 1
  for (let number = first; number < first + commentsPerRun; number++) {
    await newsroom.happens(materialId, clerk, {
      type: 'comment-lodged',
      commentId: String(number).padStart(20, '0') as CommentId,
      number,
      roundId,
      kind: 'advisory',
      visibility: 'participants',
      place: { at: 'material' },
      text: 'x',
      justification: null,
      proposedWording: null,
      mentions: [{ personId: guest.personId, displayName: 'guest' }],
    })
    await newsroom.derive()
  }
  newsroom.pass(quietMs)
  const mailer = smtpMailer(settings)
  await newsroom.send({
    async send(mail) {
      dieAt('before-sending')
      const outcome = await mailer.send(mail)
      dieAt('after-sending')
      return outcome
    },
  })
  if ((await notices.mailWaiting(guest.personId)).length > 0) throw new Error('something was not sent')
  await opened.close()
}
