import type { PartId } from './ids.ts'

/** Something that the printed version could not show, with its place, for a person who mends it. */
export interface PrintFinding {
  readonly kind: 'character' | 'image'
  /** The part it stands in; `null` in the title and in what is said about the whole material. */
  readonly partId: PartId | null
  readonly partTitle: string | null
  readonly in: 'title' | 'part-title' | 'text' | 'comment' | 'reply' | 'settlement' | 'name'
  /** Number of the comment; `null` outside comments. */
  readonly commentNumber: number | null
  /** The character and its number; `null` for an image. */
  readonly character: string | null
  readonly codePoint: string | null
  /** Hash of the image; `null` for a character, `''` for an image without one. */
  readonly image: string | null
  readonly reason: 'no-font' | 'missing' | 'unreadable' | 'unknown-format'
  /** The letters around it. */
  readonly before: string
  readonly after: string
  /** Line of the text, from 1; 0 outside texts. */
  readonly line: number
  /** How often it stands in this line or remark. */
  readonly count: number
}
