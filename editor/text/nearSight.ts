import type { PassageRange } from '@glosa/domain/body'
import type { EditorView } from 'prosemirror-view'

/** Where a block is drawn, in pixels from the upper edge of the window. */
export interface BlockEdges {
  readonly top: number
  readonly bottom: number
}

/**
 * The blocks of a text that are on the screen or at most some way off it.
 * @param starts position of each block, in order
 * @param edgesOf edges of the block with this index
 * @param size size of the text: the end of the last block
 * @param height of the window, in pixels
 * @param screens how far off still counts, in heights of the window
 */
export function blocksNearSight(
  starts: readonly number[],
  edgesOf: (index: number) => BlockEdges,
  size: number,
  height: number,
  screens: number,
): PassageRange {
  const above = -screens * height
  const below = (1 + screens) * height
  const first = firstWhere(starts.length, (index) => edgesOf(index).bottom >= above)
  const after = firstWhere(starts.length, (index) => edgesOf(index).top > below)
  return { from: starts[first] ?? size, to: Math.max(starts[first] ?? size, starts[after] ?? size) }
}

/** The same for an editor as it is drawn now. Measures a few blocks, so it belongs into a frame. */
export function nearSight(view: EditorView, screens: number): PassageRange {
  const { doc } = view.state
  const starts: number[] = []
  doc.forEach((_block, offset) => starts.push(offset))
  const edgesOf = (index: number): BlockEdges => {
    const element = view.nodeDOM(starts[index] ?? 0)
    return element instanceof Element ? element.getBoundingClientRect() : { top: 0, bottom: 0 }
  }
  return blocksNearSight(starts, edgesOf, doc.content.size, window.innerHeight, screens)
}

/** The first index below `count` that holds, where all after one that holds do too; `count` if none does. */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
