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
  /** Of the slot (`sharedSlot.ts`). */
  readonly memory: SharedArrayBuffer
}

/**
 * What the worker is told by a message; the bell of the slot rings after each. One commit and one read may be under
 * way; a small commit of nothing but appends is in the slot instead.
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

/** What the worker answers. That all of the slot is kept is answered there. */
export type Answer =
  | { readonly type: 'opened' }
  | { readonly type: 'not-opened'; readonly reason: 'in-use' | 'too-new' | 'unavailable'; readonly error: SentError }
  /** Positions of the fenced appends, and the outcome of each write. */
  | { readonly type: 'committed'; readonly fenced: readonly number[]; readonly outcomes: readonly Outcome[] }
  /** Nothing of the commit was kept. */
  | { readonly type: 'not-committed'; readonly error: SentError }
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
