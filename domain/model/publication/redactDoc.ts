import type { JsonObject } from '../frozenVersion.ts'
import { childrenOf, isTextBlock, leafTextOf, nodeTypeOf } from '../partText.ts'

/** Code points of `partTextOf`, from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Spans in order, those that touch or overlap as one, empty ones left out. */
export function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= start) continue
    const last = merged.at(-1)
    if (last && start <= last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    else merged.push({ start, end })
  }
  return merged
}

/**
 * A copy of a body without the spans. Each run of removed words in a line becomes the same mark, so that
 * nothing tells how long they were; a removed picture or footnote becomes the mark too; a link that
 * loses some of its words loses its address.
 * @param mark stands in place of what was removed
 */
export function redactDoc(doc: JsonObject, spans: readonly Span[], mark: string): JsonObject {
  return new DocRedaction(mergedSpans(spans), mark).copy(doc)
}

class DocRedaction {
  readonly #spans: readonly Span[]
  readonly #mark: string
  #offset = 0
  #lines = 0
  /** Index of the first span that does not lie wholly before the place where we are. */
  #next = 0

  constructor(spans: readonly Span[], mark: string) {
    this.#spans = spans
    this.#mark = mark
  }

  copy(node: JsonObject): JsonObject {
    if (isTextBlock(node)) return this.#line(node)
    if (nodeTypeOf(node) === 'image') return this.#picture(node)
    const children = childrenOf(node)
    return children.length === 0 ? node : { ...node, content: children.map((child) => this.copy(child)) }
  }

  #startLine(): void {
    if (this.#lines > 0) this.#offset += 1
    this.#lines += 1
  }

  #picture(node: JsonObject): JsonObject {
    this.#startLine()
    const start = this.#offset
    this.#offset += 1
    return this.#isRemoved(start) ? { type: 'paragraph', content: [this.#words()] } : node
  }

  #line(node: JsonObject): JsonObject {
    this.#startLine()
    const kept: JsonObject[] = []
    let isMarked = false
    const put = (child: JsonObject) => {
      kept.push(child)
      isMarked = false
    }
    const mark = () => {
      if (!isMarked) kept.push(this.#words())
      isMarked = true
    }
    for (const child of childrenOf(node)) {
      const letters = [...leafTextOf(child)]
      const start = this.#offset
      this.#offset += letters.length
      if (nodeTypeOf(child) !== 'text') {
        if (letters.length > 0 && this.#isRemoved(start)) mark()
        else put(child)
        continue
      }
      const pieces = this.#piecesOf(letters, start)
      const isWhole = pieces.every((piece) => piece !== null)
      for (const piece of pieces) {
        if (piece === null) mark()
        else put(isWhole ? child : { ...withoutLink(child), text: piece })
      }
    }
    return kept.length === 0 && childrenOf(node).length === 0 ? node : { ...node, content: kept }
  }

  /** The words that stay, in order; `null` where some were removed. */
  #piecesOf(letters: readonly string[], start: number): readonly (string | null)[] {
    const pieces: (string | null)[] = []
    const end = start + letters.length
    let at = start
    for (let index = this.#firstAfter(start); at < end; index += 1) {
      const span = this.#spans[index]
      if (!span || span.start >= end) break
      if (span.start > at) pieces.push(letters.slice(at - start, span.start - start).join(''))
      pieces.push(null)
      at = Math.min(end, span.end)
    }
    if (at < end) pieces.push(letters.slice(at - start).join(''))
    return pieces
  }

  #isRemoved(at: number): boolean {
    const span = this.#spans[this.#firstAfter(at)]
    return span !== undefined && span.start <= at
  }

  /** Index of the first span that ends after this place; places are asked for in order. */
  #firstAfter(at: number): number {
    for (let span = this.#spans[this.#next]; span && span.end <= at; span = this.#spans[this.#next]) this.#next += 1
    return this.#next
  }

  #words(): JsonObject {
    return { type: 'text', text: this.#mark }
  }
}

/** An address may name a person as well as the words over it. */
function withoutLink(node: JsonObject): JsonObject {
  const marks = node['marks']
  if (!Array.isArray(marks)) return node
  const others = marks.filter((mark) => typeof mark !== 'object' || mark === null || mark['type'] !== 'link')
  const { marks: _all, ...rest } = node
  return others.length > 0 ? { ...rest, marks: others } : rest
}
