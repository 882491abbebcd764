import { anchorOf, numberBlocks } from '@glosa/domain/body'
import type { NumberedBlock, PassageRange } from '@glosa/domain/body'
import type { BodyId, CommentAnchor, Refused } from '@glosa/domain/model'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { EditorState } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { BodyBinding, syncMetaOf } from './bodyBinding.ts'
import { bodyCommands, caretFacts } from './bodyCommands.ts'
import type { CaretFacts } from './bodyCommands.ts'
import { bodyKeys, bodyRules } from './bodyKeys.ts'
import { caretBlocks } from './caretBlocks.ts'
import { caretPlugin } from './caretPlugin.ts'
import { cleanPaste } from './cleanPaste.ts'
import { commentDecorations, commentMeta, rangeOfComment } from './commentDecorations.ts'
import type { CommentCallbacks, CommentMeta } from './commentDecorations.ts'
import type { BodyComment } from './drawComment.ts'
import { afterTask, browserFrames } from './frames.ts'
import type { Frames } from './frames.ts'
import { lineKeys } from './lineKeys.ts'
import { selectionTarget, type SelectionTarget } from './selectionTarget.ts'
import { syncPlugin } from './syncPlugin.ts'
import { tablePlugin } from './tablePlugin.ts'
import { takeSelection } from './takeSelection.ts'
import { undoStepOf } from './undoStep.ts'

export interface BodyEditorCallbacks extends CommentCallbacks {
  /** The text holds something this version of the editor does not know and is shown without it, read-only; `null` when that is over. */
  readonly onProblem?: (problem: Refused | null) => void
  /** After every change of text or selection. */
  readonly onChange?: (change: { readonly text: boolean; readonly selection: boolean }) => void
  /** A comment's words were clicked or the caret was put into them; `null` when it left them. */
  readonly onCommentAt?: (id: string | null) => void
  /** Pictures were pasted or dropped; the caller uploads them and then inserts them with `commands.insertImage`. */
  readonly onPictures?: (files: readonly File[]) => void
}

export interface BodyEditorOptions {
  /** Empty element that the editor is put into. */
  readonly mount: HTMLElement
  /** The body's shared text, already loaded. Only one editor may write to it. */
  readonly ydoc: Y.Doc
  readonly bodyId: BodyId
  /** Sequence number of the body log that the person has seen, asked when an anchor is made. */
  readonly bodySequence: () => number
  /** Who else is in the text; `null` shows and tells nobody. */
  readonly awareness: Awareness | null
  readonly editable: boolean
  readonly comments: readonly BodyComment[]
  readonly callbacks: BodyEditorCallbacks
  readonly ariaLabel: string
  /** When to show what others wrote; tests give their own. */
  readonly frames?: Frames
}

export interface BodyEditor {
  readonly view: EditorView
  readonly commands: typeof bodyCommands
  /** Runs a command on the text and returns to it; false when it does not apply. */
  run(command: Command): boolean
  /** Whether a command would do anything now. */
  can(command: Command): boolean
  caretFacts(): CaretFacts
  setEditable(editable: boolean): void
  setComments(comments: readonly BodyComment[]): void
  setActiveComment(id: string | null): void
  /** Which comments have a card on the screen, for `aria-details` (element `comment-<id>`). */
  setVisibleComments(ids: ReadonlySet<string>): void
  /** The selected passage as an anchor for a new comment; `null` when no letter is selected. */
  selectionAnchor(): CommentAnchor | null
  /** What is selected, for a new comment: words, the table around them, a picture; `null` when nothing is. */
  selectionTarget(): SelectionTarget | null
  /** The selected passage in the document; `null` when nothing is selected. */
  selectionRange(): PassageRange | null
  /** Brings a comment's words into view; false when they are gone. */
  scrollToComment(id: string): boolean
  scrollToPosition(pos: number): void
  /** Headings, articles and clauses with their numbers. */
  numberedBlocks(): NumberedBlock[]
  focus(): void
  destroy(): void
}

