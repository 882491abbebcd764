import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'
import type { BodyBinding } from './bodyBinding.ts'
import { syncMetaOf } from './bodyBinding.ts'
import type { Frames } from './frames.ts'
import { absoluteOf, decodeRelative, encodeRelative, relativeAt } from './keepCaret.ts'
import { takeSelection } from './takeSelection.ts'

const caretKey = new PluginKey<DecorationSet>('glosa-carets')

/** Milliseconds between two reports of the own caret. */
const publishPause = 100
/** Number of caret colours in the style sheet. */
const colours = 8

/** Name of the awareness field with the own caret: `{anchor, head}`, encoded relative positions, or `null`. */
export const caretField = 'caret'

/**
 * Shows where other people are in the text, and tells them where this person is. The name comes from
 * the field `person`, which the server stamps from the session.
 */
export function caretPlugin(binding: BodyBinding, awareness: Awareness, frames: Frames): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: caretKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set, _old, state) => {
        if (tr.getMeta(caretKey) || (syncMetaOf(tr) && tr.docChanged)) return drawCarets(state, binding, awareness)
        return tr.docChanged ? set.map(tr.mapping, tr.doc) : set
      },
    },
    props: { decorations: (state) => caretKey.getState(state) },
    view: (view) => new CaretWire(view, binding, awareness, frames),
  })
}

class CaretWire {
  readonly #view: EditorView
  readonly #binding: BodyBinding
  readonly #awareness: Awareness
  readonly #frames: Frames
  #cancelFrame: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #published = ''

  constructor(view: EditorView, binding: BodyBinding, awareness: Awareness, frames: Frames) {
    this.#view = view
    this.#binding = binding
    this.#awareness = awareness
    this.#frames = frames
    awareness.on('change', this.#onChange)
    if (awareness.getStates().size > 1) this.#onChange({ added: [], updated: [], removed: [-1] })
  }

  update(view: EditorView, previous: EditorState) {
    if (!view.editable) return this.#publish(null)
    if (!view.hasFocus() || (view.state.selection.eq(previous.selection) && view.state.doc === previous.doc)) return
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#publishSelection()
    }, publishPause)
  }

  destroy() {
    this.#cancelFrame?.()
    if (this.#timer) clearTimeout(this.#timer)
    this.#awareness.off('change', this.#onChange)
    this.#publish(null)
  }

  #publishSelection() {
    const { anchor, head } = this.#view.state.selection
    const from = relativeAt(this.#binding.index, anchor)
    const to = anchor === head ? from : relativeAt(this.#binding.index, head)
    this.#publish(from && to && { anchor: encodeRelative(from), head: encodeRelative(to) })
  }

  #publish(caret: { readonly anchor: string; readonly head: string } | null) {
    const text = JSON.stringify(caret)
    if (text === this.#published || (caret === null && this.#published === '')) return
    this.#published = text
    this.#awareness.setLocalStateField(caretField, caret)
  }

  readonly #onChange = (change: { added: number[]; updated: number[]; removed: number[] }) => {
    const others = [...change.added, ...change.updated, ...change.removed]
    if (others.every((id) => id === this.#awareness.clientID)) return
    this.#cancelFrame ??= this.#frames(() => {
      this.#cancelFrame = null
      if (this.#view.isDestroyed) return
      takeSelection(this.#view)
      this.#view.dispatch(this.#view.state.tr.setMeta(caretKey, true))
    })
  }
}

function drawCarets(state: EditorState, binding: BodyBinding, awareness: Awareness): DecorationSet {
  const drawn: Decoration[] = []
  for (const [clientId, shown] of awareness.getStates()) {
    const caret: unknown = clientId === awareness.clientID ? null : shown[caretField]
    if (typeof caret !== 'object' || caret === null || !('anchor' in caret) || !('head' in caret)) continue
    const anchor = placed(binding, caret.anchor, state)
    const head = placed(binding, caret.head, state)
    if (anchor === null || head === null) continue
    const name = nameOf(shown['person'])
    const colour = `caret-colour-${clientId % colours}`
    drawn.push(
      Decoration.widget(head, () => caretElement(name, colour), { key: `caret-${clientId}-${name}`, side: 10 }),
    )
    if (anchor !== head) {
      const range = { class: `other-selection ${colour}` }
      drawn.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), range))
    }
  }
  return DecorationSet.create(state.doc, drawn)
}

function placed(binding: BodyBinding, encoded: unknown, state: EditorState): number | null {
  const relative = decodeRelative(encoded)
  const pos = relative && absoluteOf(binding.mirror, binding.index, relative)
  return pos === null || pos > state.doc.content.size ? null : pos
}

const nameOf = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'displayName' in person && typeof person.displayName === 'string'
    ? person.displayName.slice(0, 80)
    : ''

function caretElement(name: string, colour: string): HTMLElement {
  const caret = document.createElement('span')
  caret.className = `other-caret ${colour}`
  caret.setAttribute('aria-hidden', 'true')
  const label = document.createElement('span')
  label.className = 'other-caret-name'
  label.textContent = name
  // Word joiners keep the label from being a place to break the line.
  caret.append('\u2060', label, '\u2060')
  return caret
}
