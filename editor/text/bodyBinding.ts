import {
  bodyFragment,
  BodyIndex,
  bodySchema,
  emptyMapping,
  readFragment,
  rebind,
  writeFragment,
} from '@glosa/domain/body'
import { isRefused } from '@glosa/domain/model'
import type { LineCache } from '@glosa/domain/body'
import type { Refused } from '@glosa/domain/model'
import type { Node } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import * as Y from 'yjs'
import type { Frames } from './frames.ts'
import { keepCaret, rememberCaret } from './keepCaret.ts'
import { replaceDifference } from './replaceDifference.ts'
import { takeSelection } from './takeSelection.ts'

/** What the binding puts on the transactions that bring the shared text to the screen. */
export interface SyncMeta {
  /** Somebody else's change, or the own undo. */
  readonly from: 'remote' | 'undo'
}

/**
 * Ties one editor view to one body. The view has a Y.Doc of its own, the mirror, which always holds
 * exactly what is on the screen: other people's updates enter it once per frame (and never in the middle
 * of a composition), own changes are made in it and so are right whatever is still waiting.
 * There must be only one editable view per Y.Doc, because both write under one client id.
 */
export class BodyBinding {
  readonly mirror: Y.Doc
  readonly fragment: Y.XmlFragment
  readonly undoManager: Y.UndoManager
  /** Why the text can be shown only in part and must not be written to; `null` when all is well. */
  problem: Refused | null = null

  readonly #ydoc: Y.Doc
  readonly #frames: Frames
  readonly #arrivals: Frames
  readonly #mayEdit: () => boolean
  readonly #onProblem: (problem: Refused | null) => void
  readonly #mapping = emptyMapping()
  readonly #remote = Symbol('remote')
  readonly #waiting: Uint8Array[] = []
  readonly #lines: LineCache = new Map()
  #deleted = false
  #doc: Node
  #view: EditorView | null = null
  #index: BodyIndex | null = null
  #cancelFrame: (() => void) | null = null

