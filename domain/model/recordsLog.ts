import type { CodeList, RecordsHealth } from './recordsSystem.ts'
import type { DeliveryId, Sha256 } from './ids.ts'
import type { FixityFinding, FixityPlace } from './delivery.ts'
import { instant, type Instant } from './time.ts'

/** One message to a records system, as it is written down before it leaves. */
export interface ExchangeRequest {
  readonly deliveryId: DeliveryId | null
  /** Name of the operation in the words of the records system, e.g. "DokumentZalozeni". */
  readonly operation: string
  /** Address without credentials and parameters. */
  readonly endpoint: string
  readonly requestSha256: Sha256
  readonly requestBytes: number
}

/** What came back; `null` members when nothing did. */
export interface ExchangeAnswer {
  readonly status: number | null
  readonly responseSha256: Sha256 | null
  readonly responseBytes: number | null
  readonly certificate: string | null
  readonly tookMs: number
  /** Why there is no usable answer; `null` when there is one. */
  readonly problem: string | null
}

/** What can happen on the link to one records system; kept in the office log `records:<target>`. */
export type RecordsLinkEvent =
  | ({ readonly type: 'exchange-opened'; readonly exchangeId: string } & ExchangeRequest)
  | ({ readonly type: 'exchange-answered'; readonly exchangeId: string } & ExchangeAnswer)
  /** Numbers that are given out once and never again (UdalostId, Poradi); the same key keeps its numbers. */
  | {
      readonly type: 'numbers-taken'
      readonly series: string
      readonly key: string
      readonly first: number
      readonly count: number
    }
  | { readonly type: 'code-lists-read'; readonly blob: Sha256; readonly lists: number }
  | ({ readonly type: 'system-checked' } & RecordsHealth)

/** An exchange as far as it is known; without `answer` the process ended before one came. */
export interface Exchange extends ExchangeRequest {
  readonly exchangeId: string
  readonly openedAt: Instant
  readonly answer: ExchangeAnswer | null
}

/** The state of the link to one records system. */
export interface RecordsLink {
  /** The newest exchanges, oldest first. */
  readonly exchanges: readonly Exchange[]
  readonly taken: Map<string, { readonly first: number; readonly count: number }>
  /** The last number given out, by series. */
  readonly last: Map<string, number>
  readonly codeLists: { readonly blob: Sha256; readonly readAt: Instant; readonly lists: number } | null
  readonly health: (RecordsHealth & { readonly at: Instant }) | null
}

/** A link on which nothing happened yet. */
export const emptyRecordsLink = (): RecordsLink => ({
  exchanges: [],
  taken: new Map(),
  last: new Map(),
  codeLists: null,
  health: null,
})

/** How many exchanges the link remembers; all of them stay in the log. */
export const rememberedExchanges = 1_000

/** The link after one more event; the one before must not be used any more. Unknown events change nothing. */
export function applyRecordsLinkEvent(link: RecordsLink, event: RecordsLinkEvent, at: Instant): RecordsLink {
  switch (event.type) {
    case 'exchange-opened': {
      const { type: _, ...request } = event
      const exchanges = [...link.exchanges, { ...request, openedAt: at, answer: null }]
      return { ...link, exchanges: exchanges.slice(-rememberedExchanges) }
    }
    case 'exchange-answered': {
      const { type: _, exchangeId, ...answer } = event
      const exchanges = link.exchanges.map((exchange) =>
        exchange.exchangeId === exchangeId ? { ...exchange, answer } : exchange,
      )
      return { ...link, exchanges }
    }
    case 'numbers-taken': {
      const { series, key, first, count } = event
      // In place: these maps only grow, and copying them for each number would take longer with each delivery.
      link.taken.set(`${series}/${key}`, { first, count })
      link.last.set(series, first + count - 1)
      return { ...link }
    }
    case 'code-lists-read':
      return { ...link, codeLists: { blob: event.blob, readAt: at, lists: event.lists } }
    case 'system-checked': {
      const { isUsable, problem, clockSkewMs } = event
      return { ...link, health: { isUsable, problem, clockSkewMs, at } }
    }
    default:
      return link
  }
}

/**
 * Takes `count` numbers of a series for a key, or tells those that the key has already.
 * @returns the first of them, and the event to append when they are new
 * @throws RangeError when the key has another count of numbers
 */
export function takeNumbers(
  link: RecordsLink,
  series: string,
  key: string,
  count: number,
): { readonly first: number; readonly event: RecordsLinkEvent | null } {
  const known = link.taken.get(`${series}/${key}`)
  if (known) {
    if (known.count !== count) throw new RangeError(`${series}/${key} has ${known.count} numbers, not ${count}`)
    return { first: known.first, event: null }
  }
  const first = (link.last.get(series) ?? 0) + 1
  return { first, event: { type: 'numbers-taken', series, key, first, count } }
}

/** Where adapters write down what they send and what comes back. */
export interface ExchangeLog {
  /** @returns the id of the exchange, once it is durable: only then may the message leave */
  opened(request: ExchangeRequest): Promise<string>
  answered(exchangeId: string, answer: ExchangeAnswer): Promise<void>
}

/** Gives out numbers once, also across restarts. */
export interface NumberBook {
  /** @returns the first of `count` numbers in a row; the same key gets the same numbers again */
  take(series: string, key: string, count: number): Promise<number>
}

/** Code lists with the moment they were read. */
export interface ReadCodeLists {
  readonly readAt: Instant
  readonly lists: readonly CodeList[]
}

/** What one periodic look at delivered bytes came to; kept in the office log `fixity`. */
export interface FixityRunEvent {
  readonly type: 'fixity-run'
  readonly startedAt: Instant
  readonly checked: readonly DeliveryId[]
  /** Could not be read this time. */
  readonly unreachable: readonly DeliveryId[]
  readonly findings: readonly {
    readonly deliveryId: DeliveryId
    readonly materialId: string
    readonly place: FixityPlace
    readonly files: readonly FixityFinding[]
  }[]
}

/** What is known of the looks at delivered bytes. */
export interface FixityState {
  readonly lastCheckedAt: ReadonlyMap<DeliveryId, Instant>
  /** The newest runs, newest first. */
  readonly runs: readonly (FixityRunEvent & { readonly endedAt: Instant })[]
}

export const emptyFixityState: FixityState = { lastCheckedAt: new Map(), runs: [] }

export function applyFixityRun(state: FixityState, event: FixityRunEvent, at: Instant): FixityState {
  if (event.type !== 'fixity-run') return state
  const lastCheckedAt = new Map(state.lastCheckedAt)
  for (const deliveryId of event.checked) lastCheckedAt.set(deliveryId, at)
  return { lastCheckedAt, runs: [{ ...event, endedAt: at }, ...state.runs].slice(0, 50) }
}

/** When a delivery was last looked at; the beginning of time when never. */
export const lastFixityCheck = (state: FixityState, deliveryId: DeliveryId): Instant =>
  state.lastCheckedAt.get(deliveryId) ?? instant(0)
