import type { Actor, CommentId, MaterialId } from '@glosa/domain/model'
import { closeRound } from '../commands/closeRound.ts'
import type { CommandContext } from '../commands/context.ts'
import { createMaterial } from '../commands/createMaterial.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { startNewVersion } from '../commands/decisions/startNewVersion.ts'
import { finishReview } from '../commands/finishReview.ts'
import { inviteParticipant } from '../commands/inviteParticipant.ts'
import { lockMaterial } from '../commands/lockMaterial.ts'
import { lodgeComment } from '../commands/lodgeComment.ts'
import { openRound } from '../commands/openRound.ts'
import { inYear, yearsSince } from './inYear.ts'
import { charterAmendment, charterComments, type VersionComment } from './versionPapers.ts'
import { done, placeOf } from './seeding.ts'
import type { ReviewCast } from './seedReviews.ts'
import { atHour, stagesOf } from './stages.ts'

/**
 * A material that the board sent back: its first version is locked, the second is reviewed and
 * settled, so that there is something to compare and a text ready to be locked.
 * @returns how many materials were made
 */
export async function seedNextVersion(context: CommandContext, cast: ReviewCast): Promise<number> {
  const { actors, units, marks } = cast
  const playing = (login: string | undefined): Actor => {
    const found = actors.get(login ?? '')
    if (!found) throw new Error(`the demo office has nobody called ${login ?? ''}`)
    return found
  }
  const unitId = (mark: string) => {
    const found = units.find((unit) => unit.mark === mark)
    if (!found) throw new Error(`the demo office has no unit ${mark}`)
    return found.id
  }
  const years = yearsSince(context.now())
  const { title, parts } = inYear(charterAmendment, years)
  const on = stagesOf(context)
  const beginning = on(-22)
  const drafter = playing(cast.drafters[marks.social])
  const legal = playing(cast.heads[marks.legal])
  const economy = playing(cast.heads[marks.economy])
  const founding: CommandContext = {
    ...beginning,
    templateDoc: (template, kind) => parts[kind as keyof typeof parts] ?? context.templateDoc(template, kind),
  }
  const wish = { title, template: 'council-material', leadUnitId: unitId(marks.social) } as const
  const sponsorId = playing(cast.members[5]).personId
  const { id } = done(await createMaterial(founding, drafter, { ...wish, sponsorId })).material
  for (const mark of [marks.legal, marks.economy])
    done(await inviteParticipant(beginning, drafter, id, { unitId: unitId(mark), right: 'comment' }))
  done(await openRound(beginning, drafter, id, { closesAt: atHour(context.now(), -18, 12) }))
  done(await finishReview(on(-20), legal, id, true))
  done(await finishReview(on(-19), economy, id, true))
  done(await closeRound(on(-17), drafter, id))
  done(await lockMaterial(on(-16), playing(cast.secretary), id))

  const reason = 'Rada kraje uložila doplnit kapacitu služby a účinnost dodatku.'
  done(await startNewVersion(on(-12), drafter, id, { reason, tabled: false }))
  done(await openRound(on(-11), drafter, id, { closesAt: atHour(context.now(), -4, 12) }))
  const { first, second } = inYear(charterComments, years)
  const lodged = [await say(on(-9), cast, id, legal, first), await say(on(-7), cast, id, economy, second)]
  done(await closeRound(on(-3), drafter, id))
  for (const comment of lodged)
    done(await settleComments(on(-2), drafter, id, [comment], { verdict: 'accepted' }, true))
  return 1
}

async function say(
  context: CommandContext,
  { marks }: ReviewCast,
  id: MaterialId,
  by: Actor,
  { quote, ...words }: VersionComment,
): Promise<CommentId> {
  const part = (await context.materials.load(id))?.material.parts.find(({ kind }) => kind === 'draft-resolution')
  if (!part) throw new Error(`the demo unit ${marks.social} wrote no resolution`)
  const commentId = context.newId<CommentId>()
  const place = await placeOf(context, id, part, quote)
  const wish = { commentId, kind: 'advisory', visibility: null, place, justification: null, ...words } as const
  done(await lodgeComment(context, by, id, wish))
  return commentId
}
