import type { Announcement, MaterialView, ShownRecord } from '@glosa/domain/contract'
import { applyRecord, type Material, type ReviewComment } from '@glosa/domain/model'
import { knownEvents } from './knownEvents.ts'

/** How the store asks the server; both reject on an outage or a refusal. */
export interface MaterialSource {
  read(): Promise<MaterialView>
  readEvents(after: number): Promise<{ readonly records: readonly ShownRecord[]; readonly sequence: number }>
}

export interface MaterialStore {
  readonly material: Material
  subscribe(listener: (record: ShownRecord | null) => void): () => void
  /** Hears everything that any socket of the material announces; twice the same is once. */
  hear(news: Announcement): void
  /** Waits until the store has seen `sequence`, e.g. the one a command answered. */
  catchUp(sequence: number): Promise<void>
}

/** The model of a material from what the server showed. A property that JSON leaves out is absent, never `undefined`. */
export const materialOf = ({ comments, ...view }: MaterialView): Material =>
  ({
    ...view,
    comments: new Map(comments.map((comment) => [comment.id, comment as ReviewComment])),
  }) as Material

/**
 * Keeps a material up to date: folds announced records with the same reducer as the server. A
 * jump in the sequence (a record hidden from this person, or one that was missed) is closed by
 * asking once for what came after the last one seen.
 * @param onProblem hears of a failed question; the next announcement asks again
 */
export function materialStore(
  first: Material,
  source: MaterialSource,
  onProblem: (problem: unknown) => void,
): MaterialStore {
  let material = first
  let asking: Promise<void> | null = null
  const listeners = new Set<(record: ShownRecord | null) => void>()

  const apply = (record: ShownRecord) => {
    if (record.sequence <= material.sequence) return
    material = applyRecord(material, { ...record, events: knownEvents(record) })
    for (const listener of listeners) listener(record)
  }

  const ask = async () => {
    const { records, sequence } = await source.readEvents(material.sequence)
    for (const record of records) apply(record)
    if (sequence > material.sequence) {
      material = { ...material, sequence }
      for (const listener of listeners) listener(null)
    }
  }

  /** Who reads changed (unit, roles, whom they stand in for): other comments may be seen without any record. */
  const reread = async () => {
    const view = await source.read()
    // What was heard meanwhile is folded into the older view by asking for it.
    material = materialOf(view)
    for (const listener of listeners) listener(null)
  }

  const catchUp = async (sequence: number): Promise<void> => {
    while (material.sequence < sequence) {
      const before = material.sequence
      asking ??= ask().finally(() => {
        asking = null
      })
      await asking
      if (material.sequence === before) return
    }
  }

  return {
    get material() {
      return material
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hear: (news) => {
      if (news.type === 'reread') reread().catch(onProblem)
      else if (news.type === 'record' && news.record.sequence === material.sequence + 1 && !asking) apply(news.record)
      else if (news.type === 'record' || news.type === 'admitted') {
        const sequence = news.type === 'record' ? news.record.sequence : news.sequence
        if (sequence > material.sequence) catchUp(sequence).catch(onProblem)
      }
    },
    catchUp,
  }
}
