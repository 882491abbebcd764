import type { PassageRange } from '@glosa/domain/body'
import type { CommentAnchor } from '@glosa/domain/model'
import { Decoration } from 'prosemirror-view'

/** A comment as the text shows it. */
export interface BodyComment {
  readonly id: string
  readonly anchor: CommentAnchor
  /** Class beside `comment`, such as the kind or "settled"; `''` for none. */
  readonly className: string
  /** Drawn as a change of the words; `null` draws none. */
  readonly proposedWording: string | null
}

/** Marks the words of a comment, with the change that it proposes. */
export function drawComment(
  comment: BodyComment,
  { from, to }: PassageRange,
  { active, visible }: { readonly active: boolean; readonly visible: boolean },
): Decoration[] {
  const { id, proposedWording } = comment
  const classes = ['comment', comment.className, active ? 'is-active' : '']
  const attrs: Record<string, string> = {
    nodeName: 'mark',
    class: classes.filter(Boolean).join(' '),
    'data-comment': id,
  }
  if (visible) attrs['aria-details'] = commentCardId(id)
  const drawn = [Decoration.inline(from, to, attrs, { comment: id })]
  if (proposedWording === null) return drawn
  drawn.push(Decoration.inline(from, to, { nodeName: 'del', class: 'proposed-deletion' }, { comment: id }))
  if (proposedWording !== '') {
    const spec = { comment: id, key: `${id} ${active} ${proposedWording}`, side: -1, ignoreSelection: true }
    drawn.push(Decoration.widget(to, () => proposal(proposedWording, active), spec))
  }
  return drawn
}

function proposal(wording: string, active: boolean): HTMLElement {
  const element = document.createElement('ins')
  element.className = active ? 'proposed-wording is-active' : 'proposed-wording'
  element.contentEditable = 'false'
  element.textContent = wording
  return element
}

/** Id of the element that describes a comment, for `aria-details`. */
const commentCardId = (id: string) => `comment-${id}`
