import type { BodyId, CommentId, MaterialId, PartId, Sha256 } from './ids.ts'
import {
  countedComments,
  type CommentKind,
  type Material,
  type PartKind,
  type Reply,
  type ReviewComment,
  type Template,
} from './material.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** Anything JSON can carry. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue
}

/** A part as it stands in a version: the text itself, or the name and hash of the attached file. */
export type FrozenVersionPart = {
  readonly partId: PartId
  readonly kind: PartKind
  readonly title: string
} & (
  | {
      readonly form: 'body'
      readonly bodyId: BodyId
      readonly bodySchemaNumber: number
      /** ProseMirror JSON of the whole body. */
      readonly doc: JsonObject
    }
  | {
      readonly form: 'file'
      readonly fileName: string
      readonly mediaType: string
      readonly bytes: number
      readonly blob: Sha256
    }
)

/** What a comment of a version is about. */
export type FrozenPlace =
  | {
      readonly at: 'passage'
      readonly partId: PartId
      /** The passage and its surroundings as the commenter saw them. */
      readonly quote: string
      readonly prefix: string
      readonly suffix: string
      /** Where the passage stands now, in code points of `partTextOf`; both `null` when its words are gone. */
      readonly start: number | null
      readonly end: number | null
    }
  | { readonly at: 'part'; readonly partId: PartId }
  | { readonly at: 'material' }

/** A comment of a version with everything that was answered to it. */
export interface FrozenComment {
  readonly id: CommentId
  readonly number: number
  /** Number of the review round it was lodged in; `null` outside a round. */
  readonly round: number | null
  readonly by: PersonStamp
  readonly at: Instant
  readonly kind: CommentKind
  readonly place: FrozenPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
  readonly replies: readonly Reply[]
  readonly settled: ReviewComment['settled']
}

/**
 * A whole version: what the lock writes as one canonical JSON blob, what its hash is taken from
 * and what every rendition (PDF, package, download) is made from. Private notes and withdrawn
 * comments are not in it.
 */
export interface FrozenVersion {
  readonly format: 'glosa-version'
  readonly formatNumber: 1
  readonly materialId: MaterialId
  readonly materialNumber: string
  readonly title: string
  readonly template: Template
  readonly version: number
  readonly drafter: PersonStamp
  readonly sponsor: PersonStamp | null
  readonly leadUnitName: string | null
  readonly lockedAt: Instant
  readonly lockedBy: PersonStamp
  readonly parts: readonly FrozenVersionPart[]
  /** In the order of their numbers. */
  readonly comments: readonly FrozenComment[]
}

/** A body as the gate left it. */
export interface FrozenBody {
  readonly bodySchemaNumber: number
  readonly doc: JsonObject
}

/** Code points of `partTextOf(doc)` from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

/**
 * Puts a version together; the next one of the material.
 * @param bodies the text of every part that is a body
 * @param spans where the passages of comments stand; a comment that is missing here, or whose
 * span is `null` or empty, has lost its words
 * @throws RangeError when a body is missing: a version must never be short of a part
 */
export function freezeMaterial(
  material: Material,
  bodies: ReadonlyMap<BodyId, FrozenBody>,
  spans: ReadonlyMap<CommentId, TextSpan | null>,
  lockedAt: Instant,
  lockedBy: PersonStamp,
): FrozenVersion {
  return {
    format: 'glosa-version',
    formatNumber: 1,
    materialId: material.id,
    materialNumber: material.number,
    title: material.title,
    template: material.template,
    version: material.versions.length + 1,
    drafter: material.drafter,
    sponsor: material.sponsor,
    leadUnitName: material.leadUnitName,
    lockedAt,
    lockedBy,
    parts: material.parts.map((part): FrozenVersionPart => {
      const { id: partId, kind, title } = part
      if (part.form === 'file') {
        const { fileName, mediaType, bytes, blob } = part
        return { partId, kind, title, form: 'file', fileName, mediaType, bytes, blob }
      }
      const body = bodies.get(part.bodyId)
      if (!body) throw new RangeError(`the body of part ${partId} is missing`)
      return { partId, kind, title, form: 'body', bodyId: part.bodyId, ...body }
    }),
    comments: countedComments(material)
      .map((comment) => freezeComment(material, comment, spans.get(comment.id) ?? null))
      .sort((a, b) => a.number - b.number),
  }
}

function freezeComment(material: Material, comment: ReviewComment, span: TextSpan | null): FrozenComment {
  const { id, number, by, at, kind, text, justification, proposedWording, replies, settled } = comment
  const round = material.rounds.find((candidate) => candidate.id === comment.roundId)?.number ?? null
  const place = freezePlace(comment, span)
  return { id, number, round, by, at, kind, place, text, justification, proposedWording, replies, settled }
}

function freezePlace({ place }: ReviewComment, span: TextSpan | null): FrozenPlace {
  if (place.at !== 'passage') return place
  const { quote, prefix, suffix } = place.anchor
  const standing = span && span.end > span.start ? span : { start: null, end: null }
  return { at: 'passage', partId: place.partId, quote, prefix, suffix, start: standing.start, end: standing.end }
}
