import type { BodyAppend } from './appendBatch.ts'

/** Something asked for, with whoever waits for the answer. */
export interface Waiting<T> {
  readonly what: T
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export type WaitingAppend = Waiting<BodyAppend>
