import type { Material, Part, ReviewComment } from './material.ts'
import type { Actor } from './people.ts'
import { mayAct } from './policy.ts'
import { searchPlaceOf } from './searchEntries.ts'
import { commentShownTo } from './visibility.ts'

/** What a person may see of something that was found in a material. */
export interface ShownFinding {
  readonly part: Part | null
  readonly comment: ReviewComment | null
}

/**
 * Whether the actor may see, now, what was found; `null` when not, or when it is no longer there. The same
 * decision as everywhere else: the index itself knows nothing of it.
 */
export function findingShownTo(actor: Actor, id: string, material: Material): ShownFinding | null {
  const place = searchPlaceOf(id)
  if (!place || mayAct(actor, 'read', material) !== true) return null
  if (place.of === 'material') return { part: null, comment: null }
  if (place.of === 'part') {
    const part = material.parts.find((each) => each.id === place.partId)
    return part ? { part, comment: null } : null
  }
  const whole = material.comments.get(place.commentId)
  const comment = whole && !whole.withdrawn ? commentShownTo(actor, whole, material) : null
  if (!comment) return null
  const isThere =
    place.of === 'comment' ||
    (place.of === 'settlement' ? comment.settled !== null : comment.replies.some((each) => each.id === place.replyId))
  return isThere ? { part: partOf(comment, material), comment } : null
}

const partOf = ({ place }: ReviewComment, { parts }: Material): Part | null =>
  place.at === 'material' ? null : (parts.find(({ id }) => id === place.partId) ?? null)
