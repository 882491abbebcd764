import { anchorOf, bodyFragment, BodyIndex, resolveAnchors } from '@glosa/domain/body'
import { opaqueIdFrom } from '@glosa/domain/model'
import type { BodyId, CommentAnchor } from '@glosa/domain/model'
import type { Transaction } from 'prosemirror-state'
import * as Y from 'yjs'
import { createBodyEditor } from './bodyEditor.ts'
import type { BodyEditor } from './bodyEditor.ts'
import { rangeOfComment } from './commentDecorations.ts'
import type { BodyComment } from './drawComment.ts'
import type { AnchorRepair } from './repairAnchors.ts'

/** The text that the comment of a desk is in. */
export const bodyId = opaqueIdFrom<BodyId>(new Uint8Array(40).fill(1))
/** The words that it is about. */
export const quote = 'brown fox'

/** For tests: an editor at work on a text with one comment on "brown fox". Frames pass when they are told to. */
export class CommentDesk {
  readonly ydoc = new Y.Doc()
  readonly editor: BodyEditor
  readonly repairs: AnchorRepair[] = []
  gone: readonly string[] = []
  comment: BodyComment
  #frames: (() => void)[] = []

  constructor(content: Uint8Array, clientId: number, editable = true, proposedWording: string | null = null) {
    Y.applyUpdate(this.ydoc, content)
    this.ydoc.clientID = clientId
    this.comment = { id: 'c1', anchor: anchorIn(this.ydoc), className: '', proposedWording }
    this.editor = createBodyEditor({
      mount: document.body.appendChild(document.createElement('div')),
      ydoc: this.ydoc,
      bodyId,
      bodySequence: () => 7,
      awareness: null,
      editable,
      comments: [this.comment],
      ariaLabel: 'Důvodová zpráva',
      frames: (run) => {
        this.#frames.push(run)
        return () => {
          this.#frames = this.#frames.filter((frame) => frame !== run)
        }
      },
      callbacks: {
        onGone: (gone) => {
          this.gone = gone
        },
        onRepair: (repairs) => this.repairs.push(...repairs),
      },
    })
  }

  destroy() {
    this.editor.destroy()
  }

  /** Lets what waits for the end of the task and for the next frame happen. */
  async settle() {
    await Promise.resolve()
    for (const frame of this.#frames.splice(0)) frame()
    await Promise.resolve()
    for (const frame of this.#frames.splice(0)) frame()
  }

  /** Edits, told where the words of the comment are. */
  do(edit: (tr: Transaction, from: number, to: number) => Transaction) {
    const { view } = this.editor
    const from = this.find(quote)
    view.dispatch(edit(view.state.tr, from, from + quote.length))
  }

  /** The words the comment is drawn on. */
  get shown(): string | null {
    const range = rangeOfComment(this.editor.view.state, 'c1')
    return range ? this.editor.view.state.doc.textBetween(range.from, range.to, '\n') : null
  }

  /** The anchor as the server has it after repairs. */
  get anchor(): CommentAnchor {
    return this.repairs.at(-1)?.anchor ?? this.comment.anchor
  }

  /** What somebody who only has the shared text and the anchor sees. */
  get shownElsewhere(): string | null {
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(this.ydoc))
    const index = new BodyIndex(bodyFragment(ydoc))
    const [range] = resolveAnchors(ydoc, [this.anchor], index)
    return !range || range === 'gone' ? null : index.text(range.from, range.to)
  }

  /** Where the words first stand in the text; -1 when they do not. */
  find(words: string): number {
    let found = -1
    this.editor.view.state.doc.descendants((node, pos) => {
      const at = node.isText ? (node.text ?? '').indexOf(words) : -1
      if (found < 0 && at >= 0) found = pos + at
    })
    return found
  }
}

function anchorIn(ydoc: Y.Doc): CommentAnchor {
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const start = plain.text.indexOf(quote)
  const range = { from: plain.positionOf(start), to: plain.positionOf(start + quote.length) }
  const anchor = anchorOf(index, bodyId, range, 1)
  if (!anchor) throw new Error('no anchor')
  return anchor
}
