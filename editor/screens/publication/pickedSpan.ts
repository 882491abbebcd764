import type { PartId } from '@glosa/domain/model'

/** Words that the person has selected in the text, in code points. */
export interface PickedSpan {
  readonly partId: PartId
  readonly start: number
  readonly end: number
}

/**
 * What is selected inside the text, part by part; empty when nothing is. Every piece of the text carries
 * its place as `data-at`, inside an element with `data-part`.
 */
export function pickedSpans(text: HTMLElement, selection: Selection | null): readonly PickedSpan[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  if (!text.contains(range.commonAncestorContainer) && !range.intersectsNode(text)) return []
  const spans = new Map<string, { start: number; end: number }>()
  for (const piece of text.querySelectorAll<HTMLElement>('[data-at]')) {
    if (!range.intersectsNode(piece)) continue
    const partId = piece.closest<HTMLElement>('[data-part]')?.dataset['part']
    const at = Number(piece.dataset['at'])
    if (partId === undefined) continue
    const start = at + (within(piece, range.startContainer, range.startOffset) ?? 0)
    const end = at + (within(piece, range.endContainer, range.endOffset) ?? Number(piece.dataset['length']))
    if (end <= start) continue
    const known = spans.get(partId)
    spans.set(partId, known ? { start: Math.min(known.start, start), end: Math.max(known.end, end) } : { start, end })
  }
  return [...spans].map(([partId, span]) => ({ partId: partId as PartId, ...span }))
}

/** Code points of the piece before a border of the selection; `null` when the border is not in its words. */
function within(piece: HTMLElement, node: Node, offset: number): number | null {
  if (node.nodeType !== Node.TEXT_NODE || !piece.contains(node)) return null
  return [...(node.textContent ?? '').slice(0, offset)].length
}
