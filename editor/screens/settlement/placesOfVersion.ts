import { bodySchema, citationAt, numberBlocks } from '@glosa/domain/body'
import type { CommentId } from '@glosa/domain/model'
import { placeMarks } from '../material/frozenMarks.ts'
import type { ShownFrozenVersion } from '../material/readFrozenVersion.ts'

/** Where a comment's words stand: a citation ("čl. 3 odst. 2", `''` outside articles), or `'gone'`. */
export type Places = ReadonlyMap<CommentId, string>

/** Cites the places of the comments on the texts of a locked version. */
export function placesOfVersion({ parts, comments }: ShownFrozenVersion): Places {
  const places = new Map<CommentId, string>()
  for (const part of parts) {
    if (part.form !== 'body') continue
    const doc = bodySchema.nodeFromJSON(part.doc)
    const blocks = numberBlocks(doc)
    for (const { id, place } of comments) {
      if (!('partId' in place) || place.partId !== part.partId) continue
      const { start, end } = place
      const [mark] = start === null || end === null ? [] : placeMarks(doc, [{ id, start, end }])
      places.set(id as CommentId, mark ? citationAt(blocks, mark.from) : 'gone')
    }
  }
  return places
}
