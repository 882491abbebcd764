import type { Node } from 'prosemirror-model'
import type { Transaction } from 'prosemirror-state'
import { ReplaceStep, type Step } from 'prosemirror-transform'

/** How an own change belongs to what one undo takes back. */
export type UndoStep = 'goes-on' | 'begins' | 'stands-alone'

/**
 * Letters that are typed or deleted in a line go on with the ones before; a new line begins what is typed in it; what
 * is pasted, cut or dropped, a change of format and whatever a key or a rule does at once stands alone.
 */
export function undoStepOf(tr: Transaction): UndoStep {
  if (['paste', 'cut', 'drop'].includes(String(tr.getMeta('uiEvent')))) return 'stands-alone'
  if (tr.steps.every((step, index) => isInLine(step, tr.docs[index]))) return 'goes-on'
  return isSplit(tr.steps[0]) ? 'begins' : 'stands-alone'
}

function isInLine(step: Step, doc: Node | undefined): boolean {
  if (!(step instanceof ReplaceStep) || !doc) return false
  const { from, to, slice } = step
  if (slice.openStart > 0 || slice.openEnd > 0 || !doc.resolve(from).sameParent(doc.resolve(to))) return false
  return doc.resolve(from).parent.inlineContent && (slice.content.firstChild?.isInline ?? true)
}

const isSplit = (step: Step | undefined): boolean =>
  step instanceof ReplaceStep && step.from === step.to && step.slice.openStart > 0
