import type { CommentId, CommentKind, CommentPlace, Settlement, Visibility } from '@glosa/domain/model'

/** What is typed into the form of a new comment. */
export interface CommentWords {
  readonly kind: CommentKind
  readonly visibility: Visibility
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
}

/** What can be done to comments. Each resolves to whether it was done; a refusal has been shown to the person. */
export interface CommentActs {
  lodge(words: CommentWords): Promise<boolean>
  reply(commentId: CommentId, text: string): Promise<boolean>
  settle(commentId: CommentId, settlement: Settlement, applyWording: boolean): Promise<boolean>
  withdraw(commentId: CommentId): Promise<boolean>
  withdrawSettlement(commentId: CommentId): Promise<boolean>
  /** What the reviewing body says to a settlement; insisting has its reason. */
  react(commentId: CommentId, reaction: 'agreed' | 'insisted', reason: string | null): Promise<boolean>
}
