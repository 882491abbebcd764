import {
  audiences,
  currentRound,
  deadlineFor,
  faultInContent,
  invitedId,
  isRefused,
  isSameButForForm,
  mayAct,
  mayLodgeEssential,
  standingIn,
  unitAsked,
  unitsOf,
  type Actor,
  type CommentContent,
  type CommentPlace,
  type Instant,
  type Material,
  type RefusalCode,
  type ReviewRound,
  type Visibility,
} from '@glosa/domain/model'

/** What the form of a new comment offers to a person now; the server decides by the same rules. */
export interface Lodging {
  /** Who may be let see it, the usual choice first; empty when nothing can be written at all. */
  readonly circles: readonly Visibility[]
  /** The deadline has passed: it is only offered, for the drafter to admit. */
  readonly isLate: boolean
  /** The unit in whose set it goes out, when its head answers for it. */
  readonly throughUnit: string | null
  /** The unit's set of this round was sent already, so that notes only are left. */
  readonly isSent: boolean
  /** Why only notes are left although there is a round; `null` when that is not so. */
  readonly round: ReviewRound | null
  /** Whether an essential comment lodged at once would be taken from this person. */
  readonly mayBeEssential: boolean
}

/** What the person may write about the material now. */
export function lodgingOf(actor: Actor, material: Material, now: Instant): Lodging {
  const round = currentRound(material)
  const notes: readonly Visibility[] = mayAct(actor, 'note-privately', material) === true ? ['private'] : []
  const nothing = { circles: notes, isLate: false, throughUnit: null, isSent: false, mayBeEssential: false }
  if (!round || isRefused(mayAct(actor, 'lodge-late', material))) return { ...nothing, round: null }
  const isLate = round.state === 'closed' || now > deadlineFor(actor, round)
  // Whoever works on the material writes into it after the deadline; a late comment is for those who were asked.
  if (isLate && !isInvited(actor, round)) return { ...nothing, round: null }
  const unit = unitAsked(actor, round)
  const isSent = unit !== null && round.answers.some(({ unitId }) => unitId === unit.unitId)
  const throughUnit = round.consolidation === 'by-head' && standingIn(actor, material, round) === 'unit' ? unit : null
  if (throughUnit) {
    const circles: readonly Visibility[] = isSent ? notes : ['unit', ...notes]
    return { circles, isLate, throughUnit: throughUnit.unitName, isSent, round, mayBeEssential: true }
  }
  const widest = audiences.indexOf(round.audience)
  const shared = audiences.filter((_, index) => index <= widest).reverse()
  const inUnit: readonly Visibility[] = (unit !== null || actor.unitId !== null) && !isSent ? ['unit'] : []
  const circles = [...shared, ...inUnit, ...notes]
  return { circles, isLate, throughUnit: null, isSent: false, round, mayBeEssential: mayLodgeEssential(actor, round) }
}

const isInvited = (actor: Actor, round: ReviewRound): boolean =>
  round.invited.some((each) => {
    const id = invitedId(each)
    return id === actor.personId || unitsOf(actor).some((unitId) => unitId === id)
  })

/** Whether the round asks about this place; a note may be about any. */
export const isPlaceInRound = (round: ReviewRound | null, place: CommentPlace): boolean =>
  !round || round.partIds === null || place.at === 'material' || round.partIds.includes(place.partId)

/**
 * What keeps a comment from being lodged in this circle, by the field that has to change; a draft
 * of a unit and a note may lack what only the set of the unit needs.
 */
export function faultOf(
  content: CommentContent,
  about: { readonly place: CommentPlace; readonly visibility: Visibility; readonly replacesText: boolean },
  lodging: Lodging,
): RefusalCode | null {
  const { place, visibility, replacesText } = about
  if (visibility === 'private') return null
  if (!isPlaceInRound(lodging.round, place)) return 'part-not-in-round'
  if (content.kind === 'essential' && visibility !== 'unit' && !lodging.mayBeEssential) {
    return 'not-entitled-to-essential'
  }
  const isEditorial =
    content.kind === 'essential' &&
    place.at === 'passage' &&
    content.proposedWording !== null &&
    isSameButForForm(place.anchor.quote, content.proposedWording)
  // Said first: no justification makes a change of mere form essential.
  if (isEditorial) return 'editorial-never-essential'
  if (visibility === 'unit') return null
  return faultInContent(content, { place, replacesText })?.refused ?? null
}
