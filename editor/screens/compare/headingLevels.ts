import type { ComparedLine } from './compareLines.ts'

/** Level of the heading of a compared part on its page. */
const ofPart = 2

/**
 * The level that each line has if it is a heading, for readers who listen: under the heading of the part, and never
 * skipping one, whatever levels the text itself uses. An article stands under the heading before it.
 */
export function headingLevels(lines: readonly ComparedLine[]): readonly number[] {
  let last = ofPart
  return lines.map(({ type, line: { kind, level } }) => {
    if (kind === 'article') return Math.min(last + 1, 6)
    const shown = Math.max(ofPart + 1, Math.min(level + ofPart, last + 1, 6))
    // Where a moved line stood only a note is read.
    if (kind === 'heading' && type !== 'left') last = shown
    return shown
  })
}
