import type { KeptNotice, MaterialId, Notice, NoticeStore, PersonId } from '@glosa/domain/model'
import type { Database } from './database.ts'
import type { NoticeRow } from './noticeOperations.ts'

export function sqliteNotices(database: Database): NoticeStore {
  return {
    async take(materialId, progress, notices) {
      const fresh = await database.writeLater('takeNotices', materialId, progress, notices)
      return fresh.flatMap((index) => notices[index] ?? [])
    },
    async keep(notices) {
      const fresh = await database.writeLater('keepNotices', notices)
      return fresh.flatMap((index) => notices[index] ?? [])
    },
    progress: async () => new Map((await database.read('noticeProgress')) as [MaterialId, number][]),
    wakesDue: async (now) => (await database.read('noticeWakes', now)) as MaterialId[],
    async ofPerson(personId, { unreadOnly, limit, after }) {
      return (await database.read('noticesOfPerson', personId, unreadOnly, limit, after ?? null)).map(noticeOf)
    },
    markRead: (personId, which, at) =>
      'upTo' in which
        ? database.write('markNoticesUpTo', personId, which.upTo, at)
        : database.write('markNotices', personId, which.ids, at),
    mailDue: async (now) => (await database.read('noticeMailDue', now)) as PersonId[],
    mailWaiting: async (personId) => (await database.read('noticeMailWaiting', personId)).map(noticeOf),
    putIntoMail: (ids, mailId) => database.write('putNoticesIntoMail', ids, mailId),
    markMailed: (ids, mail) => database.write('markNoticesMailed', ids, mail),
    forget: (before) => database.writeLater('forgetNotices', before),
  }
}

const noticeOf = ({ notice, readAt, mail }: NoticeRow): KeptNotice => ({
  ...(JSON.parse(notice) as Notice),
  readAt: readAt as KeptNotice['readAt'],
  mail,
})
