import * as Y from 'yjs'
import { childrenOf, isElement } from './bodyMapping.ts'
import type { BodyElement, Container } from './bodyMapping.ts'

/** A stretch of a line: a shared text, or one unit that stands for a footnote, line break or image. */
interface Part {
  /** Where it starts in the line. */
  readonly offset: number
  readonly length: number
  readonly type: Y.XmlText | null
  /** The unit's plain text when `type` is `null`. */
  readonly unit: string
}

/** A line of text (or an image) with the positions of its content in the document. */
export interface Line {
  readonly from: number
  readonly to: number
  readonly parts: readonly Part[]
}

/**
 * The parts of lines as they were last read, kept between indexes of the same body so that building one
 * after a keystroke reads one line. Whoever keeps one deletes the elements that changed.
 */
export type LineCache = Map<unknown, readonly Part[]>

const lineTypes: ReadonlySet<string> = new Set(['paragraph', 'heading', 'article', 'clause'])
/** Sizes of what a reader fills in where the schema asks for a child: see `readFragment`. */
const paragraphSize = 2
const fillerSizes: Readonly<Record<string, number>> = {
  doc: paragraphSize,
  listItem: paragraphSize,
  tableCell: paragraphSize,
  tableHeader: paragraphSize,
  bulletList: paragraphSize + 2,
  orderedList: paragraphSize + 2,
  table: 2,
}

/**
 * Positions of a shared text in its document, from one walk over the shared text, without the schema
 * or a document. The stock conversion walks all neighbours for each position (34 ms instead of 1 for
 * a thousand comments).
 */
export class BodyIndex {
  readonly lines: readonly Line[]
  readonly #starts = new Map<unknown, number>()
  readonly #fragment: Y.XmlFragment
  readonly #cache: LineCache

  constructor(fragment: Y.XmlFragment, cache: LineCache = new Map()) {
    this.#fragment = fragment
    this.#cache = cache
    const lines: Line[] = []
    this.#walk(fragment, 'doc', 0, lines)
    this.lines = lines
  }

  /** Walks the children of a container whose content starts at `pos`; returns where it ends. */
  #walk(container: Container, name: string, pos: number, lines: Line[]): number {
    const children = childrenOf(container)
    const filler = fillerSizes[name] ?? 0
    const first = children.find(isElement)
    if (filler > 0 && (!first || (name === 'listItem' && first.nodeName !== 'paragraph'))) {
      if (name !== 'table') lines.push(emptyLine(pos + filler / 2))
      pos += filler
    }
    for (const child of children) {
      if (!isElement(child)) continue
      if (lineTypes.has(child.nodeName)) pos = this.#line(child, pos + 1, lines) + 1
      else if (child.nodeName === 'image') {
        lines.push({ from: pos, to: pos + 1, parts: imageParts })
        pos += 1
      } else pos = this.#walk(child, child.nodeName, pos + 1, lines) + 1
    }
    return pos
  }

  #line(element: BodyElement, from: number, lines: Line[]): number {
    let parts = this.#cache.get(element)
    if (!parts) {
      parts = readParts(element)
      this.#cache.set(element, parts)
    }
    const last = parts.at(-1)
    const to = last ? from + last.offset + last.length : from
    this.#starts.set(element, from)
    lines.push({ from, to, parts })
    return to
  }

  /** The position of an index in a shared text; `null` when that text is no longer in the body. */
  positionIn(type: Y.AbstractType<unknown>, index: number): number | null {
    const start = this.#starts.get(type.parent)
    const part = start === undefined ? undefined : this.#cache.get(type.parent)?.find((each) => each.type === type)
    return start === undefined || !part ? null : start + part.offset + index
  }

  /**
   * The shared text a position is in, and the index there. Between two units, `side` says whose
   * neighbour is wanted: the unit after (1) or before (-1); `null` when that is no letter.
   */
  placeAt(pos: number, side: 1 | -1): { readonly type: Y.XmlText; readonly index: number } | null {
    const line = this.#lineAt(pos)
    if (!line) return null
    const offset = pos - line.from
    const unit = side > 0 ? offset : offset - 1
    const part = line.parts.find((each) => each.type && unit >= each.offset && unit < each.offset + each.length)
    return part?.type ? { type: part.type, index: offset - part.offset } : null
  }

  /** Some shared text that a caret at `pos` is in or beside; `null` in a line that has none yet. */
  caretAt(pos: number): { readonly type: Y.XmlText; readonly index: number } | null {
    const before = this.placeAt(pos, -1)
    if (before) return before
    const line = this.#lineAt(pos)
    const offset = pos - (line?.from ?? 0)
    const part = line?.parts.find((each) => each.type && offset >= each.offset && offset <= each.offset + each.length)
    return part?.type ? { type: part.type, index: offset - part.offset } : null
  }

  #lineAt(pos: number): Line | null {
    let low = 0
    let high = this.lines.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const line = this.lines[middle]
      if (!line) return null
      if (pos < line.from) high = middle - 1
      else if (pos > line.to) low = middle + 1
      else return line
    }
    return null
  }

  /** The plain text between two positions, as `textBetween` of a document gives it. */
  text(from: number, to: number): string {
    return this.lines
      .filter((line) => line.to >= from && line.from <= to)
      .map((line) => lineText(line, from, to))
      .join('\n')
  }

  /** The whole plain text, with the way back from its offsets to positions. */
  plain(): PlainText {
    return new PlainText(this.lines)
  }

  get fragment(): Y.XmlFragment {
    return this.#fragment
  }
}

