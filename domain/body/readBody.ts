import { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { canonicalJson } from '../model/canonicalJson.ts'
import type { JsonObject } from '../model/frozenVersion.ts'
import type { Refused } from '../model/refusals.ts'
import { bodyFragment, emptyMapping } from './bodyMapping.ts'
import { readFragment } from './readFragment.ts'
import { bodySchema } from './schema.ts'
import { writeFragment } from './writeFragment.ts'

/**
 * The text of a body as a document. Changes nothing in `ydoc`.
 * @returns `schema-too-old` when it holds something this schema does not know
 */
export const readBody = (ydoc: Y.Doc): Node | Refused => readFragment(bodyFragment(ydoc), emptyMapping())

/**
 * A fresh shared text with this content, as one Yjs update.
 * @param doc a document of the body schema in JSON
 * @param clientId Yjs client id that stands as the writer; must not be used again for this body
 * @throws RangeError when `doc` is no document of the body schema
 */
export function writeBody(doc: JsonObject, clientId = 1): Uint8Array {
  const node = Node.fromJSON(bodySchema, doc)
  if (node.type !== bodySchema.topNodeType) throw new RangeError(`a body is a doc, not a ${node.type.name}`)
  node.check()
  const ydoc = new Y.Doc({ gc: false })
  ydoc.clientID = clientId
  ydoc.transact(() => writeFragment(bodyFragment(ydoc), node, emptyMapping(), null))
  const update = Y.encodeStateAsUpdate(ydoc)
  ydoc.destroy()
  return update
}

/** The one form of a document's content that is hashed: canonical JSON. */
export const canonicalDoc = (doc: Node): string => canonicalJson(doc.toJSON())

/** Stands in the plain text for what has no letters: an image, a footnote. */
const objectCharacter = '\u{fffc}'

/** What a node without text adds to the plain text. */
export const leafText = (leaf: Node): string => (leaf.type.name === 'hardBreak' ? '\n' : objectCharacter)

/**
 * The plain text that quotes and offsets count in: lines of text in reading order (empty ones too)
 * joined by a line feed, a line break as a line feed, an image (a line of its own) or footnote as U+FFFC.
 */
export const plainText = (doc: Node): string => textBetween(doc, 0, doc.content.size)

/** The plain text between two positions of a document. */
export const textBetween = (doc: Node, from: number, to: number): string => doc.textBetween(from, to, '\n', leafText)
