import type { Mark, Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { childrenOf, forget, insertInto, isElement, marksAttribute } from './bodyMapping.ts'
import type { AttributeValue, BodyElement, BodyMapping, Container } from './bodyMapping.ts'
import { runsOf } from './readFragment.ts'
import type { Run } from './readFragment.ts'

/*
 * The inline content of a block is one flat row of units: UTF-16 units of text and atoms (footnote,
 * line break). In the shared text the row may be spread over several neighbouring texts, for instance
 * when two people started typing in the same empty paragraph; they stay apart there, so that nobody's
 * next letter is lost by merging them.
 */

const atomUnit = '\u{fffc}'

type Piece = { readonly text: string; readonly attributes: Record<string, unknown> } | { readonly atom: Node }

interface Row {
  readonly text: string
  readonly atoms: ReadonlyMap<number, Node>
}

/**
 * Brings the shared inline content of a block to that of `node` with one deletion and one insertion.
 * @param caret the writer's caret as an index in the new row, or `null`
 */
export function writeInline(
  container: Container,
  node: Node,
  caret: number | null,
  mapping: BodyMapping,
  newElement: (atom: Node) => BodyElement,
) {
  const after = rowOf(node)
  const change = changedUnits(sharedRow(container, mapping), after, caret)
  if (change.removed > 0) deleteUnits(container, change.start, change.removed, mapping)
  if (change.inserted > 0) {
    insertPieces(container, change.start, piecesBetween(node, change.start, change.start + change.inserted), newElement)
  }
  writeMarks(container, node)
  mapAtoms(container, after, mapping)
}

/** The shared children of a new block: at least one text, so that everybody who types there types into the same. */
export function newTexts(nodes: readonly Node[], newElement: (atom: Node) => BodyElement): (BodyElement | Y.XmlText)[] {
  const types = typesOf(
    nodes.map((node) =>
      node.isText ? { text: node.text ?? '', attributes: attributesOf(node.marks) } : { atom: node },
    ),
    newElement,
  )
  return types.length > 0 ? types : [new Y.XmlText()]
}

/** Marks as the attributes of shared text. */
export const attributesOf = (marks: readonly Mark[]): { [name: string]: AttributeValue } =>
  Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]))

function rowOf(node: Node): Row {
  let text = ''
  const atoms = new Map<number, Node>()
  node.forEach((child) => {
    if (!child.isText) atoms.set(text.length, child)
    text += child.isText ? (child.text ?? '') : atomUnit
  })
  return { text, atoms }
}

function sharedRow(container: Container, mapping: BodyMapping): Row {
  let text = ''
  const atoms = new Map<number, Node>()
  for (const child of childrenOf(container)) {
    if (isElement(child)) {
      const node = mapping.nodes.get(child)
      if (node) atoms.set(text.length, node)
      text += atomUnit
    } else if (child instanceof Y.XmlText) text += runsOf(child).map(unitsOf).join('')
  }
  return { text, atoms }
}

const unitsOf = (run: Run) => run.text ?? atomUnit

/** Whether cutting before the unit would tear a surrogate pair; Yjs replaces torn halves by U+FFFD. */
const tears = (text: string, index: number) =>
  index > 0 &&
  index < text.length &&
  /[\ud800-\udbff]/.test(text[index - 1] ?? '') &&
  /[\udc00-\udfff]/.test(text[index] ?? '')

function changedUnits(before: Row, after: Row, caret: number | null) {
  const same = (a: number, b: number) => {
    if (before.text[a] !== after.text[b]) return false
    const atom = before.atoms.get(a)
    const next = after.atoms.get(b)
    return atom && next ? atom === next || atom.hasMarkup(next.type, next.attrs, atom.marks) : !atom && !next
  }
  const [from, to] = [before.text.length, after.text.length]
  const shorter = Math.min(from, to)
  let start = 0
  while (start < shorter && same(start, start)) start++
  while (tears(before.text, start) || tears(after.text, start)) start--
  let end = 0
  while (end < shorter - start && same(from - 1 - end, to - 1 - end)) end++
  while (end > 0 && (tears(before.text, from - end) || tears(after.text, to - end))) end--

  const removed = from - end - start
  const inserted = to - end - start
  if (caret === null) return { start, removed, inserted }
  // Of equal letters in a row any could be the new or the deleted one: the caret tells which.
  const wanted = removed === 0 ? caret - inserted : inserted === 0 ? caret : start
  if (wanted < 0 || wanted >= start) return { start, removed, inserted }
  for (let index = wanted; index < start; index++) {
    if (!same(index + removed, index + inserted)) return { start, removed, inserted }
  }
  const tearing =
    tears(before.text, wanted) || tears(before.text, wanted + removed) || tears(after.text, wanted + inserted)
  return { start: tearing ? start : wanted, removed, inserted }
}

function piecesBetween(node: Node, from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  node.forEach((child, offset) => {
    const start = Math.max(from, offset)
    const end = Math.min(to, offset + child.nodeSize)
    if (start >= end) return
    if (child.isText) {
      pieces.push({
        text: (child.text ?? '').slice(start - offset, end - offset),
        attributes: attributesOf(child.marks),
      })
    } else pieces.push({ atom: child })
  })
  return pieces
}

