import { randomUUID } from 'node:crypto'
import {
  applyRecordsLinkEvent,
  emptyRecordsLink,
  isRefused,
  systemStamp,
  takeNumbers,
  type ExchangeLog,
  type NumberBook,
  type OfficeLog,
  type Instant,
  type RecordsLink,
  type RecordsLinkEvent,
} from '@glosa/domain/model'
import { createOfficeStream, type OfficeStream } from './officeStream.ts'

/** What happened on the links to the records systems, one office log for each. */
export type RecordsLinks = OfficeStream<RecordsLink, RecordsLinkEvent>

export const recordsLinkLog = (target: string): string => `records:${target}`

export const createRecordsLinks = (deps: {
  readonly officeLog: OfficeLog
  readonly now: () => Instant
}): RecordsLinks =>
  createOfficeStream(deps, {
    empty: () => emptyRecordsLink(),
    apply: (link, record) =>
      record.events.reduce((state, event) => applyRecordsLinkEvent(state, event, record.at), link),
  })

/** @throws Error when other processes were faster too often */
async function append(links: RecordsLinks, target: string, event: RecordsLinkEvent): Promise<void> {
  const done = await links.decideAndAppend(systemStamp, recordsLinkLog(target), () => [event])
  if (isRefused(done)) throw new Error(`the log of the records system ${target} could not be written`)
}

/** Writes down what goes to one records system and what comes back. */
export const exchangeLogOf = (links: RecordsLinks, target: string): ExchangeLog => ({
  async opened(request) {
    const exchangeId = randomUUID()
    await append(links, target, { type: 'exchange-opened', exchangeId, ...request })
    return exchangeId
  },
  answered: (exchangeId, answer) => append(links, target, { type: 'exchange-answered', exchangeId, ...answer }),
})

/** Numbers of one link, given out once, also across restarts and processes. */
export const numberBookOf = (links: RecordsLinks, target: string): NumberBook => ({
  async take(series, key, count) {
    let first = 0
    const done = await links.decideAndAppend(systemStamp, recordsLinkLog(target), (link) => {
      const taken = takeNumbers(link, series, key, count)
      first = taken.first
      return taken.event ? [taken.event] : []
    })
    if (isRefused(done)) throw new Error(`no numbers of ${series} could be taken`)
    return first
  },
})
