import type { CommentKind, JsonObject, PartKind, Settlement, Template } from '@glosa/domain/model'

/** A comment to lodge, anchored to the first occurrence of `quote`. */
export interface DemoComment {
  readonly by: string
  readonly part: PartKind
  /** The words it is about; `null` for the whole part. */
  readonly quote: string | null
  readonly kind: CommentKind
  readonly text: string
  readonly justification?: string
  readonly proposedWording?: string
  readonly replies?: readonly { readonly by: string; readonly text: string }[]
  readonly settlement?: Settlement
  readonly applyWording?: boolean
}

/** A material of the demo office and how far it has come. People are named by login. */
export interface DemoMaterial {
  readonly title: string
  readonly template: Template
  readonly drafter: string
  readonly sponsor: string | null
  readonly leadUnit: string
  readonly parts: Readonly<Partial<Record<PartKind, JsonObject>>>
  /** Marks of invited units with their right. */
  readonly invited: readonly (readonly [unitMark: string, right: 'edit' | 'comment' | 'read'])[]
  /** The working day of its founding, from now: a negative number. */
  readonly founded: number
  /** The working day of the deadline, from now; `null` stays a draft. */
  readonly due: number | null
  readonly comments: readonly DemoComment[]
  readonly finished: readonly { readonly by: string; readonly withoutComments: boolean }[]
  /** Whether the round was closed after its deadline and the comments settled. */
  readonly isClosed: boolean
  /** Login of the secretary who locks it. */
  readonly lockedBy: string | null
}
