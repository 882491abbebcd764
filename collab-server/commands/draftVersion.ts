import { bodySchemaNumber, passageSpans, readBody } from '@glosa/domain/body'
import {
  freezeMaterial,
  isRefused,
  stampOf,
  type Actor,
  type BodyId,
  type CommentId,
  type FrozenBody,
  type FrozenVersion,
  type Material,
  type Refused,
  type TextSpan,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { bodyIdsOf } from './texts.ts'

/**
 * What a lock would freeze now, with the comments that are in `material`: give it a material as
 * somebody may see it, and nothing hidden from them is in it. Nothing is stopped or kept.
 */
export async function draftVersion(
  context: CommandContext,
  actor: Actor,
  material: Material,
): Promise<FrozenVersion | Refused> {
  const bodies = new Map<BodyId, FrozenBody>()
  const spans = new Map<CommentId, TextSpan | null>()
  for (const bodyId of bodyIdsOf(material)) {
    const anchors = [...material.comments.values()].flatMap(({ id, place }) =>
      (place.at === 'passage' || place.at === 'table') && place.anchor.bodyId === bodyId
        ? [{ id, anchor: place.anchor }]
        : [],
    )
    const looked = await context.live.look(material.id, bodyId, (ydoc) => ({
      doc: readBody(ydoc),
      spans: passageSpans(
        ydoc,
        anchors.map(({ anchor }) => anchor),
      ),
    }))
    if (isRefused(looked.doc)) return looked.doc
    bodies.set(bodyId, { bodySchemaNumber, doc: looked.doc.toJSON() })
    anchors.forEach(({ id }, index) => spans.set(id, looked.spans[index] ?? null))
  }
  return freezeMaterial(material, bodies, spans, context.now(), stampOf(actor))
}
