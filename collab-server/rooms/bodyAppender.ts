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
  /** Rows became durable, the first of them as `first`. Called before anything later is appended. */
  readonly durable: (batch: readonly Waiting[], first: number) => void
  readonly outage: (began: boolean, error: unknown) => void
  readonly fenced: () => void
}

const firstRetryMs = 100
const longestRetryMs = 5_000
const maxBatchRows = 2_000

/**
 * Group commit: one append per text in flight, and what arrives meanwhile is the next one; no
 * timers, no added latency when nothing is in flight. The next commit starts before the last one is
 * told of, so that the disk works while everybody is sent the words. A failed append is tried
 * again, the same rows in the same order, until storage answers.
 */
export class BodyAppender {
  readonly #bodyLog: BodyLog
  readonly #bodyId: BodyId
  readonly #writer: string
  readonly #clock: RoomClock
  readonly #events: AppenderEvents
  /** Durable, and told of in this turn. */
  #untold: { readonly batch: readonly Waiting[]; readonly first: number } | null = null
  #inFlight: Waiting[] = []
  #queue: Waiting[] = []
  #queuedBytes = 0
  #first: number
  #attempts = 0
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
    this.#first = next
    this.#clock = clock
    this.#events = events
  }

  get rows(): number {
    return (this.#untold?.batch.length ?? 0) + this.#inFlight.length + this.#queue.length
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
    if (this.#untold) yield* this.#untold.batch
    yield* this.#inFlight
    yield* this.#queue
  }

  add(waiting: Waiting): void {
    if (this.#ended) return waiting.lost()
    this.#queue.push(waiting)
    this.#queuedBytes += sizeOf(waiting)
    if (this.#inFlight.length === 0) this.#next()
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

  #next(): void {
    if (this.#queue.length <= maxBatchRows) {
      this.#inFlight = this.#queue
      this.#queue = []
    } else {
      this.#inFlight = this.#queue.splice(0, maxBatchRows)
    }
    this.#attempts = 0
    this.#since = this.#clock.now()
    this.#append()
  }

  #append(): void {
    const batch = this.#inFlight
    this.#bodyLog
      .append(
        this.#bodyId,
        this.#first,
        batch.map(({ row }) => row),
        this.#writer,
      )
      .then(
        (answer) => {
          this.#tell()
          if (this.#ended) return
          if (answer === 'fenced') {
            this.#events.fenced()
            this.end()
          } else {
            this.#appended(batch)
          }
        },
        (error: unknown) => {
          this.#tell()
          if (this.#ended) return
          this.#beginOutage(error)
          const waitMs = Math.min(firstRetryMs * 2 ** this.#attempts, longestRetryMs)
          this.#attempts += 1
          this.#clock.after(waitMs, () => {
            if (!this.#ended) this.#append()
          })
        },
      )
  }

  #appended(batch: readonly Waiting[]): void {
    this.#untold = { batch, first: this.#first }
    this.#first += batch.length
    this.#inFlight = []
    if (this.#queue.length > 0) this.#next()
    queueMicrotask(() => this.#tell())
  }

  /** Tells of the rows that became durable last. */
  #tell(): void {
    if (!this.#untold) return
    const { batch, first } = this.#untold
    this.#untold = null
    for (const waiting of batch) this.#queuedBytes -= sizeOf(waiting)
    if (this.#outage) {
      this.#outage = false
      this.#events.outage(false, null)
    }
    this.#events.durable(batch, first)
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
