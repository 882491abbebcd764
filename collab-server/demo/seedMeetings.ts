import {
  instant,
  isRefused,
  publicFields,
  publishMaterial,
  stampOf,
  type Actor,
  type AgendaItemId,
  type AmendmentId,
  type Instant,
  type MaterialId,
  type MeetingId,
  type QuestionId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import { addAgendaItem, type AgendaWish } from '../commands/meetings/agenda.ts'
import { decideAmendment, proposeAmendment } from '../commands/meetings/amendments.ts'
import { closeMeeting, openMeeting, recordResolution } from '../commands/meetings/courseOfMeeting.ts'
import type { Meetings } from '../commands/meetings/meetings.ts'
import { conveneMeeting, planMeeting } from '../commands/meetings/prepareMeeting.ts'
import { answerQuestion, askQuestion } from '../commands/meetings/questions.ts'
import { atHour, stagesOf } from './stages.ts'

const hourMs = 3_600_000

/** What the demo's meetings are made of. */
export interface DemoMeetings {
  readonly secretary: Actor
  /** Somebody of the board who asks and proposes. */
  readonly member: Actor
  /** Materials that were resolved on at the last meeting. */
  readonly past: readonly MaterialId[]
  /** Materials of the next one. */
  readonly next: readonly MaterialId[]
  /** Drafter of the first material of the next meeting, who answers. */
  readonly drafter: Actor
  /** The meetings as they are written at another time than now. */
  readonly meetingsAt: (now: () => Instant) => Meetings
}

/** One meeting of the board that is over, with numbered resolutions, and one next week. */
export async function seedMeetings(context: CommandContext, demo: DemoMeetings): Promise<void> {
  await seedPast(context, demo)
  await seedNext(context, demo)
  await seedPublished(context, demo)
}

async function seedPast(context: CommandContext, demo: DemoMeetings): Promise<void> {
  const { secretary, member } = demo
  const now = context.now()
  const startsAt = atHour(now, -7, 9)
  let clock = atHour(now, -9, 10)
  const then: CommandContext = { ...context, now: () => clock, meetings: demo.meetingsAt(() => clock) }
  const meetingId = await plan(then, secretary, '23. schůze Rady Podhorského kraje', startsAt)
  const items: AgendaItemId[] = []
  await add(then, secretary, meetingId, { kind: 'point', title: 'Schválení programu' })
  for (const materialId of demo.past) {
    items.push(await add(then, secretary, meetingId, { kind: 'material', materialId, version: null }))
  }
  done(await conveneMeeting(then, secretary, meetingId))

  clock = startsAt
  const meeting = await then.meetings.load(meetingId)
  const members = meeting?.members.map(({ personId }) => personId) ?? []
  done(await openMeeting(then, secretary, meetingId, members.slice(0, -1)))
  const present = members.length - 1
  const [first, second] = items
  clock = instant(startsAt + hourMs)
  if (first) {
    const amendmentId = then.newId<AmendmentId>()
    const wish = { amendmentId, passage: null, proposedWording: null, text: 'Doplnit smluvní pokutu za prodlení.' }
    done(await proposeAmendment(then, member, meetingId, first, wish))
    done(await decideAmendment(then, secretary, meetingId, first, amendmentId, false, votes(present, 2)))
    const text = 'Rada kraje schvaluje uzavření smlouvy o dílo podle přílohy.'
    done(
      await recordResolution(then, secretary, meetingId, first, {
        outcome: 'adopted',
        number: null,
        text,
        vote: votes(present, present - 1),
      }),
    )
  }
  if (second) {
    const text = 'Rada kraje rozhoduje o přijetí daru.'
    done(
      await recordResolution(then, secretary, meetingId, second, {
        outcome: 'adopted',
        number: null,
        text,
        vote: votes(present, present),
      }),
    )
  }
  clock = instant(startsAt + 3 * hourMs)
  done(await closeMeeting(then, secretary, meetingId))
}

/** What was resolved on last is announced to the public, without its text. */
async function seedPublished(context: CommandContext, { secretary, past }: DemoMeetings): Promise<void> {
  const materialId = past.at(-1)
  if (!materialId) return
  done(
    await decideAndAppend(stagesOf(context)(-6), stampOf(secretary), materialId, (material) => {
      const { title } = material
      const plan = { title, fields: [...publicFields], resolutionText: null, relevantUntil: null, copy: null }
      return publishMaterial(secretary, material, plan, null)
    }),
  )
}

async function seedNext(context: CommandContext, demo: DemoMeetings): Promise<void> {
  const { secretary, member, drafter } = demo
  const startsAt = atHour(context.now(), 5, 9)
  const meetingId = await plan(context, secretary, '24. schůze Rady Podhorského kraje', startsAt)
  await add(context, secretary, meetingId, { kind: 'point', title: 'Schválení programu' })
  const items: AgendaItemId[] = []
  for (const [index, materialId] of demo.next.entries()) {
    if (index === 2) await add(context, secretary, meetingId, { kind: 'break', title: 'Přestávka', minutes: 15 })
    items.push(await add(context, secretary, meetingId, { kind: 'material', materialId, version: null }))
  }
  await add(context, secretary, meetingId, { kind: 'point', title: 'Různé' })
  done(await conveneMeeting(context, secretary, meetingId))

  const [first] = items
  if (!first) return
  const questionId = context.newId<QuestionId>()
  const text = 'Proč komise nepodpořila žádost obce Písečná?'
  done(await askQuestion(context, member, meetingId, first, { questionId, partId: null, text, shared: true }))
  const answer = 'Žádost neměla rozpočet výsadby. Obec ji může podat znovu v jarní výzvě.'
  done(await answerQuestion(context, drafter, meetingId, first, questionId, answer))
}

async function plan(context: CommandContext, secretary: Actor, title: string, startsAt: Instant): Promise<MeetingId> {
  const wish = {
    body: 'board' as const,
    title,
    startsAt,
    endsAt: instant(startsAt + 3 * hourMs),
    place: 'Krajský úřad, zasedací místnost 214',
    memberIds: null,
  }
  return done(await planMeeting(context, secretary, wish)).state.id
}

async function add(
  context: CommandContext,
  secretary: Actor,
  meetingId: MeetingId,
  subject: AgendaWish['subject'],
): Promise<AgendaItemId> {
  const itemId = context.newId<AgendaItemId>()
  done(await addAgendaItem(context, secretary, meetingId, { itemId, before: null, subject }))
  return itemId
}

const votes = (present: number, inFavour: number) => ({ for: inFavour, against: 0, abstained: present - inFavour })

function done<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(`the demo meeting was refused: ${outcome.refused}`)
  return outcome
}
