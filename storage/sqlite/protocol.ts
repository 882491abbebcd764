import type { AppendBatch } from './appendBatch.ts'
import type { Operations } from './operations.ts'

/** One operation by name, for the worker. */
export interface Call {
  readonly name: keyof Operations
  readonly args: readonly unknown[]
}

/** What the worker starts with. */
export interface WorkerSetting {
  readonly dataDir: string
}

/**
 * What the worker is told. One commit and one read may be under way. `journaled` is what the journal has and the database
 * may lack, everything since the last order that named it; it goes into the next commit, or that of an earlier order.
 */
export type Order =
  | {
      readonly type: 'commit'
      readonly journaled: AppendBatch | null
      readonly appends: AppendBatch | null
      readonly writes: readonly Call[]
    }
  | { readonly type: 'read'; readonly journaled: AppendBatch | null; readonly call: Call }
  | { readonly type: 'close'; readonly journaled: AppendBatch | null }

/** What reads rows of bodies, and so must find in the database what the journal has. */
export const bodyReads: ReadonlySet<keyof Operations> = new Set(['rows', 'snapshot'])

/** An error on its way between threads. */
export interface SentError {
  readonly name: string
  readonly message: string
  /** Extended result code of SQLite, where it was SQLite. */
  readonly errcode: number | null
}

export type Outcome = { readonly value: unknown } | { readonly error: SentError }

/** A commit was kept. */
export interface Committed {
  readonly type: 'committed'
  /** Positions of the fenced ones among its own appends. */
  readonly fenced: readonly number[]
  /** For each of its own appends the newest row of that body. */
  readonly ends: readonly number[]
  /** Of each write. */
  readonly outcomes: readonly Outcome[]
}

/** Nothing of a commit was kept; what was journaled stays with the worker. */
export interface NotCommitted {
  readonly type: 'not-committed'
  readonly error: SentError
}

/** What the worker answers. */
export type Answer =
  /** With the file of the journal, where there can be one. */
  | { readonly type: 'opened'; readonly journal: string | null; readonly database: string }
  | { readonly type: 'not-opened'; readonly reason: 'in-use' | 'too-new' | 'unavailable'; readonly error: SentError }
  | Committed
  | NotCommitted
  | { readonly type: 'read'; readonly outcome: Outcome }
  | { readonly type: 'closed' }

/** The error as it can be posted. */
export function sentError(error: unknown): SentError {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message, errcode: errcodeOf(error) }
}

/** SQLite's extended result code of an error; `null` when it is not one of SQLite. */
export const errcodeOf = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null

/** The error as it was before it was posted, but for its stack. */
export function receivedError({ name, message, errcode }: SentError): Error {
  const error = new Error(message)
  error.name = name
  return errcode === null ? error : Object.assign(error, { errcode })
}
