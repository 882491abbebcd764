import type { Fragment, Node } from 'prosemirror-model'
import * as Y from 'yjs'

/** Name of the shared fragment that holds the text in every body's Y.Doc. */
export const bodyFragmentName = 'body'

/** The shared text of a body. */
export const bodyFragment = (ydoc: Y.Doc): Y.XmlFragment => ydoc.getXmlFragment(bodyFragmentName)

/** What attributes of a shared element may hold; checked against the schema when read. */
export type AttributeValue =
  string | number | boolean | null | readonly AttributeValue[] | { [key: string]: AttributeValue }
export type BodyElement = Y.XmlElement<{ [key: string]: AttributeValue }>
/** Something in the shared text that has children: the fragment or an element. */
export type Container = Y.XmlFragment | BodyElement

/** Which node of the document stands for which part of the shared text. */
export interface BodyMapping {
  /** The very node objects of the document that was last read or written, also of nested elements. */
  readonly nodes: Map<Container, Node>
  /**
   * Indexes of children that the schema asks for and the shared text lacks (two people each deleted
   * one of two paragraphs). They exist in the document only, until somebody writes into them.
   */
  readonly fillers: Map<Container, ReadonlySet<number>>
}

export const emptyMapping = (): BodyMapping => ({ nodes: new Map(), fillers: new Map() })

/** Live children of a container, in order. */
export const childrenOf = (container: Container): (BodyElement | Y.XmlText | Y.XmlHook)[] =>
  container.toArray() as (BodyElement | Y.XmlText | Y.XmlHook)[]

/** Puts new children into a container. */
export const insertInto = (container: Container, index: number, types: readonly (BodyElement | Y.XmlText)[]) =>
  container.insert(index, types as (Y.XmlElement | Y.XmlText)[])

/** Attribute of an inline element that holds its marks by name; texts carry theirs as formatting. */
export const marksAttribute = 'marks'

export const isElement = (type: unknown): type is BodyElement =>
  type instanceof Y.XmlElement && !(type instanceof Y.XmlHook)

/** Forgets an element and everything in it. */
export function forget(mapping: BodyMapping, container: Container) {
  if (!mapping.nodes.delete(container)) return
  mapping.fillers.delete(container)
  for (const child of childrenOf(container)) if (isElement(child)) forget(mapping, child)
}

/**
 * Points the mapping of a container, and of all it contains, at the nodes of an equal document.
 * Needed because a document step rebuilds the nodes on its path.
 */
export function rebind(mapping: BodyMapping, container: Container, node: Node) {
  if (mapping.nodes.get(container) === node) return
  mapping.nodes.set(container, node)
  if (node.inlineContent || node.isLeaf) {
    if (node.inlineContent) rebindAtoms(mapping, container, node.content)
    return
  }
  const fillers = mapping.fillers.get(container)
  let index = 0
  for (const child of childrenOf(container)) {
    if (!isElement(child)) continue
    while (fillers?.has(index)) index++
    const counterpart = node.maybeChild(index++)
    if (counterpart) rebind(mapping, child, counterpart)
  }
}

function rebindAtoms(mapping: BodyMapping, container: Container, content: Fragment) {
  const atoms = content.content.filter((node) => !node.isText)
  if (atoms.length === 0) return
  let index = 0
  for (const child of childrenOf(container)) {
    const atom = isElement(child) ? atoms[index++] : undefined
    if (isElement(child) && atom) mapping.nodes.set(child, atom)
  }
}
