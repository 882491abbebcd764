import type { CommentId, CommentKind, CommentPlace, PersonId, Settlement, Visibility } from '@glosa/domain/model'

/** What is typed into the form of a new comment. */
export interface CommentWords {
  readonly kind: CommentKind
  readonly visibility: Visibility
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
  readonly mentions: PersonId[]
  /** It asks for other words, so they must be given. */
  readonly replacesText: boolean
  /** Offered after the deadline, for the drafter to admit. */
  readonly asLate: boolean
}

/** What a draft or a note is worded anew with. */
export type RewordedComment = Pick<CommentWords, 'kind' | 'text' | 'justification' | 'proposedWording'>

/** What can be done to comments. Each resolves to whether it was done; a refusal has been shown to the person. */
export interface CommentActs {
  lodge(words: CommentWords): Promise<boolean>
  reply(commentId: CommentId, text: string, mentions: PersonId[]): Promise<boolean>
  settle(commentId: CommentId, settlement: Settlement, applyWording: boolean): Promise<boolean>
  withdraw(commentId: CommentId): Promise<boolean>
  withdrawSettlement(commentId: CommentId): Promise<boolean>
  /** What the reviewing body says to a settlement; insisting has its reason. */
  react(commentId: CommentId, reaction: 'agreed' | 'insisted', reason: string | null): Promise<boolean>
  /** Words a note or a draft anew. */
  edit(commentId: CommentId, words: RewordedComment): Promise<boolean>
  /** All or none. */
  withdrawMany(commentIds: CommentId[]): Promise<boolean>
  /** Hands own notes to the unit for its set. */
  forward(commentIds: CommentId[]): Promise<boolean>
  /** Links comments that say the same as the first. */
  link(commentId: CommentId, commentIds: CommentId[]): Promise<boolean>
  unlink(commentId: CommentId): Promise<boolean>
  decideLate(commentId: CommentId, admitted: boolean, reason: string | null): Promise<boolean>
}
