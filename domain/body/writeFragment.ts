import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { alignChildren } from './alignChildren.ts'
import { childrenOf, forget, insertInto, isElement, marksAttribute, rebind } from './bodyMapping.ts'
import type { AttributeValue, BodyElement, BodyMapping, Container } from './bodyMapping.ts'
import { attributesOf, newTexts, writeInline } from './writeInline.ts'

/**
 * Brings the shared text to a document, touching only what differs from the document that `mapping`
 * stands for. The caller opens the transaction. Block nodes that were only moved or edited keep their
 * shared element; a changed block type cannot (Yjs has no renaming), so its words are written anew.
 * @param caret position in `doc` where the writer's caret is, to tell which of two equal letters was typed
 */
export function writeFragment(fragment: Y.XmlFragment, doc: Node, mapping: BodyMapping, caret: number | null) {
  writeContent(fragment, doc, 0, mapping, caret)
  mapping.nodes.set(fragment, doc)
}

function writeElement(element: BodyElement, node: Node, start: number, mapping: BodyMapping, caret: number | null) {
  writeAttributes(element, node)
  writeContent(element, node, start, mapping, caret)
  mapping.nodes.set(element, node)
}

function writeContent(container: Container, node: Node, start: number, mapping: BodyMapping, caret: number | null) {
  const write = (child: Node) => newElement(child, mapping)
  if (node.inlineContent) {
    const near = caret !== null && caret >= start && caret <= start + node.content.size ? caret - start : null
    writeInline(container, node, near, mapping, write)
    return
  }
  if (node.isLeaf) return
  const children = childrenOf(container)
  const before = children.map((child) => (isElement(child) ? (mapping.nodes.get(child) ?? null) : null))
  let index = 0
  let pos = start
  for (const move of alignChildren(before, node.content.content)) {
    const child = move.from === null ? undefined : children[move.from]
    const next = move.to === null ? undefined : node.maybeChild(move.to)
    if (child && !next) {
      if (isElement(child)) forget(mapping, child)
      container.delete(index, 1)
      continue
    }
    if (!next) continue
    if (!child) insertInto(container, index, [write(next)])
    else if (isElement(child)) {
      if (mapping.nodes.get(child)?.eq(next)) rebind(mapping, child, next)
      else writeElement(child, next, pos + 1, mapping, caret)
    }
    index++
    pos += next.nodeSize
  }
  mapping.fillers.delete(container)
}

function writeAttributes(element: BodyElement, node: Node) {
  const shared: Record<string, AttributeValue | undefined> = element.getAttributes()
  for (const [name, value] of Object.entries<AttributeValue>(node.attrs)) {
    if (value === null) {
      if (shared[name] !== undefined && shared[name] !== null) element.removeAttribute(name)
    } else if (JSON.stringify(shared[name]) !== JSON.stringify(value)) element.setAttribute(name, value)
  }
}

function newElement(node: Node, mapping: BodyMapping): BodyElement {
  const element: BodyElement = new Y.XmlElement(node.type.name)
  for (const [name, value] of Object.entries<AttributeValue>(node.attrs)) {
    if (value !== null) element.setAttribute(name, value)
  }
  if (node.isInline && node.marks.length > 0) element.setAttribute(marksAttribute, attributesOf(node.marks))
  const write = (child: Node) => newElement(child, mapping)
  if (node.inlineContent) insertInto(element, 0, newTexts(node.content.content, write))
  else if (node.childCount > 0) insertInto(element, 0, node.content.content.map(write))
  mapping.nodes.set(element, node)
  return element
}
