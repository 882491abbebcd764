import { Fragment, Mark } from 'prosemirror-model'
import type { Attrs, MarkType, Node, NodeType } from 'prosemirror-model'
import * as Y from 'yjs'
import { refused } from '../model/refusals.ts'
import type { Refused } from '../model/refusals.ts'
import { bodySchema } from './schema.ts'
import { childrenOf, isElement, marksAttribute } from './bodyMapping.ts'
import { deepestNesting } from './nesting.ts'
import type { BodyElement, BodyMapping, Container } from './bodyMapping.ts'

/**
 * Reads the shared text into a document without ever changing it (the stock binding deletes what it
 * does not know). What concurrent edits left incomplete is filled up in the document only, in the same
 * way by everyone; attributes and links with impossible values fall back to their default.
 * Elements that `mapping` already knows are taken from it, unread.
 * @returns `schema-too-old` when the text holds a node or mark this schema lacks, or at a place it forbids;
 * `text-too-deep` for elements nested deeper than anybody may write
 */
export function readFragment(fragment: Y.XmlFragment, mapping: BodyMapping): Node | Refused {
  const reader = new FragmentReader(mapping)
  const content = reader.blocks(fragment, bodySchema.topNodeType)
  if (reader.problem) return reader.problem
  const doc = bodySchema.topNodeType.create(null, content)
  mapping.nodes.set(fragment, doc)
  return doc
}

class FragmentReader {
  problem: Refused | null = null
  #depth = 0
  readonly #mapping: BodyMapping

  constructor(mapping: BodyMapping) {
    this.#mapping = mapping
  }

  blocks(container: Container, type: NodeType): Fragment {
    const nodes: Node[] = []
    const fillers = new Set<number>()
    let match = type.contentMatch
    const fill = (content: Fragment | null | undefined) => {
      content?.forEach((node) => {
        fillers.add(nodes.length)
        nodes.push(node)
      })
    }
    for (const child of childrenOf(container)) {
      if (!isElement(child)) {
        if (!(child instanceof Y.XmlText)) this.#unknown('hook')
        else if (child.length > 0) this.#unknown('text')
        continue
      }
      const node = this.#element(child)
      if (!node) continue
      let next = match.matchType(node.type)
      if (!next) {
        const filling = match.fillBefore(Fragment.from(node))
        fill(filling)
        next = filling ? (match.matchFragment(filling)?.matchType(node.type) ?? null) : null
        if (!next) {
          this.#unknown(node.type.name)
          continue
        }
      }
      match = next
      nodes.push(node)
    }
    fill(match.fillBefore(Fragment.empty, true))
    if (fillers.size > 0) this.#mapping.fillers.set(container, fillers)
    else this.#mapping.fillers.delete(container)
    return Fragment.fromArray(nodes)
  }

  #element(element: BodyElement): Node | null {
    const known = this.#mapping.nodes.get(element)
    if (known) return known
    const type = Object.hasOwn(bodySchema.nodes, element.nodeName)
      ? bodySchema.nodes[element.nodeName as keyof typeof bodySchema.nodes]
      : undefined
    if (!type || type.isText) return this.#unknown(element.nodeName)
    if (this.#depth >= deepestNesting) {
      this.problem ??= refused('text-too-deep')
      return null
    }
    this.#depth += 1
    const content = type.inlineContent
      ? this.#inline(element)
      : type.isLeaf
        ? Fragment.empty
        : this.blocks(element, type)
    this.#depth -= 1
    const attributes: RunAttributes = element.getAttributes()
    const marks = attributes[marksAttribute]
    const node = type.create(
      validAttrs(type, attributes),
      content,
      type.isInline && isRecord(marks) ? this.#marks(marks) : Mark.none,
    )
    this.#mapping.nodes.set(element, node)
    return node
  }

  #inline(element: BodyElement): Fragment {
    const nodes: Node[] = []
    for (const child of childrenOf(element)) {
      if (child instanceof Y.XmlText) {
        for (const run of runsOf(child)) {
          if (run.text === null) this.#unknown('embed')
          else if (run.text !== '') nodes.push(bodySchema.text(run.text, this.#marks(run.attributes)))
        }
      } else if (isElement(child)) {
        const node = this.#element(child)
        if (node && !node.isInline) this.#unknown(node.type.name)
        else if (node) nodes.push(node)
      } else this.#unknown('hook')
    }
    return Fragment.fromArray(nodes)
  }

  #marks(attributes: RunAttributes): readonly Mark[] {
    let marks = Mark.none
    for (const key of Object.keys(attributes).sort()) {
      const type: MarkType | undefined = Object.hasOwn(bodySchema.marks, key)
        ? bodySchema.marks[key as keyof typeof bodySchema.marks]
        : undefined
      if (!type) {
        this.#unknown(key)
        continue
      }
      const value = attributes[key]
      const attrs = isRecord(value) ? value : {}
      if (areValid(type, attrs)) marks = type.create(attrs).addToSet(marks)
    }
    return marks
  }

  #unknown(name: string): null {
    this.problem ??= refused('schema-too-old', { name: name.slice(0, 40) })
    return null
  }
}

export type RunAttributes = Readonly<Record<string, unknown>>
/** A stretch of shared text with the same marks; `text` is `null` for something that is not text. */
export interface Run {
  readonly text: string | null
  readonly attributes: RunAttributes
}

/** The stretches of a shared text, in order. */
export function runsOf(text: Y.XmlText): Run[] {
  const delta: { insert?: unknown; attributes?: RunAttributes }[] = text.toDelta()
  return delta.map(({ insert, attributes }) => ({
    text: typeof insert === 'string' ? insert : null,
    attributes: attributes ?? {},
  }))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const accepts = (validate: unknown, value: unknown): boolean => {
  if (typeof validate !== 'function') return true
  try {
    validate(value)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function validAttrs(type: NodeType, given: Readonly<Record<string, unknown>>): Attrs {
  const attrs: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(type.spec.attrs ?? {})) {
    const value = given[name]
    if (value !== undefined && accepts(spec.validate, value)) attrs[name] = value
  }
  return attrs
}

const areValid = (type: MarkType, given: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(type.spec.attrs ?? {}).every(([name, spec]) => accepts(spec.validate, given[name]))
