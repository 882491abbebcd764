import {
  currentRound,
  isRefused,
  refused,
  type Consolidation,
  type CommentAudience,
  type Disclosure,
  type Instant,
  type Material,
  type Obligation,
  type PartAtOpening,
  type PartId,
  type PersonId,
  type Refused,
  type RoundInvitation,
  type RoundTerms,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { officePeople } from './people.ts'
import { changedSince, partsNow } from './partsNow.ts'

/** Who is to be asked, by id. */
export type RoundInvitationWish = { readonly obligation: Obligation; readonly closesAt: Instant | null } & (
  { readonly unitId: UnitId } | { readonly personId: PersonId }
)

/** What a round is to be held under, as asked. */
export interface RoundTermsWish {
  readonly invited: readonly RoundInvitationWish[]
  readonly consolidation: Consolidation
  readonly disclosure: Disclosure
  readonly audience: CommentAudience
  /** `changed`: the parts that changed since the last round opened. */
  readonly scope: 'all' | 'changed' | readonly PartId[]
  readonly shortenedBecause: string | null
  readonly remindWorkingDays: number
}

/** Names from the directory for those asked; a refusal that names the field when it does not know one. */
export async function namedInvitations(
  context: Pick<CommandContext, 'projections'>,
  wishes: readonly RoundInvitationWish[],
): Promise<readonly RoundInvitation[] | Refused> {
  const office = await officePeople(context)
  const invited: RoundInvitation[] = []
  for (const wish of wishes) {
    const { obligation, closesAt } = wish
    if ('unitId' in wish) {
      const unit = office.unit(wish.unitId)
      if (!unit) return refused('invalid-input', { field: 'invited' })
      invited.push({ obligation, closesAt, unitId: unit.id, unitName: unit.name })
    } else {
      const person = office.person(wish.personId)
      if (!person) return refused('invalid-input', { field: 'invited' })
      invited.push({ obligation, closesAt, personId: person.id, displayName: person.displayName })
    }
  }
  return invited
}

/**
 * The terms of a round from what was asked.
 * @param now the parts as they are, when the caller has read them already
 */
export async function roundTerms(
  context: Pick<CommandContext, 'projections' | 'live'>,
  material: Material,
  wish: RoundTermsWish,
  now?: readonly PartAtOpening[],
): Promise<RoundTerms | Refused> {
  const invited = await namedInvitations(context, wish.invited)
  if (isRefused(invited)) return invited
  const { scope, consolidation, disclosure, audience, shortenedBecause, remindWorkingDays } = wish
  let partIds: readonly PartId[] | null = scope === 'all' || scope === 'changed' ? null : scope
  if (scope === 'changed') {
    const parts = now ?? (await partsNow(context, material))
    if (isRefused(parts)) return parts
    partIds = changedSince(currentRound(material)?.texts ?? null, parts).map(({ partId }) => partId)
  }
  return { invited, partIds, consolidation, disclosure, audience, shortenedBecause, remindWorkingDays }
}
