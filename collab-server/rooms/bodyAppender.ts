import type { Stretch } from '@glosa/domain/body'
import type { BodyId, BodyLog, BodyRow } from '@glosa/domain/model'
import type { RoomClock } from './clock.ts'
import type { RoomGuest } from './roomGuest.ts'

/** A row that waits to become durable. */
export interface Waiting {
  readonly row: BodyRow
  /** All that an update writes, where it is known to write nothing twice. */
  readonly stretches?: readonly Stretch[] | null
  /** The socket that an update came by. */
  readonly by?: RoomGuest
  /** Called once, in order, when the row is durable; the text does not have it yet. */
  readonly durable?: () => void
  /** Called once, in order, when the row is durable and in the text. */
  readonly settled: (sequence: number) => void
  /** Called instead when another writer owns the log: the row will never be in it. */
  readonly lost: () => void
}

export interface AppenderEvents {
  /** Rows became durable, the first of them as `first`. Called in order. */
  readonly durable: (batch: readonly Waiting[], first: number) => void
  readonly outage: (began: boolean, error: unknown) => void
  readonly fenced: () => void
}

/** Rows that were handed to the log together, the first of them as `first`. */
interface Batch {
  readonly rows: readonly Waiting[]
  readonly first: number
  hasFailed: boolean
}

const firstRetryMs = 100
const longestRetryMs = 5_000
const maxBatchRows = 2_000
/** Appends in flight to a log that keeps their order; what comes on top of them waits to go together. */
const mostInFlight = 4

/**
 * Group commit: what arrives while appends are in flight goes into the next commit; no timers, no added latency when
 * nothing is in flight. A log that keeps the order has the next rows before the last are answered, so that the disk
 * never waits for the room; any other has one append in flight. A failed append is tried again, the same rows in the
 * same order together with all that followed it, until storage answers.
 */
export class BodyAppender {
  readonly #bodyLog: BodyLog
  readonly #bodyId: BodyId
  readonly #writer: string
  readonly #clock: RoomClock
  readonly #events: AppenderEvents
  readonly #most: number
  /** Durable, and told of in this turn. */
  #untold: Batch | null = null
  /** In order. After one failed, nothing more is handed over until it is durable. */
  #inFlight: Batch[] = []
  #queue: Waiting[] = []
  #queuedBytes = 0
  /** Sequence number of the next row to hand over. */
  #next: number
  #attempts = 0
  /** When the oldest append in flight became the oldest. */
  #since = 0
  #outage = false
  #ended = false
  #whenIdle: (() => void)[] = []

  /** @param next sequence number of the first row to append */
  constructor(
    bodyLog: BodyLog,
    bodyId: BodyId,
    writer: string,
    next: number,
    clock: RoomClock,
    events: AppenderEvents,
  ) {
    this.#bodyLog = bodyLog
    this.#bodyId = bodyId
    this.#writer = writer
    this.#next = next
    this.#clock = clock
    this.#events = events
    this.#most = bodyLog.keepsOrder ? mostInFlight : 1
  }

