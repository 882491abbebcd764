import { bodyFragment, BodyIndex, anchorOf, writeBody } from '@glosa/domain/body'
import {
  instant,
  opaqueIdFrom,
  type BodyId,
  type CommentId,
  type MaterialEvent,
  type MaterialId,
  type PartId,
  type PersonId,
  type PersonStamp,
  type RoundId,
  type UnitId,
} from '@glosa/domain/model'
import { openSqliteStorage } from '@glosa/storage'
import * as Y from 'yjs'
import { hashRecord } from '../../collab-server/commands/hashRecord.ts'

/** Paragraphs of the seeded text: some 100 pages. */
export const seededParagraphs = 1_000
const economyUnit = 'demo:7720ab98-bfe0-82f2-806b-18e83d8b9719' as UnitId

const newId = <T extends MaterialId | PartId | BodyId | RoundId | CommentId>() =>
  opaqueIdFrom<T>(crypto.getRandomValues(new Uint8Array(64)))

const nobody = { personId: 'glosa:bench' as PersonId, displayName: 'Měření', unitId: null, unitName: null }

/**
 * Writes a material with a long text and so many comments on it into the data folder of a server that does not run.
 * @param by its drafter, who also lodged the comments
 */
export async function seedCommented(dataDir: string, comments: number, by: PersonStamp = nobody, nth = 0) {
  const materialId = newId<MaterialId>()
  const bodyId = newId<BodyId>()
  const partId = newId<PartId>()
  const roundId = newId<RoundId>()
  const at = instant(Date.now())
  const sentence = 'Kraj hospodaří podle rozpočtu schváleného zastupitelstvem a o změnách rozhoduje rada kraje. '
  const state = writeBody({
    type: 'doc',
    content: Array.from({ length: seededParagraphs }, (_, index) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: `${index + 1}. ${sentence.repeat(3)}` }],
    })),
  })
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, state)
  const index = new BodyIndex(bodyFragment(ydoc))
  const lodged = Array.from({ length: comments }, (_, number): MaterialEvent | null => {
    const line = index.lines[Math.floor((number * seededParagraphs) / comments)]
    const from = (line?.from ?? 0) + 10 + (number % 3) * 20
    const anchor = anchorOf(index, bodyId, { from, to: from + 15 }, 1)
    return (
      anchor && {
        type: 'comment-lodged',
        commentId: newId<CommentId>(),
        number: number + 1,
        roundId,
        kind: 'advisory',
        visibility: 'participants',
        place: { at: 'passage', partId, anchor },
        text: 'Doporučujeme upřesnit, kdo o změně rozhoduje a v jaké lhůtě.',
        justification: null,
        proposedWording: null,
      }
    )
  }).filter((event) => event !== null)
  const storage = await openSqliteStorage({ dataDir })
  await storage.bodyLog.append(bodyId, 1, [{ kind: 'update', personId: by.personId, at, payload: state }], 'bench')
  await storage.materialLog.append(
    hashRecord({
      materialId,
      sequence: 1,
      at,
      by,
      previous: null,
      events: [
        {
          type: 'material-created',
          number: `MAT-2026-${9_999 - nth}`,
          title: 'Měření',
          template: 'council-material',
          sponsor: null,
          leadUnitId: economyUnit,
          leadUnitName: 'Odbor ekonomický',
        },
        {
          type: 'part-added',
          part: { form: 'body', id: partId, kind: 'cover-report', title: 'Předkládací zpráva', bodyId },
        },
        { type: 'round-opened', roundId, number: 1, closesAt: instant(at + 86_400_000) },
        ...lodged,
      ],
    }),
  )
  await storage.close()
  return { materialId, bodyId }
}
