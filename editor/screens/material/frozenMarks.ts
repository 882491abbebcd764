import type { Node } from 'prosemirror-model'

/** A mark in a locked text: code points of the part's plain text. */
export interface FrozenMark {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** The same mark as positions in the document. */
export interface PlacedMark {
  readonly id: string
  readonly from: number
  readonly to: number
}

/**
 * Finds where marks of a locked version stand in its document. Offsets count code points of
 * `partTextOf`: lines joined by a line feed, a line break as a line feed, an image or footnote as
 * one character. Marks outside the text are left out.
 */
export function placeMarks(doc: Node, marks: readonly FrozenMark[]): readonly PlacedMark[] {
  const { starts, ends } = codePointPositions(doc)
  return marks.flatMap(({ id, start, end }) => {
    const from = starts[start]
    const to = ends[end - 1]
    return from === undefined || to === undefined || from >= to ? [] : [{ id, from, to }]
  })
}

/** Position before and after each code point of the plain text; between lines both are the line's end. */
export function codePointPositions(doc: Node) {
  const starts: number[] = []
  const ends: number[] = []
  const add = (from: number, to: number) => {
    starts.push(from)
    ends.push(to)
  }
  let lines = 0
  const newLine = (pos: number) => {
    if (lines++ > 0) add(pos, pos)
  }
  doc.descendants((node, pos) => {
    if (node.isTextblock) newLine(pos + 1)
    else if (node.isText) {
      let at = pos
      for (const point of node.text ?? '') {
        add(at, at + point.length)
        at += point.length
      }
    } else if (node.isLeaf) {
      if (node.isBlock) newLine(pos)
      add(pos, pos + node.nodeSize)
    }
    return true
  })
  return { starts, ends }
}
