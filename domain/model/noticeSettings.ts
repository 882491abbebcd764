import { noticeKinds, type NoticeChannel, type NoticeKind } from './notices.ts'
import type { Sha256 } from './ids.ts'
import type { Instant } from './time.ts'

/** Languages of mails and calendars. */
export const mailLanguages = ['cs', 'en', 'pl', 'sk'] as const
export type MailLanguage = (typeof mailLanguages)[number]

/** How one person wants to be told. */
export interface NoticeSettings {
  readonly channels: Readonly<Record<NoticeKind, NoticeChannel>>
  /** Hour of the office's day, 0 to 23, at which the daily mail leaves on working days. */
  readonly digestHour: number
  /** Working days before a deadline at which to remind; 0 for never, `null` for what the round says. */
  readonly remindDays: number | null
  /** `null`: the language of the office. */
  readonly language: MailLanguage | null
  /** The secret address of the person's calendar: only its hash is kept. */
  readonly feed: { readonly hash: Sha256; readonly since: Instant } | null
}

/** Most working days ahead that a reminder may come. */
export const maxRemindDays = 10

const mailed: readonly NoticeKind[] = [
  'invited',
  'deadline-changed',
  'deadline-near',
  'mentioned',
  'reaction-awaited',
  'release-awaited',
  'dispute-opened',
  'dispute-escalated',
  'dispute-decided',
  'approval-awaited',
  'approval-returned',
  'approval-voided',
  'delivery-rejected',
  'seal-expires',
  'seal-unusable',
  'records-certificate-renew',
  'settlements-returned',
  'handed-over',
  'question-asked',
  'question-answered',
]
const digested: readonly NoticeKind[] = [
  'deadline-past',
  'comment-lodged',
  'comment-replied',
  'comment-settled',
  'unit-reacted',
  'late-decided',
  'approval-finished',
  'version-locked',
  'version-new',
  'agenda-changed',
]

const channelOf = (kind: NoticeKind): NoticeChannel =>
  mailed.includes(kind) ? 'mail' : digested.includes(kind) ? 'digest' : 'app'

/** What holds until a person says otherwise: what waits for them by mail at once, what they should know once a day. */
export const defaultNoticeSettings: NoticeSettings = {
  channels: Object.fromEntries(noticeKinds.map((kind) => [kind, channelOf(kind)])) as NoticeSettings['channels'],
  digestHour: 7,
  remindDays: null,
  language: null,
  feed: null,
}

/** What a person may change at once. */
export interface NoticeSettingsChange {
  readonly channels?: Partial<Record<NoticeKind, NoticeChannel>> | undefined
  readonly digestHour?: number | undefined
  readonly remindDays?: number | null | undefined
  readonly language?: MailLanguage | null | undefined
}

/** Events in the log `person:<id>`. */
export type NoticeSettingsEvent =
  | {
      readonly type: 'notice-settings-changed'
      readonly channels?: Partial<Record<NoticeKind, NoticeChannel>>
      readonly digestHour?: number
      readonly remindDays?: number | null
      readonly language?: MailLanguage | null
    }
  | { readonly type: 'calendar-feed-renewed'; readonly hash: Sha256 }
  | { readonly type: 'calendar-feed-ended' }

/** The settings after one more event; events of others in the same log change nothing. */
export function applyNoticeSettings(
  settings: NoticeSettings,
  event: NoticeSettingsEvent | { readonly type: string },
  at: Instant,
): NoticeSettings {
  if (!isNoticeSettingsEvent(event)) return settings
  switch (event.type) {
    case 'notice-settings-changed': {
      const { channels, digestHour, remindDays, language } = event
      return {
        ...settings,
        channels: { ...settings.channels, ...channels },
        ...(digestHour === undefined ? {} : { digestHour }),
        ...(remindDays === undefined ? {} : { remindDays }),
        ...(language === undefined ? {} : { language }),
      }
    }
    case 'calendar-feed-renewed':
      return { ...settings, feed: { hash: event.hash, since: at } }
    case 'calendar-feed-ended':
      return { ...settings, feed: null }
  }
}

const isNoticeSettingsEvent = (event: { readonly type: string }): event is NoticeSettingsEvent =>
  event.type === 'notice-settings-changed' ||
  event.type === 'calendar-feed-renewed' ||
  event.type === 'calendar-feed-ended'

/** Only what differs becomes an event; the same again changes nothing. */
export function changeNoticeSettings(
  settings: NoticeSettings,
  change: NoticeSettingsChange,
): readonly NoticeSettingsEvent[] {
  const channels = Object.fromEntries(
    Object.entries(change.channels ?? {}).filter(
      ([kind, channel]) => settings.channels[kind as NoticeKind] !== channel,
    ),
  ) as Partial<Record<NoticeKind, NoticeChannel>>
  const event: NoticeSettingsEvent = {
    type: 'notice-settings-changed',
    ...(Object.keys(channels).length > 0 ? { channels } : {}),
    ...(change.digestHour === undefined || change.digestHour === settings.digestHour
      ? {}
      : { digestHour: change.digestHour }),
    ...(change.remindDays === undefined || change.remindDays === settings.remindDays
      ? {}
      : { remindDays: change.remindDays }),
    ...(change.language === undefined || change.language === settings.language ? {} : { language: change.language }),
  }
  return Object.keys(event).length > 1 ? [event] : []
}
