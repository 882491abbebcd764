import { Plugin, TextSelection } from 'prosemirror-state'

/**
 * Puts the caret behind a letter that was typed at it. For the first letter of an empty line Chromium at times still
 * tells the caret before the letter when the letter is read from the page, and the next one would go before it.
 */
export const caretBehindLetter = (): Plugin =>
  new Plugin({
    props: {
      handleTextInput(view, from, to, text, asRead) {
        const { selection } = view.state
        if (view.composing || from !== to || !selection.empty || selection.head !== from) return false
        const tr = asRead()
        if (!tr.selection.empty || tr.selection.head !== from) return false
        view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + text.length)))
        return true
      },
    },
  })
