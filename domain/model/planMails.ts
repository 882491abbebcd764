import type { KeptNotice } from './notices.ts'
import type { Instant } from './time.ts'

/** Notices that leave in one message. */
export interface PlannedMail {
  /** The message that they were put into before; `null` for a new one. */
  readonly mailId: string | null
  readonly channel: 'mail' | 'digest'
  readonly notices: readonly KeptNotice[]
}

/** How long to wait for more before a message leaves (ms). */
export interface MailQuiet {
  /** After the newest notice of a material. */
  readonly quietMs: number
  /** After the oldest, however much still comes. */
  readonly longestMs: number
}

/**
 * The messages to one person that should leave now: those that were begun before, as they are; what
 * is due today, in one; and for each material whose news have paused, one.
 * @param waiting notices of one person, oldest first
 */
export function planMails(
  waiting: readonly KeptNotice[],
  now: Instant,
  { quietMs, longestMs }: MailQuiet,
): readonly PlannedMail[] {
  const begun = Map.groupBy(
    waiting.filter(({ mail }) => mail?.mailId),
    ({ mail }) => mail?.mailId ?? null,
  )
  const again = [...begun].flatMap(([mailId, notices]): PlannedMail[] => {
    const channel = notices[0]?.mail?.channel ?? 'mail'
    return notices.every(isDue(now)) ? [{ mailId, channel, notices }] : []
  })
  const fresh = waiting.filter(({ mail }) => mail?.mailId === null)
  const daily = fresh.filter((notice) => notice.mail?.channel === 'digest' && isDue(now)(notice))
  const byMaterial = Map.groupBy(
    fresh.filter(({ mail }) => mail?.channel === 'mail'),
    ({ materialId }) => materialId,
  )
  const atOnce = [...byMaterial.values()].filter((notices) => {
    const times = notices.map(({ at }) => at)
    return now >= Math.max(...times) + quietMs || now >= Math.min(...times) + longestMs
  })
  return [
    ...again,
    ...atOnce.map((notices) => ({ mailId: null, channel: 'mail', notices }) as const),
    ...(daily.length > 0 ? [{ mailId: null, channel: 'digest', notices: daily } as const] : []),
  ]
}

const isDue =
  (now: Instant) =>
  ({ mail }: KeptNotice): boolean =>
    mail !== null && mail.dueAt <= now
