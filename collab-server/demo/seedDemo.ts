import {
  type Actor,
  type CommentId,
  type Instant,
  type Material,
  type MaterialId,
  type Person,
  type SessionId,
  type Unit,
} from '@glosa/domain/model'
import { closeRound } from '../commands/closeRound.ts'
import type { CommandContext } from '../commands/context.ts'
import { createMaterial } from '../commands/createMaterial.ts'
import { finishReview } from '../commands/finishReview.ts'
import { inviteParticipant } from '../commands/inviteParticipant.ts'
import { lockMaterial } from '../commands/lockMaterial.ts'
import type { Meetings } from '../commands/meetings/meetings.ts'
import { lodgeComment } from '../commands/lodgeComment.ts'
import { openRound } from '../commands/openRound.ts'
import { replyToComment } from '../commands/replyToComment.ts'
import type { Substitutions } from '../commands/review/substitutions.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { councilPapers } from './councilPapers.ts'
import { castOf } from './demoCast.ts'
import type { DemoComment, DemoMaterial } from './demoMaterial.ts'
import { inYear, yearsSince } from './inYear.ts'
import { demoMaterials } from './materials.ts'
import { done, placeOf } from './seeding.ts'
import { seedDecisions } from './seedDecisions.ts'
import { seedMeetings } from './seedMeetings.ts'
import { seedReviews } from './seedReviews.ts'
import { seedNextVersion } from './seedVersions.ts'
import { atHour, stagesOf } from './stages.ts'

/**
 * Fills an empty Glosa with the demo office's materials, through the same commands that people
 * use. All days are counted from now, so that the office looks alive whenever it starts. Does
 * nothing when there is any material.
 * @param meetingsAt the meetings as they are written at another time than now
 * @returns how many were made
 * @throws Error when a command refuses: the demo data would be wrong
 */
export async function seedDemo(
  context: CommandContext,
  meetingsAt: (now: () => Instant) => Meetings,
  substitutions: Pick<Substitutions, 'set'>,
): Promise<number> {
  if ((await context.materialLog.materialIds()).length > 0) return 0
  const { people, units } = await context.projections.directory()
  const cast = castOf(people, units)
  const actors = new Map(people.map((person) => [person.login, actorOf(person, units)]))
  const playing = { ...cast, actors, units }
  const found = async (wishes: readonly DemoMaterial[]) => {
    const ids = new Map<DemoMaterial, MaterialId>()
    // The older a material, the lower its number.
    for (const wish of wishes.toSorted((one, other) => one.founded - other.founded))
      ids.set(wish, await seedMaterial(context, actors, units, wish))
    return wishes.flatMap((wish) => ids.get(wish) ?? [])
  }
  const papers = councilPapers(cast)
  const materials = demoMaterials(cast)
  const reviews = await seedReviews(context, substitutions, playing)
  const versions = await seedNextVersion(context, playing)
  const past = await found(papers.past)
  const next = await found([...papers.next, ...materials.filter(({ lockedBy }) => lockedBy !== null)])
  const decisions = await seedDecisions(context, playing)
  const open = await found(materials.filter(({ lockedBy }) => lockedBy === null))

  const secretary = actors.get(cast.secretary)
  const member = actors.get(cast.members[1] ?? '')
  const drafter = actors.get(papers.next[0]?.drafter ?? '')
  if (!secretary || !member || !drafter) throw new Error('the demo office has nobody for its meetings')
  await seedMeetings(context, { secretary, member, drafter, past, next, meetingsAt })
  return reviews + versions + past.length + next.length + decisions + open.length
}

/** Founds one material and takes it as far as it has come, each step on its day. */
async function seedMaterial(
  context: CommandContext,
  actors: ReadonlyMap<string, Actor>,
  units: readonly Unit[],
  written: DemoMaterial,
): Promise<MaterialId> {
  const wish = inYear(written, yearsSince(context.now()))
  const on = stagesOf(context)
  const beginning = on(wish.founded)
  const actor = (login: string): Actor => {
    const found = actors.get(login)
    if (!found) throw new Error(`the demo office has nobody called ${login}`)
    return found
  }
  const unit = (mark: string): Unit => {
    const found = units.find((candidate) => candidate.mark === mark)
    if (!found) throw new Error(`the demo office has no unit ${mark}`)
    return found
  }
  const drafter = actor(wish.drafter)
  const founding: CommandContext = {
    ...beginning,
    templateDoc: (template, kind) =>
      wish.parts[kind as keyof DemoMaterial['parts']] ?? context.templateDoc(template, kind),
  }
  const { material } = done(
    await createMaterial(founding, drafter, {
      title: wish.title,
      template: wish.template,
      leadUnitId: unit(wish.leadUnit).id,
      sponsorId: wish.sponsor ? actor(wish.sponsor).personId : null,
    }),
  )
  const { id } = material
  for (const [mark, right] of wish.invited) {
    done(await inviteParticipant(beginning, drafter, id, { unitId: unit(mark).id, right }))
  }
  const { due } = wish
  if (due === null) return id

  done(await openRound(beginning, drafter, id, { closesAt: atHour(context.now(), due, 12) }))
  // Comments come day by day, in an open round until now.
  const lastDay = Math.min(0, due - 1)
  const span = lastDay - wish.founded - 1
  const dayOf = (nth: number) => lastDay - Math.round((span * (wish.comments.length - 1 - nth)) / wish.comments.length)
  const lodged: { readonly commentId: CommentId; readonly comment: DemoComment }[] = []
  for (const [nth, comment] of wish.comments.entries()) {
    lodged.push({ comment, commentId: await lodge(on(dayOf(nth)), actor(comment.by), material, comment) })
  }
  const during = on(lastDay)
  for (const { commentId, comment } of lodged) {
    for (const { by, text } of comment.replies ?? []) done(await replyToComment(during, actor(by), id, commentId, text))
  }
  for (const { by, withoutComments } of wish.finished) done(await finishReview(during, actor(by), id, withoutComments))
  if (!wish.isClosed) return id

  done(await closeRound(on(due + 1), drafter, id))
  const settling = on(due + 2)
  for (const { commentId, comment } of lodged) {
    if (!comment.settlement) continue
    done(await settleComments(settling, drafter, id, [commentId], comment.settlement, comment.applyWording ?? false))
  }
  if (wish.lockedBy) done(await lockMaterial(on(due + 3), actor(wish.lockedBy), id))
  return id
}

async function lodge(
  context: CommandContext,
  actor: Actor,
  material: Material,
  comment: DemoComment,
): Promise<CommentId> {
  const commentId = context.newId<CommentId>()
  const part = material.parts.find(({ kind }) => kind === comment.part)
  if (!part) throw new Error(`the demo material has no part ${comment.part}`)
  done(
    await lodgeComment(context, actor, material.id, {
      commentId,
      kind: comment.kind,
      visibility: 'participants',
      place: await placeOf(context, material.id, part, comment.quote),
      text: comment.text,
      justification: comment.justification ?? null,
      proposedWording: comment.proposedWording ?? null,
    }),
  )
  return commentId
}

const actorOf = (person: Person, units: readonly Unit[]): Actor => ({
  personId: person.id,
  sessionId: 'demoseeddemoseed0000' as SessionId,
  displayName: person.displayName,
  unitId: person.unitId,
  unitName: units.find(({ id }) => id === person.unitId)?.name ?? null,
  roles: person.roles,
})
