import { decisionShownTo, disputesShown } from './decisionShown.ts'
import type { MaterialEvent, MaterialRecord } from './events.ts'
import type { CommentId, UnitId } from './ids.ts'
import { versionInWork, type Material, type ReviewComment, type Visibility } from './material.ts'
import { unitsOf, type Actor } from './people.ts'
import { circleOf, relationOf, settlesIn, type Circle } from './policy.ts'
import { maySeeHeld, withoutHeld } from './settlements.ts'

/**
 * Whether the actor may see this comment now; the highlight in the text and the count count as the
 * comment. The only place that decides it, asked for every recipient in every channel:
 * views, lists, counts, announcements, history, search, notices, exports.
 */
export const maySeeComment = (actor: Actor, comment: ReviewComment, material: Material): boolean =>
  maySeeAt(actor, comment, comment.visibility, material)

/** What the policy says of one person at one material, whatever the comment. */
interface Onlooker {
  readonly isStranger: boolean
  readonly settles: boolean
  /** Settlements in preparation. */
  readonly seesHeld: boolean
  readonly circle: Circle | null
  readonly units: ReadonlySet<UnitId>
}

/**
 * Kept for as long as both are: a list or an announcement asks for hundreds of comments, for each of
 * hundreds of people. Neither an actor nor a material ever changes.
 */
const onlookers = new WeakMap<Material, WeakMap<Actor, Onlooker>>()

function onlookerOf(actor: Actor, material: Material): Onlooker {
  let ofMaterial = onlookers.get(material)
  if (!ofMaterial) onlookers.set(material, (ofMaterial = new WeakMap()))
  const known = ofMaterial.get(actor)
  if (known) return known
  const onlooker: Onlooker = {
    isStranger: relationOf(actor, material) === 'stranger',
    settles: settlesIn(actor, material),
    seesHeld: maySeeHeld(actor, material),
    circle: circleOf(actor, material),
    units: new Set(unitsOf(actor)),
  }
  ofMaterial.set(actor, onlooker)
  return onlooker
}

/** The same for a comment as it was when it had this visibility: a draft stays inside after it was sent. */
function maySeeAt(actor: Actor, comment: ReviewComment, visibility: Visibility, material: Material): boolean {
  if (visibility === 'private') return comment.by.personId === actor.personId
  const { isStranger, settles, circle, units } = onlookerOf(actor, material)
  const isOwn = comment.by.personId === actor.personId
  const isOfUnit = comment.unitId !== null && units.has(comment.unitId)
  if (isOwn || isOfUnit) return !isStranger
  if (visibility === 'unit') return false
  if (!isDisclosed(comment, material) && !settles) return false
  // A locked version is one piece: whoever may read it reads the comments that are in it.
  if (circle !== null && comment.version < versionInWork(material) && isInVersion(comment)) return true
  switch (visibility) {
    case 'participants':
      return circle === 'participant'
    case 'office':
      return circle === 'participant' || circle === 'office'
    case 'council':
      return circle !== null
  }
}

/** Whether others than its unit and those who settle may see it: not before the deadline of a closed round, nor a late one before it is admitted. */
function isDisclosed(comment: ReviewComment, material: Material): boolean {
  if (comment.late && comment.late.decision?.admitted !== true) return false
  const round = material.rounds.find(({ id }) => id === comment.roundId)
  return !round || round.disclosure === 'at-once' || round.disclosedAt !== null
}

const isInVersion = (comment: ReviewComment): boolean =>
  !comment.withdrawn && (comment.late === null || comment.late.decision?.admitted === true)

/**
 * A comment as the actor may see it: without replies from before it left its unit, without links to
 * hidden comments, without a settlement in preparation. `null` when they may not see it.
 */
export function commentShownTo(actor: Actor, comment: ReviewComment, material: Material): ReviewComment | null {
  if (!maySeeComment(actor, comment, material)) return null
  const shown = (id: CommentId) => isShown(actor, material, id)
  let next = withoutHeld(actor, material, comment)
  if (next.duplicateOf && !shown(next.duplicateOf)) next = { ...next, duplicateOf: null }
  if (next.unitSet?.state === 'merged' && !shown(next.unitSet.into)) next = { ...next, unitSet: null }
  const replies = next.replies.filter((reply) => maySeeAt(actor, comment, reply.visibility, material))
  if (replies.length < next.replies.length) next = { ...next, replies }
  if (next.settled?.servedBy && !shown(next.settled.servedBy)) {
    next = { ...next, settled: { ...next.settled, servedBy: null } }
  }
  return next
}

const isShown = (actor: Actor, material: Material, id: CommentId): boolean => {
  const comment = material.comments.get(id)
  return comment !== undefined && maySeeComment(actor, comment, material)
}

