import type { Instant, KeptNotice, Material, Meeting, OfficeZone } from '@glosa/domain/model'
import { shownTime } from './shownTime.ts'
import type { MailWords } from './words.ts'

/** A notice with what its reader may see of it now. */
export interface ReadableNotice {
  readonly notice: KeptNotice
  /** Numbers of the comments it speaks of; 0 for one that has none. */
  readonly numbers: readonly number[]
}

/** News of one material, of one meeting, or of the office itself. */
export interface MaterialNews {
  readonly material: Pick<Material, 'id' | 'number' | 'title'> | null
  /** When it is about a meeting. */
  readonly meeting?: Pick<Meeting, 'id' | 'title'>
  readonly notices: readonly ReadableNotice[]
}

/** How and for whom a message is written. */
export interface MailStyle {
  readonly words: MailWords
  readonly zone: OfficeZone
  /** Origin under which people reach Glosa. */
  readonly publicUrl: string
  readonly officeName: string
}

/** A message as text and as simple HTML. */
export interface ComposedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const mostNumbers = 20

/** What is about neither a material nor a meeting is about the seal, or the certificates for records systems alone. */
const isOfCertificates = (notices: MaterialNews['notices']): boolean =>
  notices.every(({ notice }) => notice.kind === 'records-certificate-renew')
const officePathOf = (notices: MaterialNews['notices']): string =>
  isOfCertificates(notices) ? 'records/systems' : 'records/seals'

/**
 * Writes a message about materials. It says what happened and where to read it: titles and numbers
 * that the reader may see now, and never a word of a comment or of a text.
 */
export function composeMail(news: readonly MaterialNews[], channel: 'mail' | 'digest', style: MailStyle): ComposedMail {
  const { words, publicUrl, officeName } = style
  const parts = news.map(({ material, meeting, notices }) => ({
    heading: material ? `${material.number} ${material.title}` : (meeting?.title ?? officeName),
    lines: [...new Set(notices.map((notice) => lineOf(notice, style)))],
    url: `${publicUrl}/${material ? `materials/${material.id}` : meeting ? `meetings/${meeting.id}` : officePathOf(notices)}`,
    verb: words.say(
      material ? 'open' : meeting ? 'openMeeting' : isOfCertificates(notices) ? 'openRecords' : 'openSeals',
    ),
  }))
  const introduction = words.say(`introduction.${channel === 'digest' ? 'digest' : 'news'}`)
  const footer = words.say('footer', { office: officeName })
  const settingsUrl = `${publicUrl}/account`
  const text = [
    words.say('greeting'),
    introduction,
    ...parts.map(({ heading, lines, url }) => [heading, ...lines.map((line) => `- ${line}`), url].join('\n')),
    `-- \n${footer}\n${settingsUrl}`,
  ].join('\n\n')
  const html = [
    `<!doctype html><html lang="${words.language}"><head><meta charset="utf-8"><title>${escaped(subjectOf(news, channel, style))}</title></head><body>`,
    `<p>${escaped(words.say('greeting'))}</p><p>${escaped(introduction)}</p>`,
    ...parts.map(
      ({ heading, lines, url, verb }) =>
        `<h2 style="font-size:1.1em">${escaped(heading)}</h2><ul>${lines
          .map((line) => `<li>${escaped(line)}</li>`)
          .join('')}</ul><p><a href="${escaped(url)}">${escaped(verb)}</a></p>`,
    ),
    `<hr><p style="font-size:0.9em">${escaped(footer)} <a href="${escaped(settingsUrl)}">${escaped(settingsUrl)}</a></p></body></html>`,
  ].join('\n')
  return { subject: subjectOf(news, channel, style), text: `${text}\n`, html }
}

/** The subject of a single kind of news of one material is that news; else it says that there are several. */
function subjectOf(
  news: readonly MaterialNews[],
  channel: 'mail' | 'digest',
  { words, zone, officeName }: MailStyle,
): string {
  const [first] = news
  if (channel === 'digest' || news.length !== 1 || !first) return words.say('subject.digest', { count: news.length })
  const title = first.material?.title ?? first.meeting?.title ?? officeName
  const kinds = new Set(first.notices.map(({ notice }) => notice.kind))
  const [latest] = first.notices.toReversed()
  const key = `subject.${latest?.notice.kind ?? ''}`
  if (kinds.size !== 1 || !latest || !words.has(key)) return words.say('subject.news', { title: inLine(title) })
  return words.say(key, { title: inLine(title), due: dueOf(latest.notice.dueAt, words, zone) })
}

function lineOf({ notice, numbers }: ReadableNotice, { words, zone }: MailStyle): string {
  const shown = numbers.filter((number) => number > 0).toSorted((a, b) => a - b)
  const list = `${shown.slice(0, mostNumbers).join(', ')}${shown.length > mostNumbers ? ' …' : ''}`
  const line = words.say(`line.${notice.kind}`, {
    count: numbers.length,
    numbers: shown.length > 0 ? words.say('numbers', { list }) : '',
    due: dueOf(notice.dueAt, words, zone),
  })
  return notice.by ? words.say('by', { line, name: inLine(notice.by.displayName) }) : line
}

const dueOf = (dueAt: Instant | null, words: MailWords, zone: OfficeZone): string =>
  dueAt === null ? '' : shownTime(dueAt, words.language, zone)

/** One line, whatever people put into a title. */
const inLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