function deleteUnits(container: Container, start: number, count: number, mapping: BodyMapping) {
  let offset = 0
  let index = 0
  for (const child of childrenOf(container)) {
    const length = child instanceof Y.XmlText ? child.length : 1
    const from = Math.max(start, offset)
    const to = Math.min(start + count, offset + length)
    offset += length
    if (from >= to) index++
    else if (child instanceof Y.XmlText) {
      child.delete(from - (offset - length), to - from)
      index++
    } else {
      if (isElement(child)) forget(mapping, child)
      container.delete(index, 1)
    }
  }
}

function insertPieces(
  container: Container,
  at: number,
  pieces: readonly Piece[],
  newElement: (atom: Node) => BodyElement,
) {
  const children = childrenOf(container)
  let index = 0
  let offset = 0
  // The child that ends at or after the place; of two that meet there, the left one goes on.
  for (const child of children) {
    const length = child instanceof Y.XmlText ? child.length : 1
    if (at <= offset + length && (child instanceof Y.XmlText || at === offset)) break
    offset += length
    index++
  }
  const rest = [...pieces]
  let text = children[index]
  if (text instanceof Y.XmlText) {
    const local = at - offset
    const behind = rest.some((piece) => 'atom' in piece) ? cutBehind(text, local) : []
    for (let place = local; ;) {
      const piece = rest[0]
      if (!piece || 'atom' in piece) break
      text.insert(place, piece.text, piece.attributes)
      place += piece.text.length
      rest.shift()
    }
    rest.push(...behind)
    index++
    text = undefined
  }
  const types = typesOf(rest, newElement)
  if (types.length > 0) insertInto(container, index, types)
}

/** Takes off what stands behind an index, to be written again behind an atom. */
function cutBehind(text: Y.XmlText, index: number): Piece[] {
  const pieces: Piece[] = []
  let offset = 0
  for (const run of runsOf(text)) {
    const units = unitsOf(run)
    if (offset + units.length > index) {
      pieces.push({ text: units.slice(Math.max(0, index - offset)), attributes: { ...run.attributes } })
    }
    offset += units.length
  }
  if (offset > index) text.delete(index, offset - index)
  return pieces
}

function typesOf(pieces: readonly Piece[], newElement: (atom: Node) => BodyElement): (BodyElement | Y.XmlText)[] {
  const types: (BodyElement | Y.XmlText)[] = []
  let length = 0
  for (const piece of pieces) {
    if ('atom' in piece) {
      types.push(newElement(piece.atom))
      continue
    }
    let text = types.at(-1)
    if (!(text instanceof Y.XmlText)) {
      text = new Y.XmlText()
      types.push(text)
      length = 0
    }
    text.insert(length, piece.text, piece.attributes)
    length += piece.text.length
  }
  return types
}

function writeMarks(container: Container, node: Node) {
  const wanted: { readonly end: number; readonly attributes: Record<string, unknown> }[] = []
  node.forEach((child, offset) => wanted.push({ end: offset + child.nodeSize, attributes: attributesOf(child.marks) }))
  let next = 0
  let offset = 0
  for (const child of childrenOf(container)) {
    if (!(child instanceof Y.XmlText)) {
      offset++
      continue
    }
    const start = offset
    const changes: { at: number; length: number; change: Record<string, unknown> }[] = []
    for (const run of runsOf(child)) {
      const end = offset + unitsOf(run).length
      while (offset < end) {
        while ((wanted[next]?.end ?? Infinity) <= offset) next++
        const want = wanted[next]
        const until = Math.min(end, want?.end ?? end)
        const change = want ? attributeChange(run.attributes, want.attributes) : null
        if (change) changes.push({ at: offset - start, length: until - offset, change })
        offset = until
      }
    }
    for (const { at, length, change } of changes) child.format(at, length, change)
  }
}

function attributeChange(
  shared: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const change: Record<string, unknown> = {}
  for (const name of Object.keys(shared)) if (!(name in wanted)) change[name] = null
  for (const [name, value] of Object.entries(wanted)) {
    if (JSON.stringify(shared[name]) !== JSON.stringify(value)) change[name] = value
  }
  return Object.keys(change).length > 0 ? change : null
}

function mapAtoms(container: Container, row: Row, mapping: BodyMapping) {
  if (row.atoms.size === 0) return
  const atoms = [...row.atoms.values()]
  let index = 0
  for (const child of childrenOf(container)) {
    const atom = isElement(child) ? atoms[index++] : undefined
    if (!isElement(child) || !atom) continue
    writeAtomMarks(child, atom)
    mapping.nodes.set(child, atom)
  }
}

/** Keeps the marks of a footnote or line break, which has no formatting of its own in the shared text. */
function writeAtomMarks(element: BodyElement, atom: Node) {
  const shared = element.getAttribute(marksAttribute)
  if (atom.marks.length === 0) {
    if (shared !== undefined) element.removeAttribute(marksAttribute)
    return
  }
  const marks = attributesOf(atom.marks)
  if (JSON.stringify(shared) !== JSON.stringify(marks)) element.setAttribute(marksAttribute, marks)
}
