import { bodySchemaNumber, lookAtPassages, readBody } from '@glosa/domain/body'
import {
  canonicalJson,
  isCounted,
  isRefused,
  materialText,
  setRecent,
  type BodyId,
  type CommentAnchor,
  type CommentId,
  type FrozenBody,
  type Material,
  type MaterialId,
  type MaterialText,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type * as Y from 'yjs'
import { sha256Of } from './hashRecord.ts'
import type { LiveBodies } from './ports.ts'

/** The text of a material at one moment, and the hash that approvals are bound to. */
export interface HashedText {
  readonly text: MaterialText
  /** Canonical JSON of `text`; its SHA-256 is `hash`. */
  readonly json: string
  readonly hash: Sha256
}

/** A comment whose accepted passage reads differently now. */
export interface RewrittenPassage {
  readonly commentId: CommentId
  readonly accepted: string
  readonly now: string | null
}

/** The texts of materials as they are now. */
export interface Texts {
  /** Hash of the text now; remembered until a body or the list of parts changes. */
  hash(material: Material): Promise<Sha256 | Refused>
  /** The whole text now. */
  read(material: Material): Promise<HashedText | Refused>
  /** Comments whose accepted passage was rewritten since. */
  rewritten(material: Material): Promise<readonly RewrittenPassage[]>
}

const rememberedHashes = 2_000

export const hashText = (material: Material, bodies: ReadonlyMap<BodyId, FrozenBody>): HashedText => {
  const text = materialText(material, bodies)
  const json = canonicalJson(text)
  return { text, json, hash: sha256Of(json) }
}

export function createTexts(live: Pick<LiveBodies, 'look'>): Texts {
  const hashes = new Map<MaterialId, { readonly key: string; readonly hash: Sha256 }>()

  const read = async (material: Material): Promise<(HashedText & { readonly key: string }) | Refused> => {
    const bodies = new Map<BodyId, FrozenBody>()
    const sequences: number[] = []
    for (const bodyId of bodyIdsOf(material)) {
      const doc = await live.look(material.id, bodyId, (ydoc, sequence) => {
        sequences.push(sequence)
        return readBody(ydoc)
      })
      if (isRefused(doc)) return doc
      bodies.set(bodyId, { bodySchemaNumber, doc: doc.toJSON() })
    }
    return { ...hashText(material, bodies), key: keyOf(material, sequences) }
  }

  return {
    async hash(material) {
      const sequences: number[] = []
      for (const bodyId of bodyIdsOf(material)) {
        sequences.push(await live.look(material.id, bodyId, (_ydoc, sequence) => sequence))
      }
      const known = hashes.get(material.id)
      if (known?.key === keyOf(material, sequences)) return known.hash
      const now = await read(material)
      if (isRefused(now)) return now
      setRecent(hashes, material.id, { key: now.key, hash: now.hash }, rememberedHashes)
      return now.hash
    },
    async read(material) {
      const now = await read(material)
      if (isRefused(now)) return now
      setRecent(hashes, material.id, { key: now.key, hash: now.hash }, rememberedHashes)
      const { text, json, hash } = now
      return { text, json, hash }
    },
    async rewritten(material) {
      const rewritten: RewrittenPassage[] = []
      for (const bodyId of bodyIdsOf(material)) {
        if (passagesIn(material, bodyId).length === 0) continue
        rewritten.push(...(await live.look(material.id, bodyId, (ydoc) => rewrittenIn(material, bodyId, ydoc))))
      }
      return rewritten
    },
  }
}

/** Everything that the hash depends on, short. */
const keyOf = (material: Material, sequences: readonly number[]): string =>
  canonicalJson([material.title, material.parts, sequences])

export const bodyIdsOf = (material: Material): readonly BodyId[] =>
  material.parts.flatMap((part) => (part.form === 'body' ? [part.bodyId] : []))

interface AcceptedIn {
  readonly commentId: CommentId
  readonly passage: CommentAnchor
  readonly deleted: string
}

function passagesIn(material: Material, bodyId: BodyId): readonly AcceptedIn[] {
  return [...material.comments.values()].flatMap((comment) => {
    const passage = comment.settled?.released ? comment.settled.passage : null
    if (passage?.bodyId !== bodyId || !isCounted(comment)) return []
    const { place } = comment
    return [{ commentId: comment.id, passage, deleted: place.at === 'passage' ? place.anchor.quote : '' }]
  })
}

/** Comments whose accepted passage in this body was rewritten. */
export function rewrittenIn(material: Material, bodyId: BodyId, ydoc: Y.Doc): readonly RewrittenPassage[] {
  const accepted = passagesIn(material, bodyId)
  return lookAtPassages(ydoc, accepted).flatMap((now, index) => {
    const one = accepted[index]
    return one && now.isRewritten ? [{ commentId: one.commentId, accepted: one.passage.quote, now: now.words }] : []
  })
}
