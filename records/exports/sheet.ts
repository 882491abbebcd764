import type { Instant } from '@glosa/domain/model'

/** Words in one style; a line feed in them ends the line. */
export interface Run {
  readonly s: string
  readonly bold?: true
  readonly italic?: true
  /** Less prominent. */
  readonly quiet?: true
}
export type Paragraph = readonly Run[]
export type Cell = readonly Paragraph[]

/** What a printed export is made of. Closed: the writers know these and nothing else. */
export type SheetBlock =
  | { readonly t: 'heading'; readonly level: 1 | 2; readonly s: string }
  | { readonly t: 'paragraph'; readonly c: Paragraph; readonly isRight?: true }
  | { readonly t: 'facts'; readonly rows: readonly SheetFact[] }
  | {
      readonly t: 'table'
      /** Titles of the columns, repeated on every page, and their shares of the width. */
      readonly columns: readonly { readonly title: string; readonly width: number }[]
      readonly rows: readonly (readonly Cell[])[]
      /** Whether the last row is a sum. */
      readonly hasTotal: boolean
    }

export interface SheetFact {
  readonly name: string
  readonly value: string
  /** A hash: letters of one width. */
  readonly isMono: boolean
}

/** A document to print or to open in a word processor, in one language. */
export interface Sheet {
  /** BCP 47 */
  readonly language: string
  readonly title: string
  readonly author: string
  readonly isLandscape: boolean
  /** On every page above and below the text. */
  readonly header: string
  readonly footer: string
  /** Around the number of the page: "Strana 1 z 3". */
  readonly page: string
  readonly of: string
  /** Stands as the time of making in the file: the same data give the same bytes. */
  readonly date: Instant
  readonly blocks: readonly SheetBlock[]
}

/** Words as one paragraph. */
export const plain = (s: string): Paragraph => [{ s }]
