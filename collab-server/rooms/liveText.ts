import { inspectUpdate } from '@glosa/domain/body'
import {
  isRefused,
  refused,
  systemStamp,
  turns,
  type BodyId,
  type BodyLog,
  type BodyRow,
  type PersonId,
  type Refused,
} from '@glosa/domain/model'
import * as Y from 'yjs'
import type { BodyState } from '../commands/ports.ts'
import { addedBy } from './addedBy.ts'
import { BodyAppender, type Waiting } from './bodyAppender.ts'
import { ClientOwners } from './clientOwners.ts'
import type { RoomClock } from './clock.ts'
import { FreshState } from './freshState.ts'
import type { RoomFrames } from './frames.ts'
import type { RoomLimits } from './limits.ts'
import type { RoomGuest } from './roomGuest.ts'
import { TextDocument } from './textDocument.ts'

export interface TextEvents {
  /** Something new in the text, durable: for everybody in the room but, at most, whose it is. */
  readonly news: (update: Uint8Array, by: RoomGuest | null) => void
  readonly outage: (began: boolean, error: unknown) => void
  /** Another node writes this text: nothing here is true any more. */
  readonly fenced: () => void
  /** Something wrote past the log, or applying failed: the text here differs from the log. */
  readonly broken: (error: unknown) => void
  readonly batch: (rows: number) => void
}

export interface TextSetting {
  readonly bodyLog: BodyLog
  readonly clock: RoomClock
  readonly limits: RoomLimits
  readonly randomId: () => number
  /** Opaque token of this instance of the room. */
  readonly writer: string
}

/** An update as it came. */
export interface Written {
  readonly personId: PersonId
  readonly payload: Uint8Array
  readonly mayEdit: boolean
  /** The socket it came by, whose copy of the text has it. */
  readonly by: RoomGuest
}

/** What becomes of an update that was admitted; all are called at most once. */
export interface WriterEvents {
  /** It is durable; nobody is sent it yet. */
  readonly saved: () => void
  /** The text has it. */
  readonly settled: () => void
  /** Another writer owns the log: it will never be in it. */
  readonly lost: () => void
}

type Kept = Awaited<ReturnType<BodyLog['load']>>

/** Whether writers are admitted. A sealed text belongs to a version and never opens again. */
export type Gate = 'open' | 'closed' | 'sealed'

/**
 * One live text and its log. Nothing gets into the text but through the log, in the log's order,
 * after it is durable.
 */
export class LiveText {
  readonly #document: TextDocument
  readonly owners = new ClientOwners()
  readonly fresh: FreshState
  readonly #bodyId: BodyId
  readonly #setting: TextSetting
  readonly #events: TextEvents
  readonly #appender: BodyAppender
  #gate: Gate = 'open'
  #sequence: number
  #bytes: number
  #bytesMeasuredAt = 0
  #snapshotSequence: number
  #savingSnapshot: Promise<void> | null = null
  #state: BodyState | null = null
  readonly #inTurn = turns<'edits'>()
  readonly #editorIds = new Map<PersonId, number>()

  /**
   * Loads a text.
   * @param locked whether the text belongs to a locked version; a gate of a text that does not was
   * left by a crash between gate and lock, and is opened again
   * @throws when storage does not answer; never yields an empty text instead
   */
  static async load(
    setting: TextSetting,
    frames: RoomFrames,
    bodyId: BodyId,
    locked: boolean,
    events: TextEvents,
  ): Promise<LiveText> {
    const kept = await setting.bodyLog.load(bodyId)
    return new LiveText(setting, frames, bodyId, locked, kept, events)
  }

