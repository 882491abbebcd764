import type { SearchHit } from '@glosa/domain/contract'
import {
  findingShownTo,
  searchKinds,
  searchWords,
  snippetOf,
  whosOf,
  type Actor,
  type FoundEntry,
  type SearchIndex,
  type SearchPlace,
  type SearchQuery,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { Serve } from './serveRoute.ts'

/** Entries looked at together; a person mostly sees all of them. */
const batch = 50
/** Entries looked at for one page, however few of them are shown. */
const mostLooks = 40

/** Search over everything that whoever asks may see. */
export function serveSearch(serve: Serve, context: CommandContext, index: SearchIndex): void {
  serve('search', async ({ actor, query }) => {
    const words = searchWords(query.query)
    const asked = {
      whos: whosOf(actor),
      words,
      ...(query.kind ? { kinds: [query.kind] } : {}),
      ...(query.materialId ? { materialId: query.materialId } : {}),
    }
    const from = query.after === undefined ? null : placeOf(query.after)
    const { shown, hasMore } = await page(context, index, actor, asked, from, query.limit)
    const texts = await index.texts(shown.map(({ entry }) => entry.id))
    const last = shown.at(-1)
    return {
      hits: shown.map(({ entry, about }) => ({ ...about, snippet: [...snippetOf(texts.get(entry.id) ?? '', words)] })),
      next: hasMore && last ? markOf(last.entry) : null,
    }
  })
}

interface Shown {
  readonly entry: FoundEntry
  readonly about: Omit<SearchHit, 'snippet'>
}

/**
 * A page of findings that the actor may see. What they may not see is passed over without a trace: neither a count, nor
 * the mark of the next page, nor the length of a page tells of it.
 */
async function page(
  context: CommandContext,
  index: SearchIndex,
  actor: Actor,
  query: Omit<SearchQuery, 'limit' | 'after'>,
  from: SearchPlace | null,
  limit: number,
): Promise<{ readonly shown: readonly Shown[]; readonly hasMore: boolean }> {
  const shown: Shown[] = []
  let after = from
  for (let look = 0; look < mostLooks; look++) {
    const found = await index.find({ ...query, limit: batch, ...(after ? { after } : {}) })
    for (const entry of found) {
      const about = await aboutFinding(context, actor, entry)
      if (!about) continue
      if (shown.length === limit) return { shown, hasMore: true }
      shown.push({ entry, about })
    }
    after = found.at(-1) ?? null
    if (found.length < batch) break
  }
  return { shown, hasMore: false }
}

async function aboutFinding(
  context: CommandContext,
  actor: Actor,
  entry: FoundEntry,
): Promise<Omit<SearchHit, 'snippet'> | null> {
  const material = (await context.materials.load(entry.materialId))?.material
  const finding = material && findingShownTo(actor, entry.id, material)
  if (!finding) return null
  const { part, comment } = finding
  return {
    materialId: material.id,
    number: material.number,
    title: material.title,
    state: material.state,
    kind: entry.kind,
    partId: part?.id ?? null,
    partTitle: part?.title ?? null,
    commentId: comment?.id ?? null,
    commentNumber: comment?.number ?? null,
    author: comment?.by.displayName ?? null,
    at: entry.at,
  }
}

/** Where a page ended, for the client to give back. */
const markOf = ({ kind, at, id }: SearchPlace): string =>
  Buffer.from([searchKinds.indexOf(kind), at, id].join(' ')).toString('base64url')

/** A mark that we did not make begins at the beginning. */
function placeOf(mark: string): SearchPlace | null {
  const [kindIndex, at, id] = Buffer.from(mark, 'base64url').toString('utf8').split(' ')
  const kind = searchKinds[Number(kindIndex)]
  if (!kind || !id || !Number.isSafeInteger(Number(at))) return null
  return { kind, at: Number(at) as SearchPlace['at'], id }
}