/** The material as the actor may see it: only their comments, disputes over them, and nothing in preparation. */
export function materialShownTo(actor: Actor, material: Material): Material {
  const comments = new Map<CommentId, ReviewComment>()
  for (const comment of material.comments.values()) {
    const shown = commentShownTo(actor, comment, material)
    if (shown) comments.set(shown.id, shown)
  }
  return { ...material, comments, disputes: disputesShown(material, (id) => comments.has(id)) }
}

/** Events after which somebody may see other comments than before. */
const revealing: ReadonlySet<MaterialEvent['type']> = new Set([
  'participant-invited',
  'participant-removed',
  'sponsor-named',
  'lead-unit-named',
  'access-changed',
  'drafter-changed',
  'round-opened',
  'round-invited',
  'round-uninvited',
  'round-closed',
  'comments-disclosed',
  'comments-forwarded',
  'unit-set-sent',
  'late-comment-decided',
  'material-locked',
  'version-started',
] satisfies MaterialEvent['type'][])

/** Whether a record may change what somebody sees of comments that are older than it. */
export const isRevealing = (record: Pick<MaterialRecord, 'events'>): boolean =>
  record.events.some(({ type }) => revealing.has(type))

type Shown = Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>

/**
 * The part of a record that the actor may see; events about comments hidden from them are left
 * out. Comments that they may see from this record on are added as `comments-shown`, those that
 * they no longer may as `comments-hidden`. `null` when nothing is left.
 * @param material the material as it is now, with every comment: what is hidden now stays hidden
 * @param around the material before and after the record; needed only when it `isRevealing`
 */
export function recordShownTo(
  actor: Actor,
  record: Shown,
  material: Material,
  around?: { readonly before: Material; readonly after: Material },
): Shown | null {
  const events = record.events.flatMap((event): readonly MaterialEvent[] => {
    const shown = eventShownTo(actor, event, material)
    return shown ? [shown] : []
  })
  if (around && isRevealing(record)) events.push(...turned(actor, around.before, around.after, material, events))
  if (events.length === 0) return null
  const { sequence, at, by } = record
  return { sequence, at, by, events }
}

/** What the actor may see since, and no longer. */
function turned(
  actor: Actor,
  before: Material,
  after: Material,
  now: Material,
  told: readonly MaterialEvent[],
): MaterialEvent[] {
  const lodged = new Set(told.flatMap((event) => (event.type === 'comment-lodged' ? [event.commentId] : [])))
  const appeared: ReviewComment[] = []
  const vanished: CommentId[] = []
  const stands = isSameOnlooker(onlookerOf(actor, before), onlookerOf(actor, after))
  for (const comment of stands ? touchedBetween(before, after) : after.comments.values()) {
    const old = before.comments.get(comment.id)
    const saw = old ? commentShownTo(actor, old, before) : null
    const sees = isShown(actor, now, comment.id) ? commentShownTo(actor, comment, after) : null
    if (saw && !sees) vanished.push(comment.id)
    // Somebody inside sees it change by the events; somebody outside sees it for the first time, whole.
    if (sees && !lodged.has(comment.id) && (!saw || (old === comment && isMore(saw, sees)))) appeared.push(sees)
  }
  return [
    ...(appeared.length > 0 ? [{ type: 'comments-shown', comments: appeared } as const] : []),
    ...(vanished.length > 0 ? [{ type: 'comments-hidden', commentIds: vanished } as const] : []),
    ...turnedDisputes(
      disputesShown(before, (id) => isShown(actor, before, id)),
      disputesShown(after, (id) => isShown(actor, after, id) && isShown(actor, now, id)),
    ),
  ]
}

const touched = new WeakMap<Material, readonly [before: Material, comments: readonly ReviewComment[]]>()

/**
 * The comments that may be seen otherwise after a record by somebody who stands to the material as
 * before: those that changed or are linked to one that did; all of them when what holds for all
 * changed. Found once for everybody whom the record is told.
 */
function touchedBetween(before: Material, after: Material): readonly ReviewComment[] {
  const known = touched.get(after)
  if (known?.[0] === before) return known[1]
  const all = [...after.comments.values()]
  const changed = new Set(all.flatMap((comment) => (before.comments.get(comment.id) === comment ? [] : [comment.id])))
  const isLinked = ({ duplicateOf, unitSet, settled }: ReviewComment) =>
    (duplicateOf !== null && changed.has(duplicateOf)) ||
    (unitSet?.state === 'merged' && changed.has(unitSet.into)) ||
    (settled?.servedBy != null && changed.has(settled.servedBy))
  const comments =
    disclosureOf(before) === disclosureOf(after)
      ? all.filter((comment) => changed.has(comment.id) || isLinked(comment))
      : all
  touched.set(after, [before, comments])
  return comments
}

