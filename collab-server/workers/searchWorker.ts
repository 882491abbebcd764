import { createHash } from 'node:crypto'
import { readBody } from '@glosa/domain/body'
import {
  audienceOf,
  instant,
  isRefused,
  partTextOf,
  searchEntriesOf,
  textEntryId,
  type BodyId,
  type BodyLog,
  type Instant,
  type JsonObject,
  type Material,
  type MaterialId,
  type PartId,
  type Projections,
  type SearchEntry,
  type SearchIndex,
  type SearchText,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { Materials } from '../commands/materials.ts'
import type { LiveBodies } from '../commands/ports.ts'

/** What indexing works with. */
export interface SearchWorkerDeps {
  readonly materials: Materials
  readonly projections: Pick<Projections, 'cardSequences'>
  readonly search: SearchIndex
  readonly live: Pick<LiveBodies, 'look'>
  readonly bodyLog: Pick<BodyLog, 'readRows'>
  /** Runs later; the answer cancels. */
  readonly after: (ms: number, run: () => void) => () => void
  /** How long a text must rest before it is indexed (ms). */
  readonly quietMs: number
}

/** Keeps the index like the histories and texts. */
export interface SearchWorker {
  /** Something happened to the material. */
  wake(materialId: MaterialId): void
  /** A text of the material was written to; it is indexed when it rests. */
  textChanged(materialId: MaterialId): void
  /** Indexes whatever is behind its history; with `texts` also texts that were written to since. */
  sweep(options: { readonly texts: boolean }): Promise<void>
  /** Resolves when everything that was woken so far is done. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** However long people go on writing, a text is indexed after so many quiet periods. */
const longestUnrest = 12

interface Waiting {
  texts: boolean
}

export function createSearchWorker(deps: SearchWorkerDeps, log: Logger): SearchWorker {
  const waiting = new Map<MaterialId, Waiting>()
  /** Texts that were written to, and whether again since they were looked at last. */
  const resting = new Map<MaterialId, { isWritten: boolean; readonly cancel: () => void }>()
  let running: Promise<void> | null = null
  let isClosed = false

  const work = async (): Promise<void> => {
    for (const [materialId, { texts }] of waiting) {
      if (isClosed) return
      waiting.delete(materialId)
      try {
        await index(materialId, texts)
      } catch (error) {
        // The sweep finds it again: its sequence number was not kept.
        log.warn({ materialId, err: error }, 'a material could not be indexed, will be')
      }
    }
  }

  const index = async (materialId: MaterialId, withTexts: boolean): Promise<void> => {
    const material = (await deps.materials.load(materialId))?.material
    if (!material) return
    const kept = await deps.search.kept(materialId)
    const entries = searchEntriesOf(material).map(fingerprinted)
    const put = entries.filter(({ id, fingerprint }) => kept.get(id) !== fingerprint)
    const there = new Set(entries.map(({ id }) => id))
    for (const { id: partId, bodyId } of bodiesOf(material)) {
      const id = textEntryId(materialId, partId)
      there.add(id)
      const text = withTexts || !kept.has(id) ? await textEntry(material, partId, bodyId, kept.get(id)) : null
      if (text) put.push(text)
    }
    const drop = [...kept.keys()].filter((id) => !there.has(id))
    await deps.search.change(materialId, { sequence: material.sequence, audience: audienceOf(material), put, drop })
  }

  /** The text as it is now; `null` when it is the one that is indexed. */
  const textEntry = async (
    material: Material,
    partId: PartId,
    bodyId: BodyId,
    known: string | undefined,
  ): Promise<SearchEntry | null> => {
    const [knownBody, knownSequence = '0'] = known?.split(':') ?? []
    const sequence = Number(knownSequence)
    const rows = knownBody === bodyId ? await deps.bodyLog.readRows(bodyId, sequence, sequence + 1) : null
    if (rows?.length === 0) return null
    const found = await deps.live.look(material.id, bodyId, (ydoc, at) => {
      const doc = readBody(ydoc)
      return isRefused(doc) ? null : { text: partTextOf(doc.toJSON() as JsonObject), sequence: at }
    })
    if (!found) return null
    const [last] = await deps.bodyLog.readRows(bodyId, found.sequence - 1, found.sequence)
    return {
      id: textEntryId(material.id, partId),
      materialId: material.id,
      kind: 'text',
      partId,
      commentId: null,
      at: last?.at ?? instant(material.createdAt),
      text: found.text,
      fingerprint: `${bodyId}:${found.sequence}`,
    }
  }

  const start = () => {
    running ??= work().finally(() => {
      running = null
      if (waiting.size > 0 && !isClosed) start()
    })
  }
  const ask = (materialId: MaterialId, texts: boolean) => {
    if (isClosed) return
    const asked = waiting.get(materialId)
    if (asked) asked.texts ||= texts
    else waiting.set(materialId, { texts })
    start()
  }

  /** A timer for each quiet period, not for each keystroke. */
  const waitForRest = (materialId: MaterialId, periods: number) => {
    const cancel = deps.after(deps.quietMs, () => {
      const goesOn = resting.get(materialId)?.isWritten === true
      resting.delete(materialId)
      if (goesOn && periods > 1) waitForRest(materialId, periods - 1)
      else ask(materialId, true)
    })
    resting.set(materialId, { isWritten: false, cancel })
  }

  return {
    wake: (materialId) => ask(materialId, false),
    textChanged(materialId) {
      if (isClosed) return
      const rest = resting.get(materialId)
      if (rest) rest.isWritten = true
      else waitForRest(materialId, longestUnrest)
    },
    async sweep({ texts }) {
      const known = await deps.search.sequences()
      for (const [materialId, sequence] of await deps.projections.cardSequences()) {
        if (texts || (known.get(materialId) ?? 0) < sequence) ask(materialId, texts)
      }
    },
    async idle() {
      while (running) await running
    },
    async close() {
      isClosed = true
      for (const { cancel } of resting.values()) cancel()
      resting.clear()
      await running
    },
  }
}

const bodiesOf = (material: Material): readonly { readonly id: PartId; readonly bodyId: BodyId }[] =>
  material.parts.flatMap((part) => (part.form === 'body' ? [{ id: part.id, bodyId: part.bodyId }] : []))

function fingerprinted(entry: SearchText): SearchEntry {
  const { at, text }: { readonly at: Instant; readonly text: string } = entry
  return { ...entry, fingerprint: createHash('sha256').update(`${at} ${text}`).digest('base64url').slice(0, 22) }
}
