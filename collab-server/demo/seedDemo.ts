import {
  instant,
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
import { demoMaterials, type DemoCast, type DemoComment, type DemoMaterial } from './materials.ts'
import { done, placeOf } from './seeding.ts'
import { pastPapersAt, seedMeetings } from './seedMeetings.ts'
import { seedDecisions } from './seedDecisions.ts'
import { seedReviews } from './seedReviews.ts'

const dayMs = 86_400_000

/**
 * Fills an empty Glosa with the demo office's materials, through the same commands that people
 * use. Does nothing when there is any material.
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
  const materials = demoMaterials(cast)
  const locked: MaterialId[] = []
  for (const wish of materials) {
    const id = await seedMaterial(context, actors, units, wish)
    if (wish.lockedBy) locked.push(id)
  }

  const papers = councilPapers(cast)
  const before = { ...context, now: () => pastPapersAt(context.now()) }
  const past: MaterialId[] = []
  for (const wish of papers.past) past.push(await seedMaterial(before, actors, units, wish))
  const next: MaterialId[] = []
  for (const wish of papers.next) next.push(await seedMaterial(context, actors, units, wish))
  const secretary = actors.get(cast.secretary)
  const member = actors.get(cast.members[1] ?? '')
  const drafter = actors.get(papers.next[0]?.drafter ?? '')
  if (!secretary || !member || !drafter) throw new Error('the demo office has nobody for its meetings')
  await seedMeetings(context, { secretary, member, drafter, past, next: [...next, ...locked], meetingsAt })
  const reviews = await seedReviews(context, substitutions, { ...cast, actors, units })
  const decisions = await seedDecisions(context, { ...cast, actors, units })
  return materials.length + past.length + next.length + reviews + decisions
}

async function seedMaterial(
  context: CommandContext,
  actors: ReadonlyMap<string, Actor>,
  units: readonly Unit[],
  wish: DemoMaterial,
): Promise<MaterialId> {
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
    ...context,
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
    done(await inviteParticipant(context, drafter, id, { unitId: unit(mark).id, right }))
  }
  if (wish.dueInDays === null) return id

  done(await openRound(context, drafter, id, { closesAt: deadline(context.now(), wish.dueInDays) }))
  const lodged: { readonly commentId: CommentId; readonly comment: DemoComment }[] = []
  for (const comment of wish.comments) {
    lodged.push({ comment, commentId: await lodge(context, actor(comment.by), material, comment) })
  }
  for (const { commentId, comment } of lodged) {
    for (const { by, text } of comment.replies ?? [])
      done(await replyToComment(context, actor(by), id, commentId, text))
  }
  for (const { by, withoutComments } of wish.finished) done(await finishReview(context, actor(by), id, withoutComments))
  if (!wish.isClosed) return id

  done(await closeRound(context, drafter, id))
  for (const { commentId, comment } of lodged) {
    if (!comment.settlement) continue
    done(await settleComments(context, drafter, id, [commentId], comment.settlement, comment.applyWording ?? false))
  }
  if (wish.lockedBy) done(await lockMaterial(context, actor(wish.lockedBy), id))
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

/** Noon of the day, in the office's time to an hour: deadlines are never at midnight. */
const deadline = (now: number, days: number) =>
  instant(Math.floor((now + days * dayMs) / dayMs) * dayMs + 11 * 3_600_000)

const actorOf = (person: Person, units: readonly Unit[]): Actor => ({
  personId: person.id,
  sessionId: 'demoseeddemoseed0000' as SessionId,
  displayName: person.displayName,
  unitId: person.unitId,
  unitName: units.find(({ id }) => id === person.unitId)?.name ?? null,
  roles: person.roles,
})

/** Finds who plays whom by role and unit, so that the office may change its people. */
function castOf(people: readonly Person[], units: readonly Unit[]): DemoCast {
  const withRole = (role: Person['roles'][number]) =>
    people.filter(({ roles }) => roles.includes(role)).map(({ login }) => login)
  const mark = (words: RegExp): string => {
    const unit = units.find(({ name }) => words.test(name))
    if (!unit) throw new Error(`the demo office has no unit like ${String(words)}`)
    return unit.mark
  }
  const heads = Object.fromEntries(
    units.flatMap((unit) => {
      const head = people.find(({ unitId, roles }) => unitId === unit.id && roles.includes('unit-head'))
      return head ? [[unit.mark, head.login] as const] : []
    }),
  )
  const drafters = Object.fromEntries(
    units.flatMap((unit) => {
      const writers = people.filter(({ unitId, roles }) => unitId === unit.id && roles.includes('drafter'))
      const writer = writers.find(({ roles }) => !roles.includes('unit-head')) ?? writers[0]
      return writer ? [[unit.mark, writer.login] as const] : []
    }),
  )
  const [secretary] = withRole('secretary')
  if (!secretary) throw new Error('the demo office has no secretary')
  return {
    drafters,
    heads,
    members: withRole('council-member'),
    secretary,
    marks: {
      economy: mark(/ekonom/i),
      legal: mark(/práv/i),
      property: mark(/majet/i),
      schools: mark(/škol/i),
      environment: mark(/životní/i),
      transport: mark(/doprav/i),
      social: mark(/sociál/i),
      investment: mark(/invest/i),
      it: mark(/informat/i),
      director: mark(/ředitel/i),
      secretariat: mark(/organizač|sekretari/i),
      audit: mark(/audit/i),
    },
  }
}
