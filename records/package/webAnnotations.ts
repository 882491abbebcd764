import {
  nodeTypeOf,
  partTextOf,
  type FrozenComment,
  type FrozenPlace,
  type FrozenVersion,
  type Instant,
  type JsonObject,
  type JsonValue,
  type PersonStamp,
} from '@glosa/domain/model'
import { sha256Of } from '../versionHash.ts'

/** Our own terms, for what Web Annotation has no word: kind, settlement, round. */
const terms = 'urn:glosa:terms:1#'
const mediaType = 'text/plain;charset=utf-8'

/**
 * The comments of a version as W3C Web Annotations (JSON-LD): one annotation for a comment and
 * one for each reply. Positions count code points of the part's plain text, whose SHA-256 stands
 * with the source.
 */
export function webAnnotationsOf(frozen: FrozenVersion): JsonObject {
  const sources = new Map(frozen.parts.map((part) => [part.partId as string, sourceOf(frozen, part)]))
  const items = frozen.comments.flatMap((comment) => [
    annotationOf(frozen, comment, sources),
    ...comment.replies.map((reply) => ({
      id: annotationId(frozen, reply.id),
      type: 'Annotation',
      motivation: 'replying',
      creator: personOf(reply.by),
      created: iso(reply.at),
      body: textualBody(reply.text, 'replying'),
      target: annotationId(frozen, comment.id),
    })),
  ])
  const collection = `urn:glosa:material:${frozen.materialId}:version:${frozen.version}:comments`
  return {
    '@context': ['http://www.w3.org/ns/anno.jsonld', { glosa: terms }],
    id: collection,
    type: 'AnnotationCollection',
    label: `${frozen.materialNumber}, ${frozen.title}, ${frozen.version}`,
    total: items.length,
    'glosa:materialNumber': frozen.materialNumber,
    'glosa:version': frozen.version,
    first: { id: `${collection}:page:1`, type: 'AnnotationPage', startIndex: 0, items },
  }
}

const annotationId = ({ materialId }: FrozenVersion, id: string): string =>
  `urn:glosa:material:${materialId}:comment:${id}`

const iso = (at: Instant): string => new Date(at).toISOString()

const personOf = ({ personId, displayName, unitName }: PersonStamp): JsonObject => ({
  id: `urn:glosa:person:${personId}`,
  type: 'Person',
  name: displayName,
  ...(unitName === null ? {} : { 'glosa:unit': unitName }),
})

const textualBody = (value: string, purpose: string): JsonObject => ({
  type: 'TextualBody',
  value,
  format: 'text/plain',
  purpose,
})

interface Source {
  readonly json: JsonObject
  readonly letters: readonly string[]
}

function sourceOf(frozen: FrozenVersion, part: FrozenVersion['parts'][number]): Source {
  const id = `urn:glosa:material:${frozen.materialId}:version:${frozen.version}:part:${part.partId}`
  if (part.form === 'file') {
    const { title, mediaType: format, blob } = part
    return { json: { id, type: 'Dataset', format, 'glosa:title': title, 'glosa:sha256': blob }, letters: [] }
  }
  const text = partTextOf(part.doc)
  return {
    json: {
      id,
      type: 'Text',
      format: mediaType,
      'glosa:title': part.title,
      'glosa:bodyType': nodeTypeOf(part.doc),
      'glosa:plainTextSha256': sha256Of(text),
    },
    letters: [...text],
  }
}

function annotationOf(frozen: FrozenVersion, comment: FrozenComment, sources: ReadonlyMap<string, Source>): JsonObject {
  const { proposedWording, justification, settled } = comment
  const bodies: JsonObject[] = [textualBody(comment.text, 'commenting')]
  if (proposedWording !== null) bodies.push(textualBody(proposedWording, 'editing'))
  if (justification !== null)
    bodies.push({ ...textualBody(justification, 'describing'), 'glosa:role': 'justification' })
  return {
    id: annotationId(frozen, comment.id),
    type: 'Annotation',
    motivation: proposedWording === null ? 'commenting' : ['commenting', 'editing'],
    creator: personOf(comment.by),
    created: iso(comment.at),
    body: bodies,
    target: targetOf(frozen, comment.place, sources),
    'glosa:number': comment.number,
    'glosa:kind': comment.kind,
    ...(comment.round === null ? {} : { 'glosa:round': comment.round }),
    ...(settled
      ? {
          'glosa:settlement': {
            'glosa:verdict': settled.settlement.verdict,
            'glosa:reason': settled.settlement.reason ?? null,
            'glosa:settledBy': personOf(settled.by),
            'glosa:settledAt': iso(settled.at),
            'glosa:wordingApplied': settled.wordingApplied,
            ...(settled.reaction
              ? {
                  'glosa:reaction': {
                    'glosa:reactionKind': settled.reaction.kind,
                    'glosa:reactedBy': personOf(settled.reaction.by),
                    'glosa:reactedAt': iso(settled.reaction.at),
                    'glosa:reason': settled.reaction.reason,
                  },
                }
              : {}),
          },
        }
      : {}),
  }
}

function targetOf(frozen: FrozenVersion, place: FrozenPlace, sources: ReadonlyMap<string, Source>): JsonValue {
  const version = `urn:glosa:material:${frozen.materialId}:version:${frozen.version}`
  if (place.at === 'material') return version
  const source = sources.get(place.partId)
  if (!source) throw new RangeError(`the part ${place.partId} of a comment is not in the version`)
  if (place.at === 'part') return source.json
  const state = { type: 'TimeState', sourceDate: iso(frozen.lockedAt) }
  if (place.at === 'image') {
    const image = { id: `urn:glosa:blob:sha256:${place.blob}`, type: 'Image', 'glosa:caption': place.caption }
    return { type: 'SpecificResource', source: image, state, scope: source.json }
  }
  if (place.at === 'page') {
    // RFC 8118: the fragment of a PDF that opens it on a page.
    const conformsTo = 'http://tools.ietf.org/rfc/rfc3778'
    const selector = { type: 'FragmentSelector', conformsTo, value: `page=${place.page}` }
    return { type: 'SpecificResource', source: source.json, state, selector }
  }
  const { start, end, quote, prefix, suffix } = place
  if (start === null || end === null) {
    return {
      type: 'SpecificResource',
      source: source.json,
      state,
      selector: [{ type: 'TextQuoteSelector', exact: quote, prefix, suffix }],
      'glosa:wordsGone': true,
    }
  }
  const letters = (from: number, to: number): string => source.letters.slice(Math.max(0, from), to).join('')
  const exact = letters(start, end)
  return {
    type: 'SpecificResource',
    source: source.json,
    state,
    selector: [
      { type: 'TextPositionSelector', start, end },
      { type: 'TextQuoteSelector', exact, prefix: letters(start - 32, start), suffix: letters(end, end + 32) },
    ],
    // What the commenter saw, where the passage was changed since.
    ...(exact === quote ? {} : { 'glosa:quoteAsCommented': quote }),
  }
}
