import { isAsked, runningRoute, stepsFor } from './approvals.ts'
import { isJudge, openDisputes } from './disputes.ts'
import { currentRound, type Material, type ParticipantRight } from './material.ts'
import { headshipOf, unitsOf, type Actor, type Role } from './people.ts'
import { refused, type Refused } from './refusals.ts'
import type { ReviewRound } from './reviewRound.ts'

/** What a person may ask of a material. One table, asked by the server for every command, read and open connection. */
export const actions = [
  'read',
  'edit-body',
  'edit-details',
  'invite',
  'hand-over',
  'give-identifiers',
  'plan-round',
  'open-round',
  'change-round',
  'close-round',
  'finish-review',
  'lodge-comment',
  'lodge-late',
  'answer-for-unit',
  'admit-late',
  'link-comments',
  'note-privately',
  'reply',
  'repair-anchors',
  'settle',
  'release-settlements',
  'react',
  'discuss-dispute',
  'decide-dispute',
  'start-approval',
  'approve',
  'lock',
  'start-version',
  'download-version',
  'see-history',
  'retry-delivery',
  'order-seal',
  'add-signed-copy',
  'publish',
  'withdraw-publication',
] as const
export type Action = (typeof actions)[number]

/** How a person stands to a material, from the closest to the farthest. */
export const relations = ['drafter', 'editor', 'commenter', 'reader', 'office', 'stranger'] as const
export type Relation = (typeof relations)[number]

const officeRoles: readonly Role[] = ['secretary', 'records-manager']

/**
 * How the actor stands to the material: its drafter; invited with a right (the widest one counts),
 * personally or through a unit of theirs; member of the lead unit (may edit); secretary or records
 * manager; or a stranger. An administrator is a stranger: running the software gives no right to
 * read the office's drafts. Council members read (and comment) what is in review or locked, the
 * non-public only locked. What is open to the whole office is read by everybody once it left the draft.
 */
export function relationOf(actor: Actor, material: Material): Relation {
  if (material.drafter.personId === actor.personId) return 'drafter'
  const rights = invitedRights(actor, material)
  if (rights.has('edit') || isOfLeadUnit(actor, material)) return 'editor'
  if (material.sponsor?.personId === actor.personId) return 'commenter'
  if (rights.has('comment')) return 'commenter'
  if (isOfCouncil(actor, material)) return material.state === 'in-review' ? 'commenter' : 'reader'
  if (rights.has('read') || isAskedToDecide(actor, material)) return 'reader'
  if (actor.roles.some((role) => officeRoles.includes(role))) return 'office'
  return material.access === 'office' && material.state !== 'draft' ? 'reader' : 'stranger'
}

/** Whether the actor approves the material or decides its disputes: they must know what they decide on. */
const isAskedToDecide = (actor: Actor, material: Material): boolean =>
  isAsked(actor, material) || isJudge(actor, material)

function invitedRights(actor: Actor, material: Material): ReadonlySet<ParticipantRight> {
  const units = unitsOf(actor)
  const rights = new Set<ParticipantRight>()
  for (const invitation of material.invitations) {
    const isInvited =
      'unitId' in invitation ? units.includes(invitation.unitId) : invitation.personId === actor.personId
    if (isInvited) rights.add(invitation.right)
  }
  return rights
}

const isOfLeadUnit = (actor: Actor, { leadUnitId }: Material): boolean =>
  leadUnitId !== null && unitsOf(actor).includes(leadUnitId)

const isOfCouncil = (actor: Actor, { state, access }: Material): boolean =>
  actor.roles.includes('council-member') && state !== 'draft' && (access !== 'non-public' || state === 'locked')

/** The circles of people around a material, from the narrowest; each hears what the wider ones hear. */
export type Circle = 'participant' | 'office' | 'council'

/**
 * The circle the actor is in: `participant` who writes, is answerable, was invited or keeps the
 * office's papers; `office` who reads because the whole office does; `council` who reads as a member
 * of the council only. `null` for a stranger.
 */
