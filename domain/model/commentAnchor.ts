import type { BodyId } from './ids.ts'

/**
 * The passage a comment is about. Text typed at either edge stays outside it. When the whole
 * passage is deleted, `first` and `last` meet and only `quote` is left: the comment still counts.
 */
export interface CommentAnchor {
  readonly bodyId: BodyId
  /** Encoded Yjs relative position with assoc 0, base64url. */
  readonly first: string
  /** Encoded Yjs relative position with assoc -1, base64url. */
  readonly last: string
  /** The passage as the commenter saw it. Never updated. */
  readonly quote: string
  /** Up to 32 characters before the passage, as the commenter saw them. */
  readonly prefix: string
  /** Up to 32 characters after the passage, as the commenter saw them. */
  readonly suffix: string
  /** Sequence number of the body log that the commenter had seen. */
  readonly bodySequence: number
}
