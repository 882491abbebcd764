import type { Command, EditorState } from 'prosemirror-state'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { BodyBinding } from './bodyBinding.ts'
import { syncMetaOf } from './bodyBinding.ts'

const syncKey = new PluginKey<BodyBinding>('glosa-sync')

/**
 * Keeps a view and the shared text of its binding the same.
 * @param mayEdit asked for every change; what it forbids does not even reach the screen
 */
export const syncPlugin = (binding: BodyBinding, mayEdit: () => boolean): Plugin<BodyBinding> =>
  new Plugin<BodyBinding>({
    key: syncKey,
    state: { init: () => binding, apply: () => binding },
    filterTransaction: (tr) => !tr.docChanged || syncMetaOf(tr) !== null || (mayEdit() && !binding.problem),
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
    if (!binding || binding.problem) return false
    const possible = direction === 'undo' ? binding.undoManager.canUndo() : binding.undoManager.canRedo()
    return dispatch ? binding.undo(direction) : possible
  }

/** Takes back the own last change, never anybody else's. */
export const undo = command('undo')
/** Puts back what {@link undo} took away. */
export const redo = command('redo')
