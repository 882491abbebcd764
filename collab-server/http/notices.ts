import type { NoticeSettingsView } from '@glosa/domain/contract'
import {
  isRefused,
  refused,
  tasksFor,
  whosOf,
  zoneOf,
  type Actor,
  type NoticeSettings,
  type PersonId,
  type OfficeLanguage,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { ReadOffice } from '../commands/notices/desk.ts'
import { countUnread, listNotices, type NoticeListDeps } from '../commands/notices/list.ts'
import type { NoticeSettingsOfPeople } from '../commands/notices/settings.ts'
import type { MailStyle } from '../mail/composeMail.ts'
import { deadlineFeed, roundDeadline } from '../mail/deadlines.ts'
import { mailWords } from '../mail/words.ts'
import { readable } from './materials.ts'
import type { Download, Serve } from './serveRoute.ts'

/** What the routes of notices and calendars need. */
export interface NoticeParts extends NoticeListDeps {
  readonly settings: NoticeSettingsOfPeople
  readonly readOffice: ReadOffice
  /** Whether this office sends mails. */
  readonly sendsMail: boolean
  /** Origin under which people reach Glosa. */
  readonly publicUrl: () => string
  readonly officeName: string
  /** Of those who chose none. */
  readonly language: OfficeLanguage
  /** Tells the person's open pages how much they have not read. */
  readonly told: (personId: PersonId) => void
}

const mostDeadlines = 500

/** Notices, each person's own, and deadlines as calendars. */
export function serveNotices(serve: Serve, context: CommandContext, parts: NoticeParts): void {
  const { settings } = parts
  serve('listNotices', async ({ actor, query }) => {
    const { limit, after } = query
    const asked = { unreadOnly: query.unread === 'yes', limit, ...(after === undefined ? {} : { after }) }
    const [page, unread] = await Promise.all([listNotices(parts, actor, asked), countUnread(parts, actor)])
    return { notices: [...page.notices], unread, next: page.next }
  })
  serve('markNoticesRead', async ({ actor, body }) => {
    await parts.notices.markRead(actor.personId, body, parts.now())
    parts.told(actor.personId)
    return { unread: await countUnread(parts, actor) }
  })
  serve('readNoticeSettings', async ({ actor }) => settingsView(parts, actor, await settings.of(actor.personId)))
  serve('changeNoticeSettings', async ({ actor, body }) => {
    const changed = await settings.change(actor, body)
    return isRefused(changed) ? changed : settingsView(parts, actor, changed)
  })
  serve('renewCalendarFeed', async ({ actor }) => {
    const token = await settings.renewFeed(actor)
    return isRefused(token) ? token : { url: `${parts.publicUrl()}/api/v1/calendars/${token}.ics` }
  })
  serve('endCalendarFeed', async ({ actor }) => settings.endFeed(actor))
  serve('readCalendarFeed', async ({ params }) => {
    const personId = await settings.personOfFeed(params.token.replace(/\.ics$/, ''))
    const { office } = await parts.readOffice()
    const reader = personId && office.readerOf(personId)
    return reader ? feedOf(context, parts, reader) : refused('not-found')
  })
  serve('downloadDeadline', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const style = await styleFor(parts, actor.personId)
    const file = roundDeadline(material, parts.now(), style, hostOf(parts))
    return file === null ? refused('round-not-open') : calendarDownload(file, `${material.number}.ics`)
  })
}

/** Every deadline of what waits for the person. */
async function feedOf(context: CommandContext, parts: NoticeParts, reader: Actor): Promise<Download> {
  const asked = { whos: whosOf(reader), personId: reader.personId }
  const { cards } = await context.projections.cards({ ...asked, withTasks: true, limit: mostDeadlines, offset: 0 })
  const tasks = await Promise.all(
    cards.map(async (card) => {
      const material = await readable(context, reader, card.materialId)
      return isRefused(material) ? [] : tasksFor(reader, card, parts.now()).map((task) => ({ material, task }))
    }),
  )
  const style = await styleFor(parts, reader.personId)
  const file = deadlineFeed(tasks.flat(), parts.now(), reader.displayName, style, hostOf(parts))
  return calendarDownload(file, 'glosa.ics')
}

const hostOf = ({ publicUrl }: NoticeParts): string => new URL(publicUrl()).hostname

const calendarDownload = (file: string, fileName: string): Download => ({
  bytes: new TextEncoder().encode(file),
  mediaType: 'text/calendar; charset=utf-8',
  fileName,
})

async function styleFor(parts: NoticeParts, personId: PersonId): Promise<MailStyle> {
  const [{ calendar }, { language }] = await Promise.all([parts.readOffice(), parts.settings.of(personId)])
  const [words, zone] = [mailWords(language ?? parts.language), zoneOf(calendar.country)]
  return { words, zone, publicUrl: parts.publicUrl(), officeName: parts.officeName }
}

async function settingsView(parts: NoticeParts, actor: Actor, settings: NoticeSettings): Promise<NoticeSettingsView> {
  const { office } = await parts.readOffice()
  const { channels, digestHour, remindDays, language, feed } = settings
  return {
    channels: { ...channels },
    digestHour,
    remindDays,
    language,
    mail: { isSent: parts.sendsMail, address: office.person(actor.personId)?.email ?? null },
    feed: feed && { since: feed.since },
  }
}
