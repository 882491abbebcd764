import {
  childrenOf,
  nodeTypeOf,
  parseSha256,
  type FrozenVersion,
  type JsonObject,
  type Sha256,
} from '@glosa/domain/model'
import { textAttributeOf } from './attributes.ts'

/** Hashes of the images in the bodies of a version, each once, in the order they appear. */
export function imagesOf(frozen: FrozenVersion): readonly Sha256[] {
  const found = new Set<Sha256>()
  for (const part of frozen.parts) {
    if (part.form !== 'body') continue
    const pending: JsonObject[] = [part.doc]
    for (let node = pending.pop(); node; node = pending.pop()) {
      const hash = nodeTypeOf(node) === 'image' ? parseSha256(textAttributeOf(node, 'blob')) : null
      if (hash) found.add(hash)
      for (const child of childrenOf(node).toReversed()) pending.push(child)
    }
  }
  return [...found]
}
