import {
  maySeeComment,
  refused,
  type Actor,
  type Material,
  type Mention,
  type PersonId,
  type Refused,
  type ReviewComment,
  type SessionId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { officePeople } from './people.ts'

/**
 * The people named in a text, if each of them may see the comment: naming somebody must not tell
 * them of what is hidden from them.
 */
export async function mentionsOf(
  context: Pick<CommandContext, 'projections'>,
  ids: readonly PersonId[],
  comment: ReviewComment,
  material: Material,
): Promise<readonly Mention[] | Refused> {
  if (ids.length === 0) return []
  const office = await officePeople(context)
  const mentions: Mention[] = []
  for (const id of new Set(ids)) {
    const person = office.person(id)
    if (!person) return refused('invalid-input', { field: 'mentions' })
    const { displayName, unitId, roles } = person
    const unitName = (unitId && office.unit(unitId)?.name) ?? null
    const reader: Actor = { personId: id, sessionId: '' as SessionId, displayName, unitId, unitName, roles }
    if (!maySeeComment(reader, comment, material)) return refused('mentioned-may-not-see', { displayName })
    mentions.push({ personId: id, displayName })
  }
  return mentions
}