  get rows(): number {
    let rows = (this.#untold?.rows.length ?? 0) + this.#queue.length
    for (const batch of this.#inFlight) rows += batch.rows.length
    return rows
  }
  get bytes(): number {
    return this.#queuedBytes
  }
  /** Storage does not answer; rows wait. */
  get outage(): boolean {
    return this.#outage
  }

  /** What was added and is not told of as durable yet, in order. */
  *waiting(): Iterable<Waiting> {
    if (this.#untold) yield* this.#untold.rows
    for (const batch of this.#inFlight) yield* batch.rows
    yield* this.#queue
  }

  add(waiting: Waiting): void {
    if (this.#ended) return waiting.lost()
    this.#queue.push(waiting)
    this.#queuedBytes += sizeOf(waiting)
    this.#handOver()
  }

  /** Resolves when nothing waits; at once when nothing does. Never rejects. */
  idle(): Promise<void> {
    if (this.rows === 0) return Promise.resolve()
    return new Promise((resolve) => this.#whenIdle.push(resolve))
  }

  /** Tells an outage when the commit in flight takes longer than `slowMs`. */
  checkSlow(slowMs: number): void {
    if (this.#inFlight.length > 0 && this.#clock.now() - this.#since > slowMs) {
      this.#beginOutage(new Error('a commit takes too long'))
    }
  }

  /** Stops for good; what waits is lost. */
  end(): void {
    if (this.#ended) return
    this.#tell()
    if (this.#ended) return
    this.#ended = true
    const lost = [...this.waiting()]
    this.#inFlight = []
    this.#queue = []
    this.#queuedBytes = 0
    for (const waiting of lost) waiting.lost()
    this.#tellIdle()
  }

  #handOver(): void {
    if (this.#queue.length === 0 || this.#inFlight.length >= this.#most || this.#attempts > 0) return
    const rows = this.#queue.length <= maxBatchRows ? this.#queue : this.#queue.slice(0, maxBatchRows)
    this.#queue = this.#queue.slice(rows.length)
    const batch = { rows, first: this.#next, hasFailed: false }
    this.#next += rows.length
    if (this.#inFlight.push(batch) === 1) this.#since = this.#clock.now()
    this.#append(batch)
  }

  #append(batch: Batch): void {
    this.#bodyLog
      .append(
        this.#bodyId,
        batch.first,
        batch.rows.map(({ row }) => row),
        this.#writer,
      )
      .then(
        (answer) => {
          if (this.#ended) return
          // After one that failed it is tried again with that one: rows that are there count as appended.
          if (batch !== this.#inFlight[0]) return this.#failed(batch)
          if (answer === 'appended') return this.#appended()
          this.#tell()
          if (this.#ended) return
          this.#events.fenced()
          this.end()
        },
        (error: unknown) => {
          this.#tell()
          if (this.#ended) return
          this.#beginOutage(error)
          this.#failed(batch)
        },
      )
  }

  #appended(): void {
    const batch = this.#inFlight.shift()
    if (!batch) return
    this.#attempts = 0
    this.#since = this.#clock.now()
    this.#handOver()
    if (this.#untold) {
      this.#untold = { ...this.#untold, rows: [...this.#untold.rows, ...batch.rows] }
    } else {
      this.#untold = batch
      queueMicrotask(() => this.#tell())
    }
  }

  #failed(batch: Batch): void {
    batch.hasFailed = true
    // Before it is tried again, all that followed it must have been answered.
    this.#attempts ||= 1
    const [oldest] = this.#inFlight
    if (!oldest || this.#inFlight.some(({ hasFailed }) => !hasFailed)) return
    const waitMs = Math.min(firstRetryMs * 2 ** (this.#attempts - 1), longestRetryMs)
    this.#attempts += 1
    this.#clock.after(waitMs, () => {
      if (this.#ended) return
      const again = { rows: this.#inFlight.flatMap(({ rows }) => rows), first: oldest.first, hasFailed: false }
      this.#inFlight = [again]
      this.#append(again)
    })
  }

  /** Tells of the rows that became durable last. */
  #tell(): void {
    if (!this.#untold) return
    const { rows, first } = this.#untold
    this.#untold = null
    for (const waiting of rows) this.#queuedBytes -= sizeOf(waiting)
    if (this.#outage) {
      this.#outage = false
      this.#events.outage(false, null)
    }
    this.#events.durable(rows, first)
    if (this.rows === 0) this.#tellIdle()
  }

  #beginOutage(error: unknown): void {
    if (this.#outage) return
    this.#outage = true
    this.#events.outage(true, error)
  }

  #tellIdle(): void {
    const told = this.#whenIdle
    this.#whenIdle = []
    for (const tell of told) tell()
  }
}

const sizeOf = ({ row }: Waiting) => (row.kind === 'update' ? row.payload.length : 0)
