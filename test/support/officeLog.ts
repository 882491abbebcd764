import type { BodyId, BodyLog, BodyRow } from '@glosa/domain/model'

/** A body log whose commits finish only when told to, and that can be away. */
export class OfficeLog implements BodyLog {
  readonly keepsOrder = true
  readonly #kept: BodyLog
  #commits: (() => Promise<void>)[] = []
  /** Commits wait for `commit()`. */
  held = false
  /** Every call fails. */
  away = false
  /** The next append is kept, but its answer is lost. */
  losesNextAnswer = false
  /** What is in flight; what follows a failed append to the same body fails too. */
  readonly #inFlight = new Set<{ readonly bodyId: BodyId; follows: 'kept' | 'failed' }>()
  appends = 0

  constructor(kept: BodyLog) {
    this.#kept = kept
  }

  get waiting(): number {
    return this.#commits.length
  }

  /** Finishes the oldest commit that waits. */
  async commit(): Promise<void> {
    await this.#commits.shift()?.()
  }

  async commitAll(): Promise<void> {
    while (this.#commits.length > 0) await this.commit()
  }

  append(bodyId: BodyId, first: number, rows: readonly BodyRow[], writer: string): Promise<'appended' | 'fenced'> {
    this.appends += 1
    const call = { bodyId, follows: 'kept' as 'kept' | 'failed' }
    this.#inFlight.add(call)
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        for (const other of this.#inFlight) if (other.bodyId === bodyId) other.follows = 'failed'
        reject(new Error(reason))
      }
      const finish = async () => {
        this.#inFlight.delete(call)
        if (this.away || call.follows === 'failed') return fail('the log is away')
        const isLost = this.losesNextAnswer
        this.losesNextAnswer = false
        if (isLost) fail('the answer was lost')
        const answer = await this.#kept.append(bodyId, first, rows, writer)
        if (!isLost) resolve(answer)
      }
      if (this.held) this.#commits.push(finish)
      else void finish()
    })
  }

  async load(bodyId: BodyId) {
    if (this.away) throw new Error('the log is away')
    return this.#kept.load(bodyId)
  }

  async readRows(bodyId: BodyId, after: number, upTo: number) {
    return this.#kept.readRows(bodyId, after, upTo)
  }

  async saveSnapshot(...snapshot: Parameters<BodyLog['saveSnapshot']>) {
    if (this.away) throw new Error('the log is away')
    return this.#kept.saveSnapshot(...snapshot)
  }
}
