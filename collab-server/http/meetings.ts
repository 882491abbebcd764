import type { MeetingView } from '@glosa/domain/contract'
import {
  isRefused,
  materialIdsOf,
  mayActAtMeeting,
  mayPlanMeeting,
  maySeeItem,
  meetingLogOf,
  meetingRecordShownTo,
  refused,
  type Actor,
  type AgendaItemId,
  type MaterialId,
  type Meeting,
  type MeetingId,
  type MeetingReader,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { addAgendaItem, changeAgendaVersion, orderAgenda, withdrawAgendaItem } from '../commands/meetings/agenda.ts'
import { decideAmendment, proposeAmendment, withdrawAmendment } from '../commands/meetings/amendments.ts'
import { amendmentsTo } from '../commands/meetings/amendmentsTo.ts'
import { candidatesFor } from '../commands/meetings/candidates.ts'
import {
  closeMeeting,
  correctResolution,
  openMeeting,
  recordAttendance,
  recordResolution,
} from '../commands/meetings/courseOfMeeting.ts'
import type { MeetingDone } from '../commands/meetings/decideAtMeeting.ts'
import { invitationOf } from '../commands/meetings/invitation.ts'
import { meetingForMinutes } from '../commands/meetings/minutes.ts'
import {
  cancelMeeting,
  changeMeeting,
  changeMembers,
  conveneMeeting,
  planMeeting,
} from '../commands/meetings/prepareMeeting.ts'
import { answerQuestion, askQuestion, shareQuestion } from '../commands/meetings/questions.ts'
import { readerOf } from '../commands/meetings/readerOf.ts'
import { readingOf } from '../commands/reading.ts'
import { agendaPaperOf, meetingCopyOf, paperFileOf } from './meetingCopy.ts'
import { meetingViewOf, shownMeetingOf } from './meetingView.ts'
import type { Serve } from './serveRoute.ts'

/** Meetings: agenda, invitations, votes, resolutions, amendments, questions. */
export function serveMeetings(serve: Serve, context: CommandContext, publicUrl: string): void {
  serve('listMeetings', async ({ actor, query }) => {
    const { when, body, materialId, limit, offset } = query
    const now = context.now()
    const all = (await context.meetings.all()).filter(
      (meeting) =>
        isOver(meeting, now) === (when === 'past') &&
        (body === undefined || meeting.body === body) &&
        (materialId === undefined || materialIdsOf(meeting).includes(materialId)),
    )
    const reader = await readerOf(context, actor, all.flatMap(materialIdsOf))
    const reading = await readingOf(context, actor)
    const shown = all
      .sort((a, b) => (when === 'past' ? b.startsAt - a.startsAt : a.startsAt - b.startsAt))
      .flatMap((meeting) => {
        const line = shownMeetingOf(reader, meeting, reading)
        // Whoever asks for a material learns nothing of an item that they may not see.
        const isAsked = materialId === undefined || seesMaterial(reader, meeting, materialId)
        return line && isAsked ? [line] : []
      })
    return {
      meetings: shown.slice(offset, offset + limit),
      total: shown.length,
      mayPlan: mayPlanMeeting(actor) === true,
    }
  })
  serve('planMeeting', async ({ actor, body }) => {
    const done = await planMeeting(context, actor, body)
    return isRefused(done) ? done : viewFor(context, actor, done.state)
  })
  serve('readMeeting', async ({ actor, params }) => {
    const meeting = await context.meetings.load(params.meetingId)
    return meeting ? viewFor(context, actor, meeting) : refused('not-found')
  })
  serve('changeMeeting', async ({ actor, params, body }) =>
    sequenceOf(await changeMeeting(context, actor, params.meetingId, defined(body))),
  )
  serve('changeMembers', async ({ actor, params, body }) =>
    sequenceOf(await changeMembers(context, actor, params.meetingId, body.memberIds)),
  )
  serve('listCandidates', async ({ actor, params, query }) => {
    const found = await candidatesFor(context, actor, params.meetingId, query.query ?? '')
    return isRefused(found) ? found : { materials: [...found] }
  })
  serve('addAgendaItem', async ({ actor, params, body }) =>
    sequenceOf(await addAgendaItem(context, actor, params.meetingId, body)),
  )
  serve('orderAgenda', async ({ actor, params, body }) =>
    sequenceOf(await orderAgenda(context, actor, params.meetingId, body.itemIds)),
  )
  serve('changeAgendaVersion', async ({ actor, params, body }) =>
    sequenceOf(await changeAgendaVersion(context, actor, params.meetingId, params.itemId, body.version)),
  )
  serve('withdrawAgendaItem', async ({ actor, params, body }) =>
    sequenceOf(await withdrawAgendaItem(context, actor, params.meetingId, params.itemId, body.reason)),
  )
  serve('conveneMeeting', async ({ actor, params }) =>
    sequenceOf(await conveneMeeting(context, actor, params.meetingId)),
  )
  serve('cancelMeeting', async ({ actor, params, body }) =>
    sequenceOf(await cancelMeeting(context, actor, params.meetingId, body.reason)),
  )
  serve('openMeeting', async ({ actor, params, body }) =>
    sequenceOf(await openMeeting(context, actor, params.meetingId, body.presentIds)),
  )
  serve('recordAttendance', async ({ actor, params, body }) =>
    sequenceOf(await recordAttendance(context, actor, params.meetingId, body.presentIds)),
  )
  serve('recordResolution', async ({ actor, params, body }) => {
    const done = await recordResolution(context, actor, params.meetingId, params.itemId, body)
    return isRefused(done) ? done : { sequence: done.sequence, number: done.number }
  })
  serve('correctResolution', async ({ actor, params, body }) => {
    const { reason, ...resolution } = body
    const done = await correctResolution(context, actor, params.meetingId, params.itemId, resolution, reason)
    return isRefused(done) ? done : { sequence: done.sequence, number: done.number }
  })
  serve('closeMeeting', async ({ actor, params }) => {
    const done = await closeMeeting(context, actor, params.meetingId)
    return isRefused(done) ? done : { sequence: done.sequence, recordHash: done.recordHash }
  })
  serve('proposeAmendment', async ({ actor, params, body }) =>
    sequenceOf(await proposeAmendment(context, actor, params.meetingId, params.itemId, body)),
  )
  serve('withdrawAmendment', async ({ actor, params }) =>
    sequenceOf(await withdrawAmendment(context, actor, params.meetingId, params.itemId, params.amendmentId)),
  )
  serve('decideAmendment', async ({ actor, params, body }) => {
    const { meetingId, itemId, amendmentId } = params
    return sequenceOf(await decideAmendment(context, actor, meetingId, itemId, amendmentId, body.accepted, body.vote))
  })
  serve('listAmendments', async ({ actor, params }) => {
    const found = await amendmentsTo(context, actor, params.materialId)
    return isRefused(found) ? found : structuredClone({ amendments: [...found] })
  })
  serve('askQuestion', async ({ actor, params, body }) =>
    sequenceOf(await askQuestion(context, actor, params.meetingId, params.itemId, body)),
  )
  serve('answerQuestion', async ({ actor, params, body }) =>
    sequenceOf(await answerQuestion(context, actor, params.meetingId, params.itemId, params.questionId, body.text)),
  )
  serve('shareQuestion', async ({ actor, params, body }) =>
    sequenceOf(await shareQuestion(context, actor, params.meetingId, params.itemId, params.questionId, body.shared)),
  )
  serve('readMeetingEvents', async ({ actor, params, query }) => {
    const found = await readable(context, actor, params.meetingId)
    if (isRefused(found)) return found
    const { meeting, reader } = found
    const records = await context.meetings.stream.records(meetingLogOf(meeting.id), query.after)
    const shown = records.flatMap((record) => meetingRecordShownTo(reader, record, meeting) ?? [])
    return {
      records: shown.map((record) => ({ ...record, events: record.events.map((event) => ({ ...event })) })),
      sequence: meeting.sequence,
    }
  })
  serve('readInvitation', async ({ actor, params }) => {
    const found = await readable(context, actor, params.meetingId)
    if (isRefused(found)) return found
    const text = invitationOf(found.meeting, { publicUrl, organizer: null })
    const bytes = new TextEncoder().encode(text)
    return { bytes, mediaType: 'text/calendar; charset=utf-8', fileName: `${found.meeting.title}.ics` }
  })
  serve('readMinutes', async ({ actor, params }) => {
    const meeting = await meetingForMinutes(context, actor, params.meetingId)
    if (isRefused(meeting)) return meeting
    const bytes = meeting.closed && (await context.blobs.get(meeting.closed.recordHash))
    if (!bytes) return refused('meeting-not-open')
    return { bytes, mediaType: 'application/json', fileName: `${meeting.title}.json`, immutable: true } as const
  })
  serve('readMeetingCopy', async ({ ctx, actor, params }) => {
    const meeting = await context.meetings.load(params.meetingId)
    if (!meeting) return refused('not-found')
    const view = await viewFor(context, actor, meeting)
    if (isRefused(view)) return view
    return meetingCopyOf(context, actor, view, await readingOf(context, actor), ctx.get('if-none-match'))
  })
  serve('readPaper', async ({ actor, params }) => {
    const paper = await paperFor(context, actor, params.meetingId, params.itemId)
    if (isRefused(paper)) return paper
    return agendaPaperOf(context, actor, { ...params, paper }, await readingOf(context, actor))
  })
  serve('readPaperFile', async ({ actor, params }) => {
    const paper = await paperFor(context, actor, params.meetingId, params.itemId)
    return isRefused(paper) ? paper : ((await paperFileOf(context, paper, params.blob)) ?? refused('part-not-found'))
  })
}

/** What most commands on a meeting answer. */
const sequenceOf = (done: MeetingDone | Refused): { sequence: number } | Refused =>
  isRefused(done) ? done : { sequence: done.sequence }

/** Over when it is closed or cancelled, or its day is past. */
const isOver = ({ state, endsAt }: Meeting, now: number): boolean =>
  state === 'closed' || (state !== 'held' && endsAt < now)

async function readable(
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
): Promise<{ readonly meeting: Meeting; readonly reader: MeetingReader } | Refused> {
  const meeting = await context.meetings.load(meetingId)
  if (!meeting) return refused('not-found')
  const reader = await readerOf(context, actor, materialIdsOf(meeting))
  const allowed = mayActAtMeeting(reader, 'read', meeting)
  return isRefused(allowed) ? allowed : { meeting, reader }
}

const seesMaterial = (reader: MeetingReader, meeting: Meeting, materialId: MaterialId): boolean =>
  meeting.agenda.some(
    (item) =>
      item.subject.kind === 'material' && item.subject.materialId === materialId && maySeeItem(reader, meeting, item),
  )

async function viewFor(context: CommandContext, actor: Actor, meeting: Meeting): Promise<MeetingView | Refused> {
  const ids = materialIdsOf(meeting)
  const newest = new Map<MaterialId, number>()
  for (const id of ids) {
    const version = (await context.materials.load(id))?.material.versions.at(-1)
    if (version) newest.set(id, version.number)
  }
  const [reader, reading] = [await readerOf(context, actor, ids), await readingOf(context, actor)]
  return meetingViewOf(reader, meeting, reading, newest)
}

/** The papers of an item that the person sees; those that were taken off the agenda stay closed. */
async function paperFor(context: CommandContext, actor: Actor, meetingId: MeetingId, itemId: AgendaItemId) {
  const meeting = await context.meetings.load(meetingId)
  if (!meeting) return refused('not-found')
  const view = await viewFor(context, actor, meeting)
  if (isRefused(view)) return view
  const item = view.agenda.find(({ id }) => id === itemId)
  return item?.subject.kind === 'material' && !item.withdrawn ? item.subject : refused('item-not-found')
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the members that are there but undefined. */
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>
