import { readBody } from '@glosa/domain/body'
import { canonicalJson, isRefused, type Material, type PartAtOpening, type Refused } from '@glosa/domain/model'
import * as Y from 'yjs'
import type { CommandContext } from '../context.ts'
import { sha256Of } from '../hashRecord.ts'

/** Every part of a material as it is now, by the hash of its content. */
export async function partsNow(
  context: Pick<CommandContext, 'live'>,
  material: Material,
): Promise<readonly PartAtOpening[] | Refused> {
  const parts: PartAtOpening[] = []
  for (const part of material.parts) {
    if (part.form === 'file') {
      parts.push({ partId: part.id, bodyId: null, bodySequence: 0, hash: part.blob })
      continue
    }
    const { state, sequence } = await context.live.read(material.id, part.bodyId)
    const ydoc = new Y.Doc()
    try {
      Y.applyUpdate(ydoc, state)
      const doc = readBody(ydoc)
      if (isRefused(doc)) return doc
      const hash = sha256Of(canonicalJson(doc.toJSON()))
      parts.push({ partId: part.id, bodyId: part.bodyId, bodySequence: sequence, hash })
    } finally {
      ydoc.destroy()
    }
  }
  return parts
}

/** The parts that are new or other than when the last round opened; all of them before the first. */
export const changedSince = (
  before: readonly PartAtOpening[] | null,
  now: readonly PartAtOpening[],
): readonly PartAtOpening[] =>
  now.filter(({ partId, hash }) => !before?.some((old) => old.partId === partId && old.hash === hash))
