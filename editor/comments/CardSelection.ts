import type { CommentId } from '@glosa/domain/model'

/** The cards chosen for one act. */
export interface CardSelection {
  readonly ids: ReadonlySet<CommentId>
  toggle(commentId: CommentId): void
}
