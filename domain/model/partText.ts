import type { JsonObject, JsonValue } from './frozenVersion.ts'

/** Stands in the plain text for what has no letters: an image, a footnote. */
export const objectCharacter = '\u{fffc}'

const textBlocks: ReadonlySet<string> = new Set(['paragraph', 'heading', 'article'])
const inlineNodes: ReadonlySet<string> = new Set(['text', 'hardBreak', 'footnote'])

/** The name of a ProseMirror node in JSON; `''` when it has none. */
export const nodeTypeOf = (node: JsonObject): string => (typeof node['type'] === 'string' ? node['type'] : '')

/** The children of a ProseMirror node in JSON. */
export const childrenOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['content']) ? node['content'].filter(isJsonObject) : []

/** Whether a JSON value is an object, not an array or `null`. */
export const isJsonObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a node holds a line of text rather than other blocks. */
export function isTextBlock(node: JsonObject): boolean {
  const type = nodeTypeOf(node)
  if (textBlocks.has(type)) return true
  if (type !== 'clause') return false
  const first = childrenOf(node)[0]
  return !first || inlineNodes.has(nodeTypeOf(first))
}

/** What an inline node, or a block without text such as an image, adds to the plain text. */
export function leafTextOf(node: JsonObject): string {
  switch (nodeTypeOf(node)) {
    case 'text':
      return typeof node['text'] === 'string' ? node['text'] : ''
    case 'hardBreak':
      return '\n'
    case 'footnote':
    case 'image':
      return objectCharacter
    default:
      return ''
  }
}

/**
 * The one plain text of a body that offsets of comments count in: its lines of text in reading
 * order (empty ones too) joined by a line feed, a line break inside one as a line feed, an image
 * or footnote as U+FFFC. The same as ProseMirror's
 * `textBetween(0, size, '\n', leaf => leaf.type.name === 'hardBreak' ? '\n' : '\u{fffc}')`.
 */
export function partTextOf(doc: JsonObject): string {
  const lines: string[] = []
  // A stack of our own: a hostile body must not exhaust the one of the process.
  const pending: JsonObject[] = [doc]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isTextBlock(node)) lines.push(childrenOf(node).map(leafTextOf).join(''))
    else if (nodeTypeOf(node) === 'image') lines.push(objectCharacter)
    else for (const child of childrenOf(node).toReversed()) pending.push(child)
  }
  return lines.join('\n')
}