/** What the material itself says of who may see comments, as one text to compare. */
const disclosureOf = (material: Material): string =>
  [
    versionInWork(material),
    ...material.rounds.map(({ id, disclosure, disclosedAt }) => `${id} ${disclosure} ${disclosedAt}`),
  ].join()

const isSameOnlooker = (a: Onlooker, b: Onlooker): boolean =>
  a.isStranger === b.isStranger &&
  a.settles === b.settles &&
  a.seesHeld === b.seesHeld &&
  a.circle === b.circle &&
  a.units.size === b.units.size &&
  [...a.units].every((unit) => b.units.has(unit))

/** The disputes that a person sees, when they are others or over other comments than before. */
function turnedDisputes(saw: Material['disputes'], sees: Material['disputes']): MaterialEvent[] {
  const namesOf = (disputes: Material['disputes']) => disputes.map(({ id, commentIds }) => [id, ...commentIds].join())
  const isSame = namesOf(saw).join(' ') === namesOf(sees).join(' ')
  return isSame ? [] : [{ type: 'disputes-shown', disputes: sees }]
}

/** Whether more is seen of an unchanged comment than before. */
const isMore = (saw: ReviewComment, sees: ReviewComment): boolean =>
  saw.replies.length !== sees.replies.length ||
  saw.duplicateOf !== sees.duplicateOf ||
  saw.unitSet !== sees.unitSet ||
  saw.settled?.by !== sees.settled?.by

/** The part of one event that the actor may see; `null` for nothing. */
function eventShownTo(actor: Actor, event: MaterialEvent, material: Material): MaterialEvent | null {
  const shown = (id: CommentId) => isShown(actor, material, id)
  const at = (id: CommentId, visibility: Visibility) => {
    const comment = material.comments.get(id)
    return (
      comment !== undefined && maySeeComment(actor, comment, material) && maySeeAt(actor, comment, visibility, material)
    )
  }
  switch (event.type) {
    case 'comment-lodged':
    case 'comment-edited':
    case 'unit-comment-rejected':
    case 'unit-comment-restored':
      return at(event.commentId, event.visibility) ? event : null
    case 'unit-comments-merged': {
      const merged = event.merged.filter((id) => at(id, event.visibility))
      return at(event.commentId, event.visibility) && merged.length > 0 ? { ...event, merged } : null
    }
    case 'comment-replied':
      return at(event.commentId, event.visibility ?? 'council') ? event : null
    case 'comments-forwarded': {
      const commentIds = event.commentIds.filter((id) => at(id, 'unit'))
      return commentIds.length > 0 ? { ...event, commentIds } : null
    }
    case 'unit-set-sent': {
      // That the unit answered is known to all; with what only to whom it is disclosed.
      return { ...event, comments: event.comments.filter(({ commentId }) => shown(commentId)) }
    }
    case 'round-closed':
      return event.numbers ? { ...event, numbers: event.numbers.filter(({ commentId }) => shown(commentId)) } : event
    case 'comments-disclosed':
      return { ...event, numbers: event.numbers.filter(({ commentId }) => shown(commentId)) }
    case 'anchors-repaired': {
      const anchors = event.anchors.filter(({ commentId }) => shown(commentId))
      return anchors.length > 0 ? { ...event, anchors } : null
    }
    case 'comments-linked': {
      const duplicates = event.duplicates.filter(shown)
      return shown(event.commentId) && duplicates.length > 0 ? { ...event, duplicates } : null
    }
    case 'comments-passed': {
      const commentIds = event.commentIds.filter(shown)
      return commentIds.length > 0 ? { ...event, commentIds } : null
    }
    case 'comments-shown':
    case 'comments-hidden':
      return null
    case 'comment-settled':
    case 'settlement-withdrawn':
    case 'settlements-released':
    case 'settlements-returned':
    case 'settlement-reacted':
    case 'rewriting-acknowledged':
    case 'dispute-opened':
    case 'dispute-discussed':
    case 'dispute-escalated':
    case 'dispute-decided':
    case 'dispute-withdrawn':
    case 'dispute-settled':
    case 'finalising-permitted':
      return decisionShownTo(actor, event, material, shown)
    default:
      return namesHidden(event, shown, material) ? null : event
  }
}

/** Whether anything in the event is the id of a hidden comment: what is not known above stays hidden. */
function namesHidden(value: unknown, shown: (id: CommentId) => boolean, material: Material): boolean {
  if (typeof value === 'string') {
    const comment = material.comments.get(value as CommentId)
    return comment !== undefined && !shown(comment.id)
  }
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => namesHidden(member, shown, material))
}
