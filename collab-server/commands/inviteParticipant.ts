import {
  inviteParticipant as decide,
  refused,
  stampOf,
  type Actor,
  type Invitation,
  type MaterialId,
  type ParticipantRight,
  type PersonId,
  type Refused,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend, type Done } from './decideAndAppend.ts'

/** Whom to invite: a unit or a person that the directory knows. */
export type InvitationWish = { readonly right: ParticipantRight } & (
  { readonly unitId: UnitId } | { readonly personId: PersonId }
)

/** Invites a unit or a person, or changes what they may do. */
export async function inviteParticipant(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  wish: InvitationWish,
): Promise<Done | Refused> {
  const { people, units } = await context.projections.directory()
  let invitation: Invitation | undefined
  if ('unitId' in wish) {
    const unit = units.find(({ id }) => id === wish.unitId)
    if (unit) invitation = { right: wish.right, unitId: unit.id, unitName: unit.name }
  } else {
    const person = people.find(({ id }) => id === wish.personId)
    if (person) invitation = { right: wish.right, personId: person.id, displayName: person.displayName }
  }
  return decideAndAppend(context, stampOf(actor), materialId, (material) => {
    // The right to invite is asked first: a stranger must not learn whom the directory knows.
    const decided = decide(actor, material, invitation ?? { right: wish.right, unitId: '' as UnitId, unitName: '' })
    return Array.isArray(decided) && !invitation ? refused('invalid-input', { field: 'participant' }) : decided
  })
}