  /**
   * @param arrivals when to show what arrived; the frames of `frames` are waited for during a composition
   * @param mayEdit asked for every own change, undo included
   * @param onProblem hears when the text cannot be shown in full, and `null` when it can again
   */
  constructor(
    ydoc: Y.Doc,
    frames: Frames,
    arrivals: Frames,
    mayEdit: () => boolean,
    onProblem: (problem: Refused | null) => void,
  ) {
    this.#ydoc = ydoc
    this.#mayEdit = mayEdit
    this.#frames = frames
    this.#arrivals = arrivals
    this.#onProblem = onProblem
    this.mirror = new Y.Doc()
    this.fragment = bodyFragment(this.mirror)
    this.undoManager = new Y.UndoManager(this.fragment, { trackedOrigins: new Set([this]) })
    Y.applyUpdate(this.mirror, Y.encodeStateAsUpdate(ydoc), this.#remote)
    const doc = readFragment(this.fragment, this.#mapping)
    if (isRefused(doc)) this.problem = doc
    this.#doc = isRefused(doc) ? emptyDoc() : doc
    this.fragment.observeDeep(this.#forgetChanged)
    this.mirror.on('update', this.#publish)
    ydoc.on('update', this.#receive)
  }

  /** Whether the person may change the text now. */
  get writable(): boolean {
    return this.problem === null && this.#mayEdit()
  }

  /** The document on the screen. */
  get doc(): Node {
    return this.#doc
  }

  /** Positions of the shared text that is on the screen. */
  get index(): BodyIndex {
    this.#index ??= new BodyIndex(this.fragment, this.#lines)
    return this.#index
  }

  attach(view: EditorView) {
    this.#view = view
    if (this.problem) this.#onProblem(this.problem)
    if (this.#waiting.length > 0) this.#schedule()
  }

  destroy() {
    this.#view = null
    this.#cancelFrame?.()
    this.#ydoc.off('update', this.#receive)
    this.mirror.off('update', this.#publish)
    this.fragment.unobserveDeep(this.#forgetChanged)
    this.undoManager.destroy()
    this.mirror.destroy()
  }

  /** Whether own changes since the last call deleted anything (undo included): anchors may have lost their words. */
  takeDeleted(): boolean {
    const deleted = this.#deleted
    this.#deleted = false
    return deleted
  }

  /** Brings a changed document of the view to the shared text. */
  write(state: EditorState) {
    if (state.doc === this.#doc) return
    if (this.problem) throw new Error('a text that cannot be read in full must not be written')
    this.#doc = state.doc
    // Ids are handed out by the server and may change with a new connection.
    this.mirror.clientID = this.#ydoc.clientID
    this.mirror.transact((transaction) => {
      writeFragment(this.fragment, state.doc, this.#mapping, state.selection.head)
      if (transaction.deleteSet.clients.size > 0) this.#deleted = true
    }, this)
  }

  /** Shows what other people wrote since the last frame, now. */
  flush() {
    this.#cancelFrame?.()
    this.#cancelFrame = null
    const updates = this.#waiting.splice(0)
    if (updates.length === 0) return
    if (this.#view) takeSelection(this.#view)
    // A reader's selection is carried along well enough by the change itself.
    const caret = this.#view && this.writable ? rememberCaret(this.#view, this.index) : null
    this.mirror.transact(() => {
      for (const update of updates) Y.applyUpdate(this.mirror, update, this.#remote)
    }, this.#remote)
    this.#show('remote', caret && ((tr) => keepCaret(tr, caret, this.mirror, this.index)))
  }

  /** Takes back the last own change, or puts it back; false when there is none. */
  undo(direction: 'undo' | 'redo'): boolean {
    if (!this.writable) return false
    this.flush()
    if (!this.writable) return false
    this.mirror.clientID = this.#ydoc.clientID
    const done = direction === 'undo' ? this.undoManager.undo() : this.undoManager.redo()
    if (!done) return false
    this.#deleted = true
    this.#show('undo', null)
    return true
  }

  readonly #receive = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return
    this.#waiting.push(update)
    this.#schedule()
  }

  readonly #publish = (update: Uint8Array, origin: unknown) => {
    this.#index = null
    if (origin === this.#remote) return
    this.#ydoc.transact((transaction) => {
      Y.applyUpdate(this.#ydoc, update, this)
      // Else Yjs takes the own client id in it for a stranger's and changes it.
      transaction.local = true
    }, this)
  }

  #schedule(when: Frames = this.#arrivals) {
    this.#cancelFrame ??= when(() => {
      this.#cancelFrame = null
      if (this.#view?.composing) this.#schedule(this.#frames)
      else if (this.#view) this.flush()
    })
  }

  #show(from: SyncMeta['from'], keep: ((tr: Transaction) => void) | null) {
    const view = this.#view
    const next = readFragment(this.fragment, this.#mapping)
    if (isRefused(next)) {
      this.problem = next
      this.#onProblem(next)
      return
    }
    if (this.problem) {
      this.problem = null
      this.#onProblem(null)
    }
    if (!view) {
      this.#doc = next
      return
    }
    const { tr, end } = replaceDifference(view.state, next)
    rebind(this.#mapping, this.fragment, tr.doc)
    this.#doc = tr.doc
    if (from === 'remote' && !tr.docChanged) return
    keep?.(tr)
    if (from === 'undo') placeCaret(tr, end)
    const meta: SyncMeta = { from }
    view.dispatch(tr.setMeta(syncMetaKey, meta))
  }

  readonly #forgetChanged = (_events: unknown, transaction: Y.Transaction) => {
    const own = transaction.origin === this
    const forget = (type: unknown) => {
      this.#lines.delete(type)
      // What the person wrote is in the mapping already.
      if (own || !(type instanceof Y.XmlFragment)) return
      this.#mapping.nodes.delete(type)
      this.#mapping.fillers.delete(type)
    }
    for (const type of transaction.changed.keys()) forget(type)
    for (const type of transaction.changedParentTypes.keys()) forget(type)
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) forget(struct.content.type)
    })
  }
}

/** Name of the {@link SyncMeta} on a transaction. */
const syncMetaKey = 'glosa-sync'

/** Whether a transaction brings the shared text to the screen; `null` for one of the person's own. */
export function syncMetaOf(tr: Transaction): SyncMeta | null {
  const meta: unknown = tr.getMeta(syncMetaKey)
  return typeof meta === 'object' && meta !== null && 'from' in meta ? (meta as SyncMeta) : null
}

function emptyDoc(): Node {
  const doc = bodySchema.topNodeType.createAndFill()
  if (!doc) throw new Error('the schema has no empty document')
  return doc
}

const placeCaret = (tr: Transaction, end: number | null) => {
  if (end !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1)).scrollIntoView()
}
