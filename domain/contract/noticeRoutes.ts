import * as z from 'zod'
import { mailLanguages, maxRemindDays, noticeChannels, noticeKinds } from '../model/index.ts'
import { meetingId } from './meetingShapes.ts'
import { route } from './route.ts'
import { commentId, instant, materialId, personStamp, roundId } from './shapes.ts'

const count = z.number().int().min(0)

export const noticeId = z
  .string()
  .max(300)
  .regex(/^[\w:./-]+$/)
  .describe('Id of a notice')

export const shownNotice = z.object({
  id: noticeId,
  kind: z.enum(noticeKinds),
  at: instant,
  readAt: instant.nullable(),
  by: personStamp.nullable().describe('Who did it; null when time did'),
  materialId: materialId.nullable().describe('Null when it is about the office itself'),
  meetingId: meetingId.nullable().default(null).describe('When it is about a meeting'),
  number: z.string().describe('Of the material; empty without one'),
  title: z.string(),
  comments: z
    .array(z.object({ commentId, number: count }))
    .describe('The comments it speaks of that you may see now; a number is 0 while others may not see the comment'),
  roundId: roundId.nullable(),
  dueAt: instant.nullable().describe('The deadline it speaks of'),
})

const channels = z.partialRecord(z.enum(noticeKinds), z.enum(noticeChannels))

export const noticeSettingsView = z.object({
  channels: z.record(z.enum(noticeKinds), z.enum(noticeChannels)),
  digestHour: count,
  remindDays: count.nullable().describe('Working days before a deadline; 0 never; null as the round says'),
  language: z.enum(mailLanguages).nullable().describe('Of mails and calendars; null the language of the office'),
  mail: z.object({
    isSent: z.boolean().describe('Whether this office sends mails at all'),
    address: z.string().nullable().describe('Your address in the directory'),
  }),
  feed: z
    .object({ since: instant })
    .nullable()
    .describe('Your calendar feed, when there is one; its address is told once'),
})

/** Notices, how each person wants them, and deadlines as calendars. */
export const noticeRoutes = {
  listNotices: route('GET /api/v1/notices', {
    tag: 'notice',
    summary: 'What you were told, newest first',
    query: z.strictObject({
      unread: z.enum(['yes', 'no']).default('no').describe('Only what you have not read'),
      limit: z.coerce.number().int().min(1).max(100).default(30),
      after: noticeId.optional().describe('Id of the last notice of the page before'),
    }),
    answer: z.object({
      notices: z.array(shownNotice),
      unread: count.describe('How many you have not read, at most 100'),
      next: noticeId.nullable().describe('Ask with it for the next page; null when there is none'),
    }),
  }),
  markNoticesRead: route('POST /api/v1/notices/read', {
    tag: 'notice',
    summary: 'Mark notices as read: those named, or all up to an instant',
    body: z.union([z.strictObject({ ids: z.array(noticeId).min(1).max(200) }), z.strictObject({ upTo: instant })]),
    answer: z.object({ unread: count }),
  }),
  readNoticeSettings: route('GET /api/v1/notices/settings', {
    tag: 'notice',
    summary: 'How you want to be told',
    answer: noticeSettingsView,
  }),
  changeNoticeSettings: route('PATCH /api/v1/notices/settings', {
    tag: 'notice',
    summary: 'Change how you want to be told; what is left out stays',
    body: z.strictObject({
      channels: channels.optional(),
      digestHour: z.number().int().min(0).max(23).optional(),
      remindDays: z.number().int().min(0).max(maxRemindDays).nullable().optional(),
      language: z.enum(mailLanguages).nullable().optional(),
    }),
    answer: noticeSettingsView,
    refusals: ['conflict'],
  }),
  renewCalendarFeed: route('POST /api/v1/notices/feed', {
    tag: 'notice',
    summary: 'A new secret address of your calendar of deadlines; the one before ends at once',
    answer: z.object({ url: z.string().describe('Told once: only its hash is kept') }),
    status: 201,
    refusals: ['conflict'],
  }),
  endCalendarFeed: route('DELETE /api/v1/notices/feed', {
    tag: 'notice',
    summary: 'End the secret address of your calendar',
    refusals: ['conflict'],
  }),
  readCalendarFeed: route('GET /api/v1/calendars/{token}', {
    tag: 'notice',
    summary: 'Deadlines of the person whose secret address this is (RFC 5545), for calendars of other software',
    open: true,
    params: z.strictObject({ token: z.string().regex(/^[\w-]{16,200}\.[\w-]{43}(?:\.ics)?$/) }),
    answer: 'bytes',
    refusals: ['not-found'],
  }),
  downloadDeadline: route('GET /api/v1/materials/{materialId}/deadline', {
    tag: 'notice',
    summary: 'The deadline of the open round as a calendar file (RFC 5545)',
    params: z.strictObject({ materialId }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'round-not-open'],
  }),
} as const

export type ShownNotice = z.output<typeof shownNotice>
export type NoticeSettingsView = z.output<typeof noticeSettingsView>
