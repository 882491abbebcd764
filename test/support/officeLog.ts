import type { BodyId, BodyLog, BodyRow } from '@glosa/domain/model'

/** A body log whose commits finish only when told to, and that can be away. */
export class OfficeLog implements BodyLog {
  readonly #kept: BodyLog
  #commits: (() => Promise<void>)[] = []
  /** Commits wait for `commit()`. */
  held = false
  /** Every call fails. */
  away = false
  /** The next append is kept, but its answer is lost. */
  losesNextAnswer = false
  /** Appends in flight per body, to see that there is only one. */
  readonly #inFlight = new Map<BodyId, number>()
  mostInFlight = 0
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
    const inFlight = (this.#inFlight.get(bodyId) ?? 0) + 1
    this.#inFlight.set(bodyId, inFlight)
    this.mostInFlight = Math.max(this.mostInFlight, inFlight)
    return new Promise((resolve, reject) => {
      const finish = async () => {
        this.#inFlight.set(bodyId, (this.#inFlight.get(bodyId) ?? 1) - 1)
        if (this.away) return reject(new Error('the log is away'))
        const answer = await this.#kept.append(bodyId, first, rows, writer)
        if (!this.losesNextAnswer) return resolve(answer)
        this.losesNextAnswer = false
        reject(new Error('the answer was lost'))
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
