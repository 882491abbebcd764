import { plainText } from '@glosa/domain/body'
import { EditorState, TextSelection } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import * as Y from 'yjs'
import { BodyBinding } from './bodyBinding.ts'
import { syncPlugin } from './syncPlugin.ts'
import { tablePlugin } from './tablePlugin.ts'

/** For tests, somebody at work: a shared text, a view of it, and a wire that carries nothing until told. */
export class SyncDesk {
  readonly ydoc = new Y.Doc()
  readonly view: EditorView
  readonly binding: BodyBinding
  readonly outgoing: Uint8Array[] = []
  readonly problems: unknown[] = []

  constructor(clientId: number, content: Uint8Array) {
    Y.applyUpdate(this.ydoc, content)
    this.ydoc.clientID = clientId
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') this.outgoing.push(update)
    })
    this.binding = new BodyBinding(
      this.ydoc,
      () => () => {},
      () => () => {},
      () => true,
      (problem) => this.problems.push(problem),
    )
    this.view = new EditorView(null, {
      state: EditorState.create({ doc: this.binding.doc, plugins: [syncPlugin(this.binding), tablePlugin()] }),
    })
  }

  receive(update: Uint8Array) {
    Y.applyUpdate(this.ydoc, update, 'wire')
  }

  get text() {
    return plainText(this.view.state.doc)
  }

  type(letters: string, at = this.view.state.selection.head) {
    this.select(at)
    for (const letter of letters) this.view.dispatch(this.view.state.tr.insertText(letter))
  }

  do(command: Command) {
    return command(this.view.state, this.view.dispatch, this.view)
  }

  select(from: number, to = from) {
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.create(this.view.state.doc, from, to)))
  }

  destroy() {
    this.view.destroy()
    this.ydoc.destroy()
  }
}
