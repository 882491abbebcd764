import type { KeptNotice, MaterialId, NoticeProgress, NoticeStore } from '@glosa/domain/model'
import { newestNotice } from '../noticeOrder.ts'

export function memoryNotices(): NoticeStore {
  const notices = new Map<string, KeptNotice>()
  const progress = new Map<MaterialId, NoticeProgress>()
  const change = (ids: readonly string[], changed: (notice: KeptNotice) => KeptNotice) => {
    for (const id of ids) {
      const notice = notices.get(id)
      if (notice) notices.set(id, changed(notice))
    }
  }
  const waiting = () => [...notices.values()].filter(({ mail }) => mail?.state === 'waiting')
  const keep = async (given: readonly KeptNotice[]) => {
    const fresh = given.filter(({ id }, index) => !notices.has(id) && given.findIndex((one) => one.id === id) === index)
    for (const notice of fresh) notices.set(notice.id, structuredClone(notice))
    return fresh
  }
  return {
    keep,
    async take(materialId, made, given) {
      const fresh = await keep(given)
      if ((progress.get(materialId)?.sequence ?? 0) <= made.sequence) progress.set(materialId, made)
      return fresh
    },
    async progress() {
      return new Map([...progress].map(([id, { sequence }]) => [id, sequence]))
    },
    async wakesDue(now) {
      return [...progress].filter(([, { wakeAt }]) => wakeAt !== null && wakeAt <= now).map(([id]) => id)
    },
    async ofPerson(personId, { unreadOnly, limit, after }) {
      const own = [...notices.values()]
        .filter((notice) => notice.personId === personId && (!unreadOnly || notice.readAt === null))
        .sort(newestNotice)
      const last = after === undefined ? undefined : notices.get(after)
      return own.filter((notice) => !last || newestNotice(notice, last) > 0).slice(0, limit)
    },
    async markRead(personId, which, at) {
      const own = [...notices.values()].filter((notice) => notice.personId === personId && notice.readAt === null)
      const meant = own.filter((notice) => ('upTo' in which ? notice.at <= which.upTo : which.ids.includes(notice.id)))
      change(
        meant.map(({ id }) => id),
        (notice) => ({ ...notice, readAt: at }),
      )
    },
    async mailDue(now) {
      return [
        ...new Set(
          waiting()
            .filter(({ mail }) => mail !== null && mail.dueAt <= now)
            .map(({ personId }) => personId),
        ),
      ]
    },
    async mailWaiting(personId) {
      return waiting()
        .filter((notice) => notice.personId === personId)
        .sort((a, b) => newestNotice(b, a))
    },
    async putIntoMail(ids, mailId) {
      const free = ids.filter((id) => {
        const mail = notices.get(id)?.mail
        return mail?.state === 'waiting' && mail.mailId === null
      })
      change(free, (notice) => ({ ...notice, mail: notice.mail && { ...notice.mail, mailId } }))
      return free
    },
    async markMailed(ids, mail) {
      change(ids, (notice) => ({ ...notice, mail: notice.mail && { ...notice.mail, ...mail } }))
    },
    async forget(before) {
      const old = [...notices.values()].filter(({ at, mail }) => at < before && mail?.state !== 'waiting')
      for (const { id } of old) notices.delete(id)
      return old.length
    },
  }
}
