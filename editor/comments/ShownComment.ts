import type { Actor, Material, ReviewComment } from '@glosa/domain/model'

/** A comment with what its card needs to know about it. */
export interface ShownComment {
  readonly comment: ReviewComment
  /** As the person may see it. */
  readonly material: Material
  readonly actor: Actor
  /** The words it is about are no longer in the text. */
  readonly isOrphan: boolean
  readonly mayReply: boolean
  readonly maySettle: boolean
}
