import { turns } from '@glosa/domain/model'
import type { KeptNotice, MaterialId, Notice, NoticeStore, PersonId } from '@glosa/domain/model'
import { newestNotice } from '../noticeOrder.ts'
import type { NoticeDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoNotices({ notices, noticeProgress }: Collections): NoticeStore {
  // FerretDB 1 makes a conditional update of a read and a write: within one process they must not overlap.
  const inTurn = turns()
  const keep = async (given: readonly KeptNotice[]): Promise<readonly KeptNotice[]> => {
    const fresh: KeptNotice[] = []
    for (const notice of given) {
      if (await insertedFirst(() => notices.insertOne(documentOf(notice)))) fresh.push(notice)
    }
    return fresh
  }
  return {
    keep,
    async take(materialId, { sequence, wakeAt }, given) {
      const fresh = await keep(given)
      await inTurn(materialId, async () => {
        const _id = materialId
        const fields = { sequence, wakeAt }
        for (;;) {
          const older = await whileAvailable(() =>
            noticeProgress.updateOne({ _id, sequence: { $lte: sequence } }, { $set: fields }),
          )
          if (older.matchedCount === 1) return
          if (await insertedFirst(() => noticeProgress.insertOne({ _id, ...fields }))) return
          const there = await whileAvailable(() => noticeProgress.findOne({ _id }))
          if (there && there.sequence > sequence) return
        }
      })
      return fresh
    },
    async progress() {
      const found = await whileAvailable(() => noticeProgress.find({}).toArray())
      return new Map(found.map(({ _id, sequence }) => [_id as MaterialId, sequence]))
    },
    async wakesDue(now) {
      const due = { wakeAt: { $ne: null, $lte: now } }
      const found = await whileAvailable(() => noticeProgress.find(due).sort({ wakeAt: 1 }).toArray())
      return found.map(({ _id }) => _id as MaterialId)
    },
    async ofPerson(person, { unreadOnly, limit, after }) {
      const last = after === undefined ? null : await whileAvailable(() => notices.findOne({ _id: after, person }))
      const beyond = last ? { $or: [{ at: { $lt: last.at } }, { at: last.at, _id: { $gt: last._id } }] } : {}
      const unread = unreadOnly ? { readAt: null } : {}
      const found = await whileAvailable(() =>
        notices
          .find({ person, ...unread, ...beyond })
          .sort({ at: -1, _id: 1 })
          .limit(limit)
          .toArray(),
      )
      return found.map(noticeOf)
    },
    async markRead(person, which, at) {
      const meant = 'upTo' in which ? { at: { $lte: which.upTo } } : { _id: { $in: [...which.ids] } }
      await whileAvailable(() => notices.updateMany({ person, readAt: null, ...meant }, { $set: { readAt: at } }))
    },
    async mailDue(now) {
      const due = { mailState: 'waiting', mailDueAt: { $lte: now } } as const
      const found = await whileAvailable(() => notices.find(due, { projection: { person: 1 } }).toArray())
      return [...new Set(found.map(({ person }) => person as PersonId))]
    },
    async mailWaiting(person) {
      const found = await whileAvailable(() => notices.find({ mailState: 'waiting', person }).toArray())
      return found.map(noticeOf).sort((a, b) => newestNotice(b, a))
    },
    async putIntoMail(ids, mailId) {
      const free: string[] = []
      for (const _id of ids) {
        const waiting = { _id, mailState: 'waiting', mailId: null } as const
        const put = await inTurn(_id, () => whileAvailable(() => notices.updateOne(waiting, { $set: { mailId } })))
        if (put.matchedCount === 1) free.push(_id)
      }
      return free
    },
    async markMailed(ids, { state, attempts, dueAt, endedAt }) {
      const fields = { mailState: state, mailAttempts: attempts, mailDueAt: dueAt, mailEndedAt: endedAt }
      await whileAvailable(() =>
        notices.updateMany({ _id: { $in: [...ids] }, mailState: { $ne: null } }, { $set: fields }),
      )
    },
    async forget(before) {
      const old = { at: { $lt: before }, mailState: { $ne: 'waiting' } } as const
      return (await whileAvailable(() => notices.deleteMany(old))).deletedCount
    },
  }
}

const documentOf = ({ readAt, mail, ...notice }: KeptNotice): NoticeDocument => ({
  _id: notice.id,
  person: notice.personId,
  at: notice.at,
  readAt,
  mailChannel: mail?.channel ?? null,
  mailDueAt: mail?.dueAt ?? null,
  mailId: mail?.mailId ?? null,
  mailAttempts: mail?.attempts ?? null,
  mailState: mail?.state ?? null,
  mailEndedAt: mail?.endedAt ?? null,
  notice: JSON.stringify(notice),
})

function noticeOf(document: NoticeDocument): KeptNotice {
  const { mailChannel: channel, mailDueAt: dueAt, mailId, mailState: state, mailEndedAt: endedAt } = document
  return {
    ...(JSON.parse(document.notice) as Notice),
    readAt: document.readAt as KeptNotice['readAt'],
    mail:
      channel === null || state === null
        ? null
        : ({ channel, dueAt, mailId, attempts: document.mailAttempts, state, endedAt } as KeptNotice['mail']),
  }
}
