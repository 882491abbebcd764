import type { JsonObject, JsonValue } from '../frozenVersion.ts'
import { childrenOf, isJsonObject, isTextBlock, leafTextOf, nodeTypeOf } from '../partText.ts'

/** A run of a line: words, or something without letters that counts as one code point. */
export type LinePiece = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'words'; readonly text: string; readonly href: string | null }
  | { readonly kind: 'break' }
  /** A footnote with its text, a picture with its description. */
  | { readonly kind: 'footnote' | 'image'; readonly text: string; readonly blob: string | null }
)

/** A line of a body, with its place in code points of `partTextOf`. */
export interface TextLine {
  readonly kind: 'paragraph' | 'heading' | 'article' | 'clause' | 'image'
  /** 1–4 for a heading, 0 otherwise. */
  readonly level: number
  /** How deep it stands in lists and tables. */
  readonly depth: number
  readonly start: number
  readonly end: number
  readonly pieces: readonly LinePiece[]
}

/** The lines of a body in reading order, as `partTextOf` counts them. */
export function textLines(doc: JsonObject): readonly TextLine[] {
  const lines: TextLine[] = []
  let offset = 0
  // A stack of our own: a hostile body must not exhaust the one of the process.
  const pending: { readonly node: JsonObject; readonly depth: number }[] = [{ node: doc, depth: 0 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next
    const isImage = nodeTypeOf(node) === 'image'
    if (isTextBlock(node) || isImage) {
      if (lines.length > 0) offset += 1
      const pieces = piecesOf(isImage ? [node] : childrenOf(node), offset)
      const end = pieces.at(-1)?.end ?? offset
      lines.push({ kind: kindOf(node), level: levelOf(node), depth, start: offset, end, pieces })
      offset = end
      continue
    }
    const inner = nodeTypeOf(node) === 'listItem' || nodeTypeOf(node) === 'tableRow' ? depth + 1 : depth
    for (const child of childrenOf(node).toReversed()) pending.push({ node: child, depth: inner })
  }
  return lines
}

function piecesOf(nodes: readonly JsonObject[], from: number): readonly LinePiece[] {
  const pieces: LinePiece[] = []
  let at = from
  for (const node of nodes) {
    const start = at
    const type = nodeTypeOf(node)
    const text = leafTextOf(node)
    at += [...text].length
    if (at === start) continue
    const end = at
    if (type === 'footnote') pieces.push({ kind: type, start, end, text: attribute(node, 'text'), blob: null })
    else if (type === 'image') {
      pieces.push({ kind: type, start, end, text: attribute(node, 'alt'), blob: attribute(node, 'blob') || null })
    } else if (type === 'hardBreak') pieces.push({ kind: 'break', start, end })
    else pieces.push({ kind: 'words', start, end, text, href: hrefOf(node) })
  }
  return pieces
}

const kindOf = (node: JsonObject): TextLine['kind'] => {
  const type = nodeTypeOf(node)
  return type === 'heading' || type === 'article' || type === 'clause' || type === 'image' ? type : 'paragraph'
}

function levelOf(node: JsonObject): number {
  const level = attributesOf(node)['level']
  return nodeTypeOf(node) === 'heading' && typeof level === 'number' ? level : 0
}

const attributesOf = (node: JsonObject): JsonObject => {
  const attributes: JsonValue | undefined = node['attrs']
  return attributes !== undefined && isJsonObject(attributes) ? attributes : {}
}

function attribute(node: JsonObject, name: string): string {
  const value = attributesOf(node)[name]
  return typeof value === 'string' ? value : ''
}

/** Where a run of words links to; `null` for plain words. */
export function hrefOf(node: JsonObject): string | null {
  const marks: JsonValue | undefined = node['marks']
  if (!Array.isArray(marks)) return null
  const link = marks.filter(isJsonObject).find((mark) => mark['type'] === 'link')
  return link ? attribute(link, 'href') : null
}