/** Puts an editor of a body on the page; without the right to edit, a plain document that can be read and commented. */
export function createBodyEditor(options: BodyEditorOptions): BodyEditor {
  const { callbacks } = options
  const frames = options.frames ?? browserFrames
  let { editable } = options
  let commentAt: string | null = null
  const binding = new BodyBinding(
    options.ydoc,
    frames,
    options.frames ?? afterTask,
    () => editable,
    (problem) => {
      view?.setProps({})
      callbacks.onProblem?.(problem)
    },
  )

  const state = EditorState.create({
    doc: binding.doc,
    plugins: [
      syncPlugin(binding),
      commentDecorations(binding, frames, callbacks),
      ...(options.awareness ? [caretPlugin(binding, options.awareness, frames)] : []),
      lineKeys(),
      bodyRules(),
      ...bodyKeys(),
      caretBlocks(),
      dropCursor({ class: 'drop-cursor', color: false }),
      gapCursor(),
      tablePlugin(),
    ],
  })

  let view: EditorView | null = null
  const built: EditorView = new EditorView(
    { mount: options.mount },
    {
      state,
      editable: () => binding.writable,
      attributes: (): Record<string, string> =>
        binding.writable
          ? { role: 'textbox', 'aria-multiline': 'true', 'aria-label': options.ariaLabel, class: 'body is-editable' }
          : { role: 'region', 'aria-label': options.ariaLabel, class: 'body', tabindex: '0' },
      transformPastedHTML: cleanPaste,
      dispatchTransaction(tr) {
        const before = built.state
        const step = tr.docChanged && syncMetaOf(tr) === null ? undoStepOf(tr) : 'goes-on'
        if (step !== 'goes-on') binding.undoManager.stopCapturing()
        built.updateState(before.apply(tr))
        if (step === 'stands-alone') binding.undoManager.stopCapturing()
        const change = { text: before.doc !== built.state.doc, selection: !before.selection.eq(built.state.selection) }
        if (!change.text && !change.selection) return
        callbacks.onChange?.(change)
        if (change.selection) tellCommentAt()
        // Whoever put the caret elsewhere begins something new: one undo must not take back both.
        if (!change.text) binding.undoManager.stopCapturing()
      },
      handlePaste: (_view, event) => takePictures(event.clipboardData),
      handleDrop: (_view, event) => takePictures(event.dataTransfer),
    },
  )
  view = built
  let known = options.comments
  let active: string | null = null
  if (options.comments.length > 0) {
    built.dispatch(commentMeta(built.state.tr, { type: 'comments', comments: options.comments }))
  }

  function takePictures(data: DataTransfer | null): boolean {
    const files = [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'))
    if (files.length === 0 || !binding.writable || !callbacks.onPictures) return false
    callbacks.onPictures(files)
    return true
  }

  function tellCommentAt() {
    if (!callbacks.onCommentAt) return
    const { empty, head } = built.state.selection
    const id = empty ? commentAround(head) : null
    if (id !== commentAt) {
      commentAt = id
      callbacks.onCommentAt(id)
    }
  }

  function commentAround(pos: number): string | null {
    const { node } = built.domAtPos(pos)
    const element = node instanceof Element ? node : node.parentElement
    return element?.closest('mark[data-comment]')?.getAttribute('data-comment') ?? null
  }

  function scrollToPosition(pos: number) {
    const { node, offset } = built.domAtPos(Math.min(pos, built.state.doc.content.size))
    const child = node instanceof Element ? (node.childNodes[offset] ?? node) : node
    const element = child instanceof Element ? child : child.parentElement
    element?.scrollIntoView({ block: 'center' })
  }

  function redraw(meta: CommentMeta) {
    takeSelection(built)
    built.dispatch(commentMeta(built.state.tr, meta))
  }

  const selectionRange = (): PassageRange | null => {
    const { from, to, empty } = built.state.selection
    return empty ? null : { from, to }
  }

  const anchorAt = (range: PassageRange): CommentAnchor | null =>
    anchorOf(binding.index, options.bodyId, range, options.bodySequence())

  return {
    view: built,
    commands: bodyCommands,
    run(command) {
      binding.flush()
      binding.undoManager.stopCapturing()
      const done = command(built.state, built.dispatch, built)
      binding.undoManager.stopCapturing()
      built.focus()
      return done
    },
    can: (command) => binding.writable && command(built.state),
    caretFacts: () => caretFacts(built.state),
    setEditable(next) {
      if (next === editable) return
      editable = next
      built.setProps({})
    },
    setComments(comments) {
      // A page tells of its comments when the editor is there, too: to look up a thousand anchors once is enough.
      if (comments === known) return
      known = comments
      redraw({ type: 'comments', comments })
    },
    setActiveComment(id) {
      if (id === active) return
      active = id
      redraw({ type: 'active', id })
    },
    setVisibleComments: (ids) => redraw({ type: 'visible', ids }),
    selectionAnchor() {
      const range = selectionRange()
      return range && anchorAt(range)
    },
    selectionTarget: () => selectionTarget(built.state, anchorAt),
    selectionRange,
    scrollToComment(id) {
      const range = rangeOfComment(built.state, id)
      if (range) scrollToPosition(range.from)
      return range !== null
    },
    scrollToPosition,
    numberedBlocks: () => numberBlocks(built.state.doc),
    focus: () => built.focus(),
    destroy: () => built.destroy(),
  }
}
