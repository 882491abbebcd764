import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { KeptNotice, NoticeMail, NoticeProgress } from '@glosa/domain/model'

/** A notice as the thread posts it: what never changes as JSON, the rest beside it. */
export interface NoticeRow {
  readonly notice: string
  readonly readAt: number | null
  readonly mail: NoticeMail | null
}

/** Notices and how far they were derived, as the worker does them. */
export function noticeOperations(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO notice (id, person, at, read_at, mail_channel, mail_due_at, mail_id, mail_attempts, mail_state, mail_ended_at, notice)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const upsertProgress = database.prepare(
    `INSERT INTO notice_progress (material, sequence, wake_at) VALUES (?, ?, ?)
     ON CONFLICT (material) DO UPDATE SET sequence = excluded.sequence, wake_at = excluded.wake_at
     WHERE excluded.sequence >= notice_progress.sequence`,
  )
  const selectProgress = database.prepare('SELECT material, sequence FROM notice_progress')
  const selectWakes = database.prepare('SELECT material FROM notice_progress WHERE wake_at <= ? ORDER BY wake_at')
  const selectOwn = database.prepare(
    `SELECT * FROM notice WHERE person = ?1 AND (?2 = 0 OR read_at IS NULL)
       AND (?3 IS NULL OR at < (SELECT at FROM notice WHERE id = ?3)
         OR at = (SELECT at FROM notice WHERE id = ?3) AND id > ?3)
     ORDER BY at DESC, id LIMIT ?4`,
  )
  const markUpTo = database.prepare('UPDATE notice SET read_at = ? WHERE person = ? AND read_at IS NULL AND at <= ?')
  const markOne = database.prepare('UPDATE notice SET read_at = ? WHERE person = ? AND read_at IS NULL AND id = ?')
  const selectDue = database.prepare(
    `SELECT DISTINCT person FROM notice WHERE mail_state = 'waiting' AND mail_due_at <= ?`,
  )
  const selectWaiting = database.prepare(
    `SELECT * FROM notice WHERE mail_state = 'waiting' AND person = ? ORDER BY at, id DESC`,
  )
  const claim = database.prepare(
    `UPDATE notice SET mail_id = ? WHERE id = ? AND mail_state = 'waiting' AND mail_id IS NULL`,
  )
  const mark = database.prepare(
    `UPDATE notice SET mail_state = ?, mail_attempts = ?, mail_due_at = ?, mail_ended_at = ?
     WHERE id = ? AND mail_state IS NOT NULL`,
  )
  const forget = database.prepare(`DELETE FROM notice WHERE at < ? AND mail_state IS NOT 'waiting'`)

  /** @returns the positions of those that were not there */
  const keepNotices = (notices: readonly KeptNotice[]): number[] => {
    const fresh: number[] = []
    for (const [index, { readAt, mail, ...notice }] of notices.entries()) {
      const { changes } = insert.run(
        notice.id,
        notice.personId,
        notice.at,
        readAt,
        mail?.channel ?? null,
        mail?.dueAt ?? null,
        mail?.mailId ?? null,
        mail?.attempts ?? null,
        mail?.state ?? null,
        mail?.endedAt ?? null,
        JSON.stringify(notice),
      )
      if (changes === 1) fresh.push(index)
    }
    return fresh
  }
  return {
    keepNotices,
    /** @returns the positions of those that were not there */
    takeNotices(materialId: string, progress: NoticeProgress, notices: readonly KeptNotice[]): number[] {
      const fresh = keepNotices(notices)
      upsertProgress.run(materialId, progress.sequence, progress.wakeAt)
      return fresh
    },
    noticeProgress: (): [string, number][] =>
      selectProgress.all().map((row) => [String(row['material']), Number(row['sequence'])]),
    noticeWakes: (now: number): string[] => selectWakes.all(now).map((row) => String(row['material'])),
    noticesOfPerson: (person: string, unreadOnly: boolean, limit: number, after: string | null): NoticeRow[] =>
      selectOwn.all(person, unreadOnly ? 1 : 0, after, limit).map(rowOf),
    markNoticesUpTo(person: string, upTo: number, at: number): void {
      markUpTo.run(at, person, upTo)
    },
    markNotices(person: string, ids: readonly string[], at: number): void {
      for (const id of ids) markOne.run(at, person, id)
    },
    noticeMailDue: (now: number): string[] => selectDue.all(now).map((row) => String(row['person'])),
    noticeMailWaiting: (person: string): NoticeRow[] => selectWaiting.all(person).map(rowOf),
    putNoticesIntoMail: (ids: readonly string[], mailId: string): string[] =>
      ids.filter((id) => claim.run(mailId, id).changes === 1),
    markNoticesMailed(
      ids: readonly string[],
      mail: Pick<NoticeMail, 'state' | 'attempts' | 'dueAt' | 'endedAt'>,
    ): void {
      for (const id of ids) mark.run(mail.state, mail.attempts, mail.dueAt, mail.endedAt, id)
    },
    forgetNotices: (before: number): number => Number(forget.run(before).changes),
  }
}

function rowOf(row: Record<string, SQLOutputValue>): NoticeRow {
  const number = (name: string) => (row[name] === null ? null : Number(row[name]))
  return {
    notice: String(row['notice']),
    readAt: number('read_at'),
    mail:
      row['mail_state'] === null
        ? null
        : ({
            channel: row['mail_channel'],
            dueAt: number('mail_due_at'),
            mailId: row['mail_id'],
            attempts: number('mail_attempts'),
            state: row['mail_state'],
            endedAt: number('mail_ended_at'),
          } as NoticeMail),
  }
}
