import type { MaterialTextView } from '@glosa/domain/contract'
import { compareLines, type ComparedLine } from './compareLines.ts'
import { linesOf } from './linesOf.ts'

type TextPart = MaterialTextView['parts'][number]

/** One part of a material in both texts. */
export interface ComparedPart {
  readonly partId: string
  readonly title: string
  /** `added` and `removed`: only one of the texts has the part. `file`: an attached file, compared as a whole. */
  readonly state: 'text' | 'added' | 'removed' | 'file-kept' | 'file-changed'
  readonly lines: readonly ComparedLine[]
}

const linesIn = (part: TextPart | undefined) => (part?.form === 'body' ? linesOf(part.doc) : [])

/** Compares two texts of a material part by part, in the order of the new one; parts that are gone come last. */
export function comparePages(before: MaterialTextView, after: MaterialTextView): readonly ComparedPart[] {
  const compared = after.parts.map((part): ComparedPart => {
    const { partId, title } = part
    const other = before.parts.find((each) => each.partId === partId)
    if (part.form === 'file') {
      const isSame = other?.form === 'file' && other.blob === part.blob
      return { partId, title, state: other ? (isSame ? 'file-kept' : 'file-changed') : 'added', lines: [] }
    }
    return { partId, title, state: other ? 'text' : 'added', lines: compareLines(linesIn(other), linesIn(part)) }
  })
  const gone = before.parts
    .filter((part) => after.parts.every((each) => each.partId !== part.partId))
    .map((part): ComparedPart => {
      const { partId, title } = part
      return { partId, title, state: 'removed', lines: compareLines(linesIn(part), []) }
    })
  return [...compared, ...gone]
}
