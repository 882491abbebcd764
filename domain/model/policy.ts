import { currentRound, type Material, type ParticipantRight, type ReviewComment } from './material.ts'
import type { Actor, Role } from './people.ts'
import { refused, type Refused } from './refusals.ts'
import type { MaterialEvent, MaterialRecord } from './events.ts'

/** What a person may ask of a material. One table, asked by the server for every command, read and open connection. */
export const actions = [
  'read',
  'edit-body',
  'edit-details',
  'invite',
  'open-round',
  'close-round',
  'finish-review',
  'lodge-comment',
  'note-privately',
  'reply',
  'repair-anchors',
  'settle',
  'lock',
  'download-version',
  'see-history',
  'retry-delivery',
] as const
export type Action = (typeof actions)[number]

/** How a person stands to a material, from the closest to the farthest. */
export const relations = ['drafter', 'editor', 'commenter', 'reader', 'office', 'stranger'] as const
export type Relation = (typeof relations)[number]

const officeRoles: readonly Role[] = ['secretary', 'records-manager']

/**
 * How the actor stands to the material: its drafter; invited with a right (the widest one counts);
 * member of the lead unit (may edit); secretary or records manager; or a stranger. An
 * administrator is a stranger: running the software gives no right to read the office's drafts.
 * Council members read (and comment) what is in review or locked.
 */
export function relationOf(actor: Actor, material: Material): Relation {
  if (material.drafter.personId === actor.personId) return 'drafter'
  const rights = new Set<ParticipantRight>()
  for (const invitation of material.invitations) {
    const invited = 'unitId' in invitation ? invitation.unitId === actor.unitId : invitation.personId === actor.personId
    if (invited) rights.add(invitation.right)
  }
  if (rights.has('edit') || (material.leadUnitId !== null && material.leadUnitId === actor.unitId)) return 'editor'
  if (material.sponsor?.personId === actor.personId) return 'commenter'
  if (rights.has('comment')) return 'commenter'
  if (actor.roles.includes('council-member') && material.state !== 'draft') {
    return material.state === 'in-review' ? 'commenter' : 'reader'
  }
  if (rights.has('read')) return 'reader'
  if (actor.roles.some((role) => officeRoles.includes(role))) return 'office'
  return 'stranger'
}

type Rule = (actor: Actor, relation: Relation, material: Material) => true | Refused

const may =
  (...allowed: Relation[]): Rule =>
  (_actor, relation) =>
    allowed.includes(relation) || refused('not-permitted')

const unlocked =
  (rule: Rule): Rule =>
  (actor, relation, material) =>
    material.state === 'locked' ? refused('material-locked') : rule(actor, relation, material)

const withRole =
  (...roles: Role[]): Rule =>
  (actor) =>
    actor.roles.some((role) => roles.includes(role)) || refused('not-permitted')

const rules: Readonly<Record<Action, Rule>> = {
  read: may('drafter', 'editor', 'commenter', 'reader', 'office'),
  'edit-body': unlocked(may('drafter', 'editor')),
  'edit-details': unlocked(may('drafter')),
  invite: unlocked(
    (actor, relation) => relation === 'drafter' || actor.roles.includes('secretary') || refused('not-permitted'),
  ),
  'open-round': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter') return refused('not-permitted')
    return material.state === 'draft' || refused('material-not-in-draft')
  },
  'close-round': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && !actor.roles.includes('secretary')) return refused('not-permitted')
    return currentRound(material)?.state === 'open' || refused('round-not-open')
  },
  'finish-review': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'editor' && relation !== 'commenter') return refused('not-permitted')
    return currentRound(material)?.state === 'open' || refused('round-not-open')
  },
  'lodge-comment': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && relation !== 'editor' && relation !== 'commenter') return refused('not-permitted')
    return currentRound(material)?.state === 'open' || refused('round-not-open')
  },
  'note-privately': unlocked(may('drafter', 'editor', 'commenter', 'reader', 'office')),
  reply: unlocked(
    (actor, relation) =>
      ['drafter', 'editor', 'commenter'].includes(relation) ||
      actor.roles.includes('secretary') ||
      refused('not-permitted'),
  ),
  'repair-anchors': unlocked(may('drafter', 'editor')),
  settle: (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter') return refused('not-permitted')
    return material.rounds.length > 0 || refused('round-not-open')
  },
  lock: (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (!actor.roles.includes('secretary') || relation === 'stranger') return refused('not-permitted')
    if (material.state === 'draft') return refused('round-not-open')
    return currentRound(material)?.state !== 'open' || refused('round-still-open')
  },
  'download-version': may('drafter', 'editor', 'commenter', 'reader', 'office'),
  'see-history': may('drafter', 'editor', 'commenter', 'reader', 'office'),
  'retry-delivery': withRole('records-manager'),
}

/**
 * Whether the actor may do this to the material now. What a stranger may not read does not
 * exist for them: the answer is `not-found`, for every action.
 */
export function mayAct(actor: Actor, action: Action, material: Material): true | Refused {
  const relation = relationOf(actor, material)
  if (relation === 'stranger') return refused('not-found')
  return rules[action](actor, relation, material)
}

/** Whether the actor may found a material at all. */
export const mayCreateMaterial = (actor: Actor): true | Refused =>
  actor.roles.includes('drafter') || refused('not-permitted')

/** Whether the actor may run the software: sessions of others, rules of signing in, the audit log. No right to read drafts. */
export const mayAdminister = (actor: Actor): true | Refused =>
  actor.roles.includes('administrator') || refused('not-permitted')

/** Whether the actor may see this comment; the highlight in the text counts as the comment. */
export const maySeeComment = (
  actor: Pick<Actor, 'personId'>,
  comment: Pick<ReviewComment, 'by' | 'visibility'>,
): boolean => comment.visibility !== 'private' || comment.by.personId === actor.personId

type Shown = Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>

/**
 * The part of a record that the actor may see; events about comments hidden from them are left
 * out. `null` when nothing is left.
 * @param material the material after the record, with every comment
 */
export function recordShownTo(actor: Pick<Actor, 'personId'>, record: Shown, material: Material): Shown | null {
  const shown = (id: ReviewComment['id']) => {
    const comment = material.comments.get(id)
    return comment !== undefined && maySeeComment(actor, comment)
  }
  const events = record.events.flatMap((event): readonly MaterialEvent[] => {
    if (event.type === 'anchors-repaired') {
      const anchors = event.anchors.filter((anchor) => shown(anchor.commentId))
      return anchors.length > 0 ? [{ ...event, anchors }] : []
    }
    return !('commentId' in event) || shown(event.commentId) ? [event] : []
  })
  if (events.length === 0) return null
  const { sequence, at, by } = record
  return { sequence, at, by, events }
}
