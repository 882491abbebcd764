/** Ids of comments by the block of the shown text that their words begin in, in the order of the text. */
export type CommentsByBlock = ReadonlyMap<Element, readonly string[]>

const editors = new WeakMap<Element, () => CommentsByBlock | null>()

/** Lets a shown text say where its comments are, drawn or not; `null` while all of them are drawn. */
export const tellComments = (text: Element, tell: () => CommentsByBlock | null): void => void editors.set(text, tell)

/** Where the comments of a shown text are when not all of them are drawn in it; `null` when its marks say it all. */
export const commentsByBlock = (text: Element): CommentsByBlock | null => editors.get(text)?.() ?? null