const emptyLine = (pos: number): Line => ({ from: pos, to: pos, parts: [] })
const imageParts: readonly Part[] = [{ offset: 0, length: 1, type: null, unit: '\u{fffc}' }]

function readParts(element: BodyElement): Part[] {
  const parts: Part[] = []
  let offset = 0
  for (const child of childrenOf(element)) {
    const type = child instanceof Y.XmlText ? child : null
    const length = type ? type.length : 1
    const unit = type ? '' : isElement(child) && child.nodeName === 'hardBreak' ? '\n' : '\u{fffc}'
    parts.push({ offset, length, type, unit })
    offset += length
  }
  return parts
}

function lineText(line: Line, from: number, to: number): string {
  let text = ''
  for (const part of line.parts) {
    const pos = line.from + part.offset
    const start = Math.max(from, pos) - pos
    const end = Math.min(to, pos + part.length) - pos
    if (start < end) text += (part.type ? lettersOf(part.type) : part.unit).slice(start, end)
  }
  return text
}

/** The letters of a shared text, without formatting. (`XmlText.toString` writes tags.) */
function lettersOf(type: Y.XmlText): string {
  let text = ''
  for (let item = type._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) text += item.content.str
    else if (!item.deleted && item.countable) text += '\u{fffc}'.repeat(item.length)
  }
  return text
}

/** The plain text of a body and the correspondence of offsets in it to positions in the document. */
export class PlainText {
  readonly text: string
  readonly #lines: readonly Line[]
  readonly #offsets: number[] = []

  constructor(lines: readonly Line[]) {
    this.#lines = lines
    const texts: string[] = []
    let offset = 0
    for (const line of lines) {
      this.#offsets.push(offset)
      const text = lineText(line, line.from, line.to)
      texts.push(text)
      offset += text.length + 1
    }
    this.text = texts.join('\n')
  }

  /** The position of an offset of the text. */
  positionOf(offset: number): number {
    const index = this.#lastAtMost(offset, (place) => this.#offsets[place] ?? 0)
    const line = this.#lines[index]
    return line ? Math.min(line.to, line.from + offset - (this.#offsets[index] ?? 0)) : 0
  }

  /** The offset of a position: the nearest one in or before it when it is between lines. */
  offsetOf(pos: number): number {
    const index = this.#lastAtMost(pos, (place) => this.#lines[place]?.from ?? 0)
    const line = this.#lines[index]
    return line ? (this.#offsets[index] ?? 0) + Math.max(0, Math.min(pos, line.to) - line.from) : 0
  }

  #lastAtMost(value: number, at: (index: number) => number): number {
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (at(middle) <= value) low = middle
      else high = middle - 1
    }
    return low
  }
}
