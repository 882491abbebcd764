import type { Node } from 'prosemirror-model'

/**
 * Whether a changed document still keeps to the schema, looking only at what changed. A command that
 * makes an impossible document must not get it into the shared text, where nobody could read it.
 */
export function isValidChange(before: Node, after: Node): boolean {
  if (before === after || after.isLeaf) return true
  if (!after.type.validContent(after.content)) return false
  if (after.inlineContent) return true
  const { content: old } = before.content
  const { content: next } = after.content
  let head = 0
  while (head < old.length && head < next.length && old[head] === next[head]) head++
  let tail = 0
  const shorter = Math.min(old.length, next.length) - head
  while (tail < shorter && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  return next.slice(head, next.length - tail).every((child, index) => isValidChange(old[head + index] ?? before, child))
}
