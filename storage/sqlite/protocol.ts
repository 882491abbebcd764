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
  /** Of the queue (`sharedQueue.ts`). */
  readonly memory: SharedArrayBuffer
}

/**
 * What the worker is told by a message; the bell of the queue rings after each. One commit and one read may be under
 * way; small commits of nothing but appends are in the queue instead, and never at the same time.
 */
export type Order =
  | { readonly type: 'commit'; readonly appends: AppendBatch | null; readonly writes: readonly Call[] }
  | { readonly type: 'read'; readonly call: Call }
  | { readonly type: 'close' }

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
  /** Of how many batches of the queue it was made. */
  readonly batches: number
  /** Positions of the fenced ones among all its appends. */
  readonly fenced: readonly number[]
  /** Of each write. */
  readonly outcomes: readonly Outcome[]
}

/** Nothing of a commit was kept. */
export interface NotCommitted {
  readonly type: 'not-committed'
  /** Of how many batches of the queue it was made. */
  readonly batches: number
  readonly error: SentError
}

/** What the worker answers. That all of some batches of the queue is kept is answered there. */
export type Answer =
  | { readonly type: 'opened' }
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
