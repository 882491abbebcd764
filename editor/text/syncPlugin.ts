import type { Command, EditorState } from 'prosemirror-state'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { BodyBinding } from './bodyBinding.ts'
import { syncMetaOf } from './bodyBinding.ts'
import { isValidChange } from './isValidChange.ts'

const syncKey = new PluginKey<BodyBinding>('glosa-sync')

/** Keeps a view and the shared text of its binding the same. What may not be written does not reach the screen either. */
export const syncPlugin = (binding: BodyBinding): Plugin<BodyBinding> =>
  new Plugin<BodyBinding>({
    key: syncKey,
    state: { init: () => binding, apply: () => binding },
    filterTransaction: (tr, state) =>
      !tr.docChanged || syncMetaOf(tr) !== null || (binding.writable && isValidChange(state.doc, tr.doc)),
    view(view) {
      binding.attach(view)
      return {
        update: (changed) => binding.write(changed.state),
        destroy: () => binding.destroy(),
      }
    },
  })

/** The binding of a state; `null` in one without. */
export const bindingOf = (state: EditorState): BodyBinding | null => syncKey.getState(state) ?? null

const command =
  (direction: 'undo' | 'redo'): Command =>
  (state, dispatch) => {
    const binding = bindingOf(state)
    if (!binding?.writable) return false
    const possible = direction === 'undo' ? binding.undoManager.canUndo() : binding.undoManager.canRedo()
    return dispatch ? binding.undo(direction) : possible
  }

/** Takes back the own last change, never anybody else's. */
export const undo = command('undo')
/** Puts back what {@link undo} took away. */
export const redo = command('redo')
