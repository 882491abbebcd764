import { foldText } from './foldText.ts'
import type { CommentId, MaterialId, PartId } from './ids.ts'
import type { Instant } from './time.ts'
import type { Who } from './whos.ts'

/** What can be found: a material by its name, number or people; words of a text; an annex; a comment. */
export const searchKinds = ['material', 'text', 'annex', 'comment'] as const
export type SearchKind = (typeof searchKinds)[number]

/** One thing that can be found. */
export interface SearchEntry {
  /** `<material>/<kind>` and, for what is inside the material, `/<part or comment>`. */
  readonly id: string
  readonly materialId: MaterialId
  readonly kind: SearchKind
  readonly partId: PartId | null
  readonly commentId: CommentId | null
  readonly at: Instant
  /** As it is written; shown in pieces around the words that were found. */
  readonly text: string
  /** The same for as long as the entry is the same. */
  readonly fingerprint: string
}

/** An entry that was found; its text is asked for only when it is shown. */
export type FoundEntry = Omit<SearchEntry, 'text' | 'fingerprint'>

/** Where a page of findings ended: materials before what is in them, then the newest first, then by id. */
export type SearchPlace = Pick<FoundEntry, 'kind' | 'at' | 'id'>

export interface SearchQuery {
  /** Everything that means the person who asks (`whosOf`). */
  readonly whos: readonly Who[]
  /** As `searchWords` gives them: each must begin a word of the entry, in any order. None finds nothing. */
  readonly words: readonly string[]
  readonly kinds?: readonly SearchKind[]
  readonly materialId?: MaterialId
  readonly limit: number
  readonly after?: SearchPlace
}

/**
 * Keeps what is searched: a projection, never the truth, built anew from the histories and texts at
 * any time. It knows who may see a material and nothing of who may see a comment: whoever asks it
 * filters what it finds.
 */
export interface SearchIndex {
  /** What is kept of a material: the fingerprint of each entry by its id. */
  kept(materialId: MaterialId): Promise<ReadonlyMap<string, string>>
  /** Changes entries of a material; with a lower sequence number than the one kept it changes nothing. */
  change(
    materialId: MaterialId,
    change: {
      readonly sequence: number
      /** Who may be shown anything of the material: a coarse sieve, the policy decides on each finding. */
      readonly audience: readonly Who[]
      readonly put: readonly SearchEntry[]
      readonly drop: readonly string[]
    },
  ): Promise<void>
  find(query: SearchQuery): Promise<readonly FoundEntry[]>
  /** The texts of entries by their ids; those that are gone are left out. */
  texts(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Sequence number of every material as indexed. */
  sequences(): Promise<ReadonlyMap<MaterialId, number>>
  /** Forgets everything, to be built anew. */
  clear(): Promise<void>
}

/** Longer words are searched by their beginning. */
const maxWordLength = 40
const maxWords = 10

/** The folded words of a text, each once. */
export const searchTokens = (text: string): readonly string[] => [...new Set(wordsIn(text))]

const wordsIn = (text: string): readonly string[] =>
  (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, maxWordLength))

/** The folded words of a query, at most ten; single letters ("k", "s", "v") count only when there is nothing else. */
export function searchWords(query: string): readonly string[] {
  const words = searchTokens(query)
  const long = words.filter((word) => word.length > 1)
  return (long.length > 0 ? long : words).slice(0, maxWords)
}

/** Order of findings: what `SearchPlace` says. */
export const byPlace = (a: SearchPlace, b: SearchPlace): number =>
  weightOf(a.kind) - weightOf(b.kind) || b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** 0 for materials, 1 for what is in them. */
export const weightOf = (kind: SearchKind): 0 | 1 => (kind === 'material' ? 0 : 1)