export function circleOf(actor: Actor, material: Material): Circle | null {
  const relation = relationOf(actor, material)
  if (relation === 'stranger') return null
  if (relation === 'drafter' || relation === 'editor' || relation === 'office') return 'participant'
  if (material.sponsor?.personId === actor.personId || invitedRights(actor, material).size > 0) return 'participant'
  if (actor.roles.some((role) => officeRoles.includes(role))) return 'participant'
  if (isAskedToDecide(actor, material)) return 'participant'
  return material.access === 'office' && actor.unitId !== null ? 'office' : 'council'
}

/** Whether the actor works on the answers: the drafter and their unit, the sponsor, a secretary. They see comments as they come. */
export const settlesIn = (actor: Actor, material: Material): boolean =>
  material.drafter.personId === actor.personId ||
  material.sponsor?.personId === actor.personId ||
  isOfLeadUnit(actor, material) ||
  actor.roles.includes('secretary')

/**
 * How the actor may take part in a round: `person` asked by name or entitled anyway (drafter, lead
 * unit, sponsor, council), `unit` asked through a unit, `null` not at all.
 */
export function standingIn(actor: Actor, material: Material, round: ReviewRound): 'person' | 'unit' | null {
  if (round.invited.some((each) => 'personId' in each && each.personId === actor.personId)) return 'person'
  const units = unitsOf(actor)
  if (round.invited.some((each) => 'unitId' in each && units.includes(each.unitId))) return 'unit'
  const isEntitled =
    material.drafter.personId === actor.personId ||
    material.sponsor?.personId === actor.personId ||
    isOfLeadUnit(actor, material) ||
    isOfCouncil(actor, material)
  return isEntitled ? 'person' : null
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
  'hand-over': unlocked(
    (actor, relation, { drafter }) =>
      relation === 'drafter' ||
      actor.roles.includes('secretary') ||
      (drafter.unitId !== null && headshipOf(actor, drafter.unitId) !== null) ||
      refused('not-permitted'),
  ),
  'give-identifiers': withRole('records-manager', 'secretary'),
  'plan-round': unlocked(
    (actor, relation) => relation === 'drafter' || actor.roles.includes('secretary') || refused('not-permitted'),
  ),
  'open-round': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter') return refused('not-permitted')
    return material.state !== 'in-review' || refused('round-still-open')
  },
  'change-round': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && !actor.roles.includes('secretary')) return refused('not-permitted')
    return material.rounds.some(({ state }) => state !== 'closed') || refused('round-not-open')
  },
  'close-round': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && !actor.roles.includes('secretary')) return refused('not-permitted')
    return currentRound(material)?.state === 'open' || refused('round-not-open')
  },
  'finish-review': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'editor' && relation !== 'commenter') return refused('not-permitted')
    const round = currentRound(material)
    if (round?.state !== 'open') return refused('round-not-open')
    const standing = standingIn(actor, material, round)
    if (standing === null) return refused('not-asked')
    return standing === 'person' || round.consolidation === 'direct' || refused('through-the-head')
  },
  'lodge-comment': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && relation !== 'editor' && relation !== 'commenter') return refused('not-permitted')
    const round = currentRound(material)
    if (round?.state !== 'open') return refused('round-not-open')
    return standingIn(actor, material, round) !== null || refused('not-asked')
  },
  'lodge-late': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter' && relation !== 'editor' && relation !== 'commenter') return refused('not-permitted')
    const round = currentRound(material)
    if (!round) return refused('round-not-open')
    return standingIn(actor, material, round) !== null || refused('not-asked')
  },
  'answer-for-unit': (actor, _relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    const round = currentRound(material)
    if (!round) return refused('round-not-open')
    const leads = round.invited.some((each) => 'unitId' in each && headshipOf(actor, each.unitId) !== null)
    return leads || refused('not-permitted')
  },
  'admit-late': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter') return refused('not-permitted')
    return currentRound(material) !== null || refused('round-not-open')
  },
  'link-comments': (_actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (relation !== 'drafter') return refused('not-permitted')
    return currentRound(material) !== null || refused('round-not-open')
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
  'release-settlements': (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    const isSponsor = material.sponsor?.personId === actor.personId
    return relation === 'drafter' || isSponsor || refused('not-permitted')
  },
  // Who speaks for the body that lodged a comment is asked of the comment.
  react: unlocked(may('drafter', 'editor', 'commenter', 'reader', 'office')),
  'discuss-dispute': unlocked(
    (_actor, _relation, material) => openDisputes(material).length > 0 || refused('dispute-ended'),
  ),
  'decide-dispute': unlocked((actor, _relation, material) => {
    if (openDisputes(material).length === 0) return refused('dispute-ended')
    return isJudge(actor, material) || refused('not-competent')
  }),
  'start-approval': unlocked(
    (actor, relation) => relation === 'drafter' || actor.roles.includes('secretary') || refused('not-permitted'),
  ),
  approve: unlocked((actor, _relation, material) => {
    if (!runningRoute(material)) return refused('approval-not-running')
    return stepsFor(actor, material).length > 0 || refused('approval-not-asked')
  }),
  lock: (actor, relation, material) => {
    if (material.state === 'locked') return refused('material-locked')
    if (!actor.roles.includes('secretary') || relation === 'stranger') return refused('not-permitted')
    if (material.state === 'draft') return refused('round-not-open')
    return currentRound(material)?.state !== 'open' || refused('round-still-open')
  },
  'start-version': (actor, relation, material) => {
    if (material.state !== 'locked') return refused('material-not-locked')
    return relation === 'drafter' || actor.roles.includes('secretary') || refused('not-permitted')
  },
  'download-version': may('drafter', 'editor', 'commenter', 'reader', 'office'),
  'see-history': may('drafter', 'editor', 'commenter', 'reader', 'office'),
  'retry-delivery': withRole('records-manager'),
  'order-seal': withRole('records-manager', 'secretary'),
  'add-signed-copy': (actor, relation, material) =>
    relation === 'drafter' ||
    material.sponsor?.personId === actor.personId ||
    actor.roles.some((role) => officeRoles.includes(role)) ||
    refused('not-permitted'),
  publish: (actor, _relation, material) => {
    if (!actor.roles.includes('secretary')) return refused('not-permitted')
    if (material.access === 'non-public') return refused('material-non-public')
    return material.state !== 'draft' || material.versions.length > 0 || refused('material-still-draft')
  },
  'withdraw-publication': withRole('secretary'),
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

/** Whether everybody may see what was published of the material. Non-public ones never, whatever was decided before. */
export const isPublic = (material: Pick<Material, 'publication' | 'access'>): boolean =>
  material.publication.published !== null && material.access !== 'non-public'

/** Whether the actor looks after the deliveries of the whole office. */
export const mayKeepRecords = (actor: Pick<Actor, 'roles'>): true | Refused =>
  actor.roles.includes('records-manager') || refused('not-permitted')

/** Whether the actor may have versions sealed with the seal of the office. */
export const mayKeepSeals = (actor: Pick<Actor, 'roles'>): true | Refused =>
  actor.roles.some((role) => officeRoles.includes(role)) || refused('not-permitted')

/** Roles that are told how the office's seal stands. */
export const sealKeepingRoles = ['administrator', 'records-manager'] as const

/** Whether the actor looks after the seal of the office itself: its certificate and its end. */
export const mayLookAfterSeal = (actor: Pick<Actor, 'roles'>): true | Refused =>
  sealKeepingRoles.some((role) => actor.roles.includes(role)) || refused('not-permitted')

/** Whether the actor may found a material at all. */
export const mayCreateMaterial = (actor: Actor): true | Refused =>
  actor.roles.includes('drafter') || refused('not-permitted')

/** Whether the actor may run the software: sessions of others, rules of signing in, the audit log. No right to read drafts. */
export const mayAdminister = (actor: Actor): true | Refused =>
  actor.roles.includes('administrator') || refused('not-permitted')
