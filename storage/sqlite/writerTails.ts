import type { BodyAppend } from './appendBatch.ts'

/** So many bodies are remembered; more begin anew. */
const most = 10_000

/** Of bodies to which a writer appended: who that was, and what comes next. Where it is unknown, nothing follows. */
export interface WriterTails {
  /** Whether an append is the next of the writer whose last one is known: then nobody can have taken its place. */
  follows(append: BodyAppend): boolean
  /** The append is the last of its body: nothing stands behind it, or will before what is asked for from now on. */
  set(append: BodyAppend): void
  forget(bodyId: string): void
}

export function writerTails(): WriterTails {
  const tails = new Map<string, { readonly writer: string; readonly next: number }>()
  return {
    follows({ bodyId, writer, first }) {
      const tail = tails.get(bodyId)
      return tail !== undefined && tail.writer === writer && tail.next === first
    },
    set({ bodyId, writer, first, rows }) {
      if (tails.size >= most && !tails.has(bodyId)) tails.clear()
      tails.set(bodyId, { writer, next: first + rows.length })
    },
    forget: (bodyId) => void tails.delete(bodyId),
  }
}
