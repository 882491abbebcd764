import { passageSpans, readBody } from '@glosa/domain/body'
import {
  citedPlaces,
  isQuoting,
  isRefused,
  type CommentId,
  type FoundPlace,
  type JsonObject,
  type Material,
  type ReviewComment,
  type TextSpan,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { frozenVersionOf } from '../meetings/frozenVersions.ts'

interface Standing {
  readonly id: CommentId
  readonly span: TextSpan | null
}

/** Where the passages of comments stand: in the live texts, and for those of a locked version in that. */
export async function placesOf(
  context: Pick<CommandContext, 'blobs' | 'live'>,
  material: Material,
  comments: Iterable<ReviewComment>,
): Promise<ReadonlyMap<CommentId, FoundPlace>> {
  const places = new Map<CommentId, FoundPlace>()
  const all = [...comments]
  for (const part of material.parts) {
    if (part.form !== 'body') continue
    const anchored = all.flatMap(({ id, place, version }) =>
      version > material.versions.length &&
      (place.at === 'passage' || place.at === 'table') &&
      place.anchor.bodyId === part.bodyId
        ? [{ id, anchor: place.anchor }]
        : [],
    )
    if (anchored.length === 0) continue
    const looked = await context.live.look(material.id, part.bodyId, (ydoc) => ({
      doc: readBody(ydoc),
      spans: passageSpans(
        ydoc,
        anchored.map(({ anchor }) => anchor),
      ),
    }))
    const doc = isRefused(looked.doc) ? null : looked.doc.toJSON()
    const standing = anchored.map(({ id }, index) => ({ id, span: looked.spans[index] ?? null }))
    if (doc) cite(places, part.title, doc, standing)
  }
  for (const version of material.versions) {
    const own = new Set(all.flatMap((comment) => (comment.version === version.number ? [comment.id] : [])))
    if (own.size === 0) continue
    const frozen = await frozenVersionOf(context, version)
    for (const part of frozen?.parts ?? []) {
      const about = (frozen?.comments ?? []).filter(
        ({ id, place }) => own.has(id) && place.at !== 'material' && place.partId === part.partId,
      )
      const standing = about.map(({ id, place }): Standing => {
        const isStanding = isQuoting(place) && place.start !== null && place.end !== null
        return { id, span: isStanding ? { start: place.start, end: place.end } : null }
      })
      cite(places, part.title, part.form === 'body' ? part.doc : null, standing)
    }
  }
  return places
}

function cite(
  places: Map<CommentId, FoundPlace>,
  partTitle: string,
  doc: JsonObject | null,
  standing: readonly Standing[],
): void {
  const found = standing.flatMap(({ id, span }) => (span && span.end > span.start ? [{ id, span }] : []))
  const cited = doc
    ? citedPlaces(
        doc,
        found.map(({ span }) => span),
      )
    : []
  const byId = new Map(found.map(({ id }, index) => [id, cited[index] ?? null]))
  for (const { id } of standing) places.set(id, { partTitle, cited: byId.get(id) ?? null })
}
