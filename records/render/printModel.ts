import type { PrintLabels } from './labels.ts'

/** What stands in a line of the printed version. Closed: the template knows these and nothing else. */
export type PrintInline =
  | { readonly t: 'text'; readonly s: string; readonly m: readonly PrintMark[]; readonly href: string | null }
  | { readonly t: 'break' }
  | { readonly t: 'footnote'; readonly s: readonly string[] }
  /** `[3]`: a comment was made on the words before; `to` is the address of its row in the annex. */
  | { readonly t: 'mark'; readonly s: string; readonly to: string }
  | PrintImage

export type PrintMark = 'bold' | 'italic' | 'underline' | 'strike' | 'superscript' | 'subscript'

/** `width` in points; `null` for as wide as it is. */
export interface PrintImage {
  readonly t: 'image'
  readonly src: string
  readonly alt: string
  readonly width: number | null
}

export interface PrintCell {
  readonly x: number
  readonly y: number
  readonly colspan: number
  readonly rowspan: number
  readonly header: boolean
  readonly c: readonly PrintBlock[]
}

export type PrintBlock =
  | { readonly t: 'paragraph'; readonly c: readonly PrintInline[] }
  | { readonly t: 'heading'; readonly level: number; readonly c: readonly PrintInline[] }
  | { readonly t: 'article'; readonly level: number; readonly label: string; readonly c: readonly PrintInline[] }
  | { readonly t: 'bullets'; readonly c: readonly (readonly PrintBlock[])[] }
  | {
      readonly t: 'numbers'
      readonly start: number
      readonly numbering: string
      readonly c: readonly (readonly PrintBlock[])[]
    }
  | {
      readonly t: 'table'
      readonly columns: readonly number[]
      readonly head: readonly PrintCell[]
      readonly body: readonly PrintCell[]
      /** Whether there are so many columns that the letters must be smaller. */
      readonly crowded: boolean
    }
  | PrintImage

export type PrintPart = { readonly title: string; readonly kind: string } & (
  | { readonly form: 'body'; readonly c: readonly PrintBlock[] }
  | { readonly form: 'file'; readonly facts: readonly PrintFact[] }
)

export interface PrintFact {
  readonly name: string
  readonly value: string
  readonly mono: boolean
}

export interface PrintRow {
  readonly number: string
  /** Address of the marker in the text; `null` when the words are gone or the comment is general. */
  readonly back: string | null
  readonly where: readonly string[]
  readonly unit: string
  readonly person: string
  readonly at: string
  readonly quote: readonly string[]
  readonly gone: boolean
  readonly text: readonly string[]
  readonly wording: readonly string[] | null
  readonly justification: readonly string[] | null
  readonly replies: readonly { readonly who: string; readonly text: readonly string[] }[]
  readonly kind: string
  readonly verdict: string
  /** Who settled and when, line by line; empty while nobody has. */
  readonly settledBy: readonly string[]
  readonly wordingApplied: boolean
  /** What the body that commented said to the settlement; empty when nothing. */
  readonly reaction: readonly string[]
  readonly reason: readonly string[]
}

/** A line of the approvals page. */
export interface PrintApproval {
  readonly step: string
  readonly person: string
  readonly unit: string
  readonly at: string
  /** SHA-256 of the text that was approved. */
  readonly hash: string
}

/** Everything the template reads. */
export interface PrintModel {
  /** How lines of text are broken: as the whole paragraph looks best, or one after the other. */
  readonly lineBreaks: 'optimized' | 'simple'
  readonly fonts: readonly string[]
  readonly mono: readonly string[]
  readonly labels: PrintLabels
  readonly language: string
  readonly title: string
  readonly number: string
  readonly template: string
  readonly author: string
  readonly description: string
  /** Year, month, day, hour, minute, second in UTC. */
  readonly date: readonly number[]
  /** Number on every page: č.j. once the records system gave one, the material's own before. */
  readonly header: string
  readonly footer: string
  readonly facts: readonly PrintFact[]
  readonly parts: readonly PrintPart[]
  readonly summary: readonly string[]
  readonly rows: readonly PrintRow[]
  readonly approvals: readonly PrintApproval[]
  /** Empty on what is no version, or not the whole of it. */
  readonly statement: readonly PrintFact[]
  /** Says that this is a copy for the public, which has neither comments nor approvals; `null` on the version itself. */
  readonly publicNote: string | null
  /** A file embedded for machines; only PDF/A-3 may carry one. */
  readonly layer: { readonly name: string; readonly xml: string } | null
}
