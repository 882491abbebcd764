import type { Ids, Samples } from './samples.ts'

type NoticeRoute =
  | 'listNotices'
  | 'markNoticesRead'
  | 'readNoticeSettings'
  | 'changeNoticeSettings'
  | 'renewCalendarFeed'
  | 'endCalendarFeed'
  | 'readCalendarFeed'
  | 'downloadDeadline'
  | 'search'

/** Requests that are right in every shape, of notices, calendars and search. */
export function noticeSamplesOf({ materialId, personId }: Ids): Pick<Samples, NoticeRoute> {
  const nothing = { params: {}, query: {}, body: undefined }
  const noticeId = `${personId}/${materialId}/3.invited`
  return {
    listNotices: { params: {}, query: { unread: 'yes', limit: 10, after: noticeId }, body: undefined },
    markNoticesRead: { params: {}, query: {}, body: { ids: [noticeId] } },
    readNoticeSettings: nothing,
    changeNoticeSettings: {
      params: {},
      query: {},
      body: { channels: { mentioned: 'digest' }, digestHour: 6, remindDays: null, language: 'en' },
    },
    renewCalendarFeed: nothing,
    endCalendarFeed: nothing,
    readCalendarFeed: { params: { token: `${'a'.repeat(20)}.${'b'.repeat(43)}.ics` }, query: {}, body: undefined },
    downloadDeadline: { params: { materialId }, query: {}, body: undefined },
    search: {
      params: {},
      query: { query: 'rozpočet', kind: 'comment', materialId, limit: 10, after: 'MCAxIGE' },
      body: undefined,
    },
  }
}
