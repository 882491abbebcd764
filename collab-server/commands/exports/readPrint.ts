import {
  isRefused,
  materialShownTo,
  refused,
  type Actor,
  type FrozenVersion,
  type Material,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { draftVersion } from '../draftVersion.ts'
import { frozenVersionOf } from '../meetings/frozenVersions.ts'

/**
 * The texts of a material as they stand now, with the comments that the actor may see: those of the
 * version in work, or of the last locked one.
 */
export async function readPrint(
  context: CommandContext,
  actor: Actor,
  material: Material,
  withComments: boolean,
): Promise<FrozenVersion | Refused> {
  const shown = materialShownTo(actor, material)
  const last = material.versions.at(-1)
  const frozen =
    material.state === 'locked' && last
      ? await frozenVersionOf(context, last)
      : await draftVersion(context, actor, shown)
  if (frozen === null) return refused('version-not-found')
  if (isRefused(frozen)) return frozen
  const comments = withComments ? frozen.comments.filter(({ id }) => shown.comments.has(id)) : []
  return { ...frozen, comments: comments.map((comment) => ({ ...comment, replies: shownReplies(shown, comment) })) }
}

/** Replies of before a comment left its unit are in no version; later ones may still be hidden from somebody. */
function shownReplies(shown: Material, { id, replies }: FrozenVersion['comments'][number]) {
  const seen = new Set(shown.comments.get(id)?.replies.map((reply) => reply.id))
  return replies.filter((reply) => seen.has(reply.id))
}
