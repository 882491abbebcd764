import type { MaterialEvent } from './events.ts'
import { numbered } from './foldComments.ts'
import type { RoundId } from './ids.ts'
import { participantIdOf, type Invitation, type Material } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import { invitedId, plainTerms, type ReviewRound, type RoundInvitation, type RoundTerms } from './reviewRound.ts'
import type { Instant } from './time.ts'

const roundEventTypes = [
  'round-planned',
  'round-plan-changed',
  'round-plan-dropped',
  'round-opened',
  'round-deadline-changed',
  'round-invited',
  'round-uninvited',
  'review-finished',
  'round-closed',
  'comments-disclosed',
] as const

/** What happens to rounds. */
export type RoundEvent = Extract<MaterialEvent, { type: (typeof roundEventTypes)[number] }>

/** The material after something happened to one of its rounds. */
export function applyRoundEvent(
  material: Material,
  event: RoundEvent,
  { by, at }: { readonly by: PersonStamp; readonly at: Instant },
): Material {
  switch (event.type) {
    case 'round-planned': {
      const { roundId, number, opensAt, closesAt, terms } = event
      return withRound(material, { ...terms, ...freshRound(roundId, number), state: 'planned', opensAt, closesAt })
    }
    case 'round-plan-changed':
      return changeRound(material, event.roundId, (round) =>
        round.state === 'planned'
          ? { ...round, ...event.terms, opensAt: event.opensAt, closesAt: event.closesAt }
          : round,
      )
    case 'round-plan-dropped':
      return { ...material, rounds: material.rounds.filter(({ id }) => id !== event.roundId) }
    case 'round-opened': {
      const { roundId, number, closesAt, terms = termsOfOldRound(material), texts = [] } = event
      const round: ReviewRound = {
        ...terms,
        ...freshRound(roundId, number),
        texts,
        state: 'open',
        openedAt: at,
        closesAt,
        disclosedAt: terms.disclosure === 'at-once' ? at : null,
      }
      return { ...withRound(material, round), state: 'in-review' }
    }
    case 'round-deadline-changed': {
      const { participantId, closesAt, reason } = event
      return changeRound(material, event.roundId, (round) =>
        participantId === undefined
          ? { ...round, closesAt, ...(closesAt < round.closesAt ? { shortenedBecause: reason } : {}) }
          : {
              ...round,
              invited: round.invited.map((each) => (invitedId(each) === participantId ? { ...each, closesAt } : each)),
            },
      )
    }
    case 'round-invited':
      return changeRound(material, event.roundId, (round) => ({
        ...round,
        invited: asked(round.invited, event.invited),
      }))
    case 'round-uninvited':
      return changeRound(material, event.roundId, (round) => without(round, event.participantId))
    case 'review-finished':
      return changeRound(material, event.roundId, (round) => ({
        ...round,
        finished: [
          ...round.finished.filter((entry) => entry.by.personId !== by.personId),
          { by, at, withoutComments: event.withoutComments },
        ],
      }))
    case 'round-closed': {
      const closed = changeRound(material, event.roundId, (round): ReviewRound =>
        round.state === 'planned'
          ? round
          : {
              ...round,
              state: 'closed',
              closedAt: at,
              silent: event.silent ?? [],
              disclosedAt: round.disclosedAt ?? at,
            },
      )
      return { ...numbered(closed, event.numbers ?? []), state: 'settling' }
    }
    case 'comments-disclosed':
      return numbered(
        changeRound(material, event.roundId, (round) => ({ ...round, disclosedAt: round.disclosedAt ?? at })),
        event.numbers,
      )
    default:
      return unhandled(event)
  }
}

const freshRound = (id: RoundId, number: number) => ({
  id,
  number,
  finished: [],
  answers: [],
  texts: [],
  disclosedAt: null,
})

/** Whoever was invited to more than read was asked, when rounds had no list of their own. */
function termsOfOldRound(material: Material): RoundTerms {
  return { ...plainTerms, invited: material.invitations.flatMap(invitedToComment) }
}

const invitedToComment = (invitation: Invitation): readonly RoundInvitation[] => {
  if (invitation.right === 'read') return []
  const { right: _right, ...who } = invitation
  return [{ ...who, obligation: 'mandatory', closesAt: null }]
}

/** Who is invited to comment while a round is open is asked in it; who is uninvited is not. */
export function askInOpenRound(material: Material, invitation: Invitation): Material {
  const open = material.rounds.find(({ state }) => state === 'open')
  if (!open) return material
  const id = participantIdOf(invitation)
  const isAsked = open.invited.some((each) => invitedId(each) === id)
  if (invitation.right === 'read') return changeRound(material, open.id, (round) => without(round, id))
  if (isAsked) return material
  return changeRound(material, open.id, (round) => ({
    ...round,
    invited: asked(round.invited, invitedToComment(invitation)),
  }))
}

/** No longer asked in rounds to come or open; a closed round keeps who was. */
export const unaskEverywhere = (material: Material, participantId: string): Material => ({
  ...material,
  rounds: material.rounds.map((round) => (round.state === 'closed' ? round : without(round, participantId))),
})

const asked = (before: readonly RoundInvitation[], more: readonly RoundInvitation[]): readonly RoundInvitation[] => [
  ...before.filter((each) => !more.some((other) => invitedId(other) === invitedId(each))),
  ...more,
]

const without = <Round extends ReviewRound>(round: Round, participantId: string): Round => ({
  ...round,
  invited: round.invited.filter((each) => invitedId(each) !== participantId),
})

/** A planned round that opens takes the place of its plan. */
const withRound = (material: Material, round: ReviewRound): Material => ({
  ...material,
  rounds: [...material.rounds.filter(({ id }) => id !== round.id), round],
})

function changeRound(material: Material, id: RoundId, change: (round: ReviewRound) => ReviewRound): Material {
  return { ...material, rounds: material.rounds.map((round) => (round.id === id ? change(round) : round)) }
}