  private constructor(
    setting: TextSetting,
    frames: RoomFrames,
    bodyId: BodyId,
    locked: boolean,
    kept: Kept,
    events: TextEvents,
  ) {
    this.#setting = setting
    this.#bodyId = bodyId
    this.#events = events
    this.fresh = new FreshState(frames)
    this.#document = new TextDocument({
      news: events.news,
      writtenPast: () => events.broken(new Error('a change did not come from the log')),
    })
    this.#snapshotSequence = kept.snapshot?.sequence ?? 0
    this.#sequence = this.#snapshotSequence
    this.#bytes = kept.snapshot?.state.length ?? 0
    const gate = this.#replay(kept)
    this.#appender = new BodyAppender(setting.bodyLog, bodyId, setting.writer, this.#sequence + 1, setting.clock, {
      durable: (batch, first) => this.#durable(batch, first),
      outage: events.outage,
      fenced: events.fenced,
    })
    if (locked) this.#gate = 'sealed'
    else if (gate === 'closed')
      void this.#append({ kind: 'gate-reopened', personId: systemStamp.personId, at: setting.clock.now() })
  }

  /**
   * The text as of the last durable row; for reading only.
   * @throws when the rows do not make a text; the room is given up then
   */
  get document(): Y.Doc {
    try {
      return this.#document.whole()
    } catch (error) {
      this.#events.broken(error)
      throw error
    }
  }

  get gate(): Gate {
    return this.#gate
  }
  /** Sequence number of the last row in the text. */
  get sequence(): number {
    return this.#sequence
  }
  get outage(): boolean {
    return this.#appender.outage
  }
  get pendingRows(): number {
    return this.#appender.rows
  }

  /** Too much waits for storage: a writer is better off coming back later. */
  get congested(): boolean {
    const { maxPendingRows, maxPendingBytes } = this.#setting.limits
    return this.#appender.rows >= maxPendingRows || this.#appender.bytes >= maxPendingBytes
  }

  /**
   * Admits an update or refuses it, at once. An admitted one becomes durable, then part of the
   * text; admitted means before any gate that closes later.
   * @returns `'nothing-new'` for an update without news; it is no write
   */
  admit(
    { personId, payload, mayEdit, by }: Written,
    { saved, settled, lost }: WriterEvents,
  ): 'admitted' | 'nothing-new' | Refused {
    if (payload.length > this.#setting.limits.maxUpdateBytes) return refused('too-large', { bytes: payload.length })
    if (this.#isOwnDeletions(payload)) return 'nothing-new'
    const shut = this.#shut() ?? (mayEdit ? null : refused('not-permitted'))
    const known = { clockOf: (clientId: number) => this.#document.clockOf(clientId), whole: () => this.document }
    const inspected = inspectUpdate(known, payload)
    if (isRefused(inspected)) return inspected.refused === 'update-undecodable' ? inspected : (shut ?? inspected)
    if (inspected.empty) return 'nothing-new'
    if (shut) return shut
    const clientIds = inspected.stretches.map(({ clientId }) => clientId)
    const foreign = this.owners.foreign(clientIds, personId)
    if (foreign !== null) return refused('client-id-taken', { clientId: foreign })
    if (!this.#fits(payload.length)) return refused('body-too-large')
    this.owners.use(clientIds, personId)
    // A copy: the payload is a view into the socket's much larger read buffer.
    const row = this.#update(personId, new Uint8Array(payload))
    const stretches = inspected.repeats ? null : inspected.stretches
    this.#appender.add({ row, stretches, by, durable: saved, settled, lost })
    return 'admitted'
  }

  /** The text as of the last durable row. */
  state(): BodyState {
    if (this.#state?.sequence !== this.#sequence) {
      this.#state = { state: Y.encodeStateAsUpdate(this.document), sequence: this.#sequence }
    }
    return this.#state
  }

  /** The frames for a client that has nothing. */
  freshFrames(): readonly Uint8Array[] {
    return this.fresh.read(() => this.state().state)
  }

  /**
   * An edit by the server, one at a time. Fork, change and admission are one synchronous step on
   * everything admitted so far, so nobody can be faster.
   * @throws when it does not become durable in time; it may become so later
   */
  edit(personId: PersonId, change: (fork: Y.Doc) => Refused | null): Promise<{ readonly sequence: number } | Refused> {
    return this.#inTurn('edits', () => this.#editNow(personId, change))
  }

  async #editNow(
    personId: PersonId,
    change: (fork: Y.Doc) => Refused | null,
  ): Promise<{ readonly sequence: number } | Refused> {
    const shut = this.#shut()
    if (shut) return shut
    if (this.outage) throw new Error('storage does not answer')
    const admitted = [...this.#appender.waiting()].flatMap(({ row }) => (row.kind === 'update' ? [row.payload] : []))
    const payload = addedBy([this.state().state, ...admitted], this.#editorId(personId), change)
    if (isRefused(payload)) return payload
    if (payload === null) return { sequence: this.#sequence }
    if (!this.#fits(payload.length)) return refused('body-too-large')
    const { clock, limits } = this.#setting
    return new Promise((resolve, reject) => {
      // The row stays in the queue: who waits is told that nobody knows, as after any lost answer.
      const cancel = clock.after(limits.gateWaitMs, () => reject(new Error('storage does not answer')))
      this.#append(this.#update(personId, payload)).then((sequence) => {
        cancel()
        resolve({ sequence })
      }, reject)
    })
  }

  /** One id for all edits that the server makes for a person: every new id costs all editors time at each keystroke. */
  #editorId(personId: PersonId): number {
    let clientId = this.#editorIds.get(personId)
    if (clientId === undefined) {
      clientId = this.owners.handOut(personId, this.#setting.randomId)
      this.owners.use([clientId], personId)
      this.#editorIds.set(personId, clientId)
    }
    return clientId
  }

  /**
   * Refuses writers from this instant and queues the gate row behind everything admitted.
   * The first part is synchronous on purpose: an update is in the cut if and only if it was admitted before.
   * @returns the text at the gate row, once that is durable
   */
  closeGate(personId: PersonId): Promise<BodyState> {
    this.#gate = 'closed'
    return new Promise((resolve, reject) => {
      this.#appender.add({
        row: { kind: 'gate', personId, at: this.#setting.clock.now() },
        settled: () => resolve(this.state()),
        lost: () => reject(new Error('another node owns this text')),
      })
    })
  }

  /** Admits writers again from this instant; resolves when the log says so too. */
  async openGate(personId: PersonId): Promise<void> {
    if (this.#gate !== 'closed') return
    this.#gate = 'open'
    await this.#append({ kind: 'gate-reopened', personId, at: this.#setting.clock.now() })
  }

  seal(): void {
    this.#gate = 'sealed'
  }

  idle(): Promise<void> {
    return this.#appender.idle()
  }

  /** Something is under way that nobody may ask about. */
  get unattended(): boolean {
    return this.#document.isBehind || this.#appender.rows > 0
  }

  /** Does what nobody asks for: to be called about once a second while the text is `unattended`. */
  lookAfter(): void {
    this.#appender.checkSlow(this.#setting.limits.slowCommitMs)
    try {
      this.#document.whole()
    } catch (error) {
      this.#events.broken(error)
    }
  }

  /** Whether so much was written since the last snapshot that loading would take long. */
  get wantsSnapshot(): boolean {
    const due = this.#setting.limits.snapshotRows + this.#bytes / 200
    return this.#gate === 'open' && this.#sequence - this.#snapshotSequence > due
  }

  /**
   * Writes a snapshot when there is anything new. Never past a closed gate: the gate must be found
   * among the rows after the snapshot. A snapshot that fails is written another time.
   */
  async saveSnapshot(): Promise<void> {
    if (this.#savingSnapshot) return this.#savingSnapshot
    if (this.#gate !== 'open' || this.#sequence === this.#snapshotSequence) return
    const { state, sequence } = this.state()
    this.fresh.keep(state)
    this.#bytes = state.length
    this.#savingSnapshot = this.#setting.bodyLog
      .saveSnapshot(this.#bodyId, sequence, state, this.owners.list())
      .then(() => {
        this.#snapshotSequence = sequence
      })
      .finally(() => {
        this.#savingSnapshot = null
      })
    return this.#savingSnapshot
  }

  /** Stops writing; what is not durable is lost, and its writers are told. */
  end(): void {
    this.#appender.end()
    this.#document.destroy()
  }

  /**
   * Whether the payload is only the list of all deletions, as the room itself encodes it: what a
   * stock client answers when it was just sent the whole text.
   */
  #isOwnDeletions(payload: Uint8Array): boolean {
    if (payload[0] !== 0 || this.#state?.sequence !== this.#sequence) return false
    const { state } = this.#state
    const deletions = payload.length - 1
    return deletions <= state.length && Buffer.compare(payload.subarray(1), state.subarray(-deletions)) === 0
  }

  #shut(): Refused | null {
    if (this.#gate === 'open') return null
    return refused(this.#gate === 'sealed' ? 'material-locked' : 'gate-closed')
  }

  #append(row: BodyRow): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#appender.add({ row, settled: resolve, lost: () => reject(new Error('another node owns this text')) })
    })
  }

  #update(personId: PersonId, payload: Uint8Array): BodyRow {
    return { kind: 'update', personId, at: this.#setting.clock.now(), payload }
  }

  /** Measures exactly only when the sum of updates says that the limit may be near. */
  #fits(more: number): boolean {
    const { maxBodyBytes } = this.#setting.limits
    if (this.#bytes + this.#appender.bytes + more <= maxBodyBytes) return true
    if (this.#sequence - this.#bytesMeasuredAt > 1_000 || this.#bytesMeasuredAt === 0) {
      this.#bytes = this.state().state.length
      this.#bytesMeasuredAt = this.#sequence
    }
    return this.#bytes + this.#appender.bytes + more <= maxBodyBytes
  }

  #durable(batch: readonly Waiting[], first: number): void {
    // First of all: a few small frames, beside one to everybody for what follows.
    for (const { durable } of batch) durable?.()
    try {
      let from = 0
      while (from < batch.length) {
        let to = from
        while (batch[to]?.row.kind === 'update') to += 1
        // Rows that are no update stand alone: the text at a gate row is the text before it.
        if (to === from) to += 1
        this.#apply(batch.slice(from, to))
        this.#sequence = first + to - 1
        for (let index = from; index < to; index += 1) batch[index]?.settled(first + index)
        from = to
      }
    } catch (error) {
      this.#events.broken(error)
    }
    this.#events.batch(batch.length)
  }

  #apply(batch: readonly Waiting[]): void {
    const updates = batch.flatMap(({ row, stretches = null, by = null }) =>
      row.kind === 'update' ? [{ payload: row.payload, stretches, by }] : [],
    )
    for (const { payload } of updates) {
      this.fresh.add(payload)
      this.#bytes += payload.length
    }
    this.#document.add(updates)
  }

  #replay({ snapshot, rows }: Kept): Gate {
    let gate: Gate = 'open'
    const payloads: Uint8Array[] = []
    if (snapshot) {
      this.owners.adopt(snapshot.clients)
      this.fresh.keep(snapshot.state)
      payloads.push(snapshot.state)
    }
    for (const row of rows) {
      if (row.kind === 'update') {
        payloads.push(row.payload)
        this.owners.use(Y.parseUpdateMeta(row.payload).from.keys(), row.personId)
        this.fresh.add(row.payload)
        this.#bytes += row.payload.length
      } else {
        gate = row.kind === 'gate' ? 'closed' : 'open'
      }
      this.#sequence = row.sequence
    }
    this.#document.load(payloads)
    return gate
  }
}
