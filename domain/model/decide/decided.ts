import type { MaterialEvent } from '../events.ts'
import type { CommentId } from '../ids.ts'
import type { Material, ReviewComment } from '../material.ts'
import type { Actor } from '../people.ts'
import { refused, type Refused } from '../refusals.ts'
import { maySeeComment } from '../visibility.ts'

/** What a command leads to: the events to append, or a refusal. */
export type Decided = readonly MaterialEvent[] | Refused

/** The comment, if the actor may see it; what they may not see does not exist for them. */
export function visibleComment(actor: Actor, material: Material, commentId: CommentId): ReviewComment | Refused {
  const comment = material.comments.get(commentId)
  return comment && maySeeComment(actor, comment, material) ? comment : refused('comment-not-found')
}
