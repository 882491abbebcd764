/** What the saved mark of a text shows. */
export type RoomState =
  | { readonly type: 'connecting' }
  /** Own changes are on their way. */
  | { readonly type: 'saving' }
  /** Everything of one's own is durable; `at` is when the last of it was, `null` when nothing was changed here. */
  | { readonly type: 'saved'; readonly at: number | null }
  /** The connection is lost; `unsaved` changes wait in this window. */
  | { readonly type: 'offline'; readonly unsaved: number }
  | { readonly type: 'read-only' }
  /** The server cannot store now; nobody can write until it can. */
  | { readonly type: 'storage-away'; readonly unsaved: number }
  /** A lock is being made, or was. */
  | { readonly type: 'locked' }
  /** What was typed last came too late or was refused; the copy of the text is of no more use. */
  | { readonly type: 'rejected'; readonly code: string; readonly words: string }
  | { readonly type: 'session-ended'; readonly unsaved: number }
  | { readonly type: 'not-admitted' }
