import {
  addAgendaItem as decideAdd,
  changeAgendaVersion as decideVersion,
  isRefused,
  mayAct,
  mayActAtMeeting,
  orderAgenda as decideOrder,
  refused,
  withdrawAgendaItem as decideWithdraw,
  type Actor,
  type AgendaItemId,
  type AgendaSubject,
  type AgendaVersion,
  type Material,
  type MaterialId,
  type MeetingId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAtMeeting } from './decideAtMeeting.ts'
import { agendaVersionOf, frozenVersionOf } from './frozenVersions.ts'

/** What somebody wants on the agenda. */
export interface AgendaWish {
  readonly itemId: AgendaItemId
  readonly before: AgendaItemId | null
  readonly subject:
    | { readonly kind: 'material'; readonly materialId: MaterialId; readonly version: number | null }
    | Exclude<AgendaSubject, { readonly kind: 'material' }>
}

export const addAgendaItem = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  { itemId, before, subject }: AgendaWish,
) =>
  decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const allowed = mayActAtMeeting(reader, 'prepare', meeting)
    if (isRefused(allowed)) return allowed
    const whole = subject.kind === 'material' ? await paperOf(context, actor, subject) : subject
    return isRefused(whole) ? whole : decideAdd(reader, meeting, itemId, whole, before)
  })

export const withdrawAgendaItem = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  reason: string | null,
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideWithdraw(reader, meeting, itemId, reason))

export const changeAgendaVersion = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  version: number,
) =>
  decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const allowed = mayActAtMeeting(reader, 'prepare', meeting)
    if (isRefused(allowed)) return allowed
    const subject = meeting.agenda.find(({ id }) => id === itemId)?.subject
    if (subject?.kind !== 'material') return refused('item-not-found')
    const newer = await paperOf(context, actor, { materialId: subject.materialId, version })
    return isRefused(newer) ? newer : decideVersion(reader, meeting, itemId, newer)
  })

export const orderAgenda = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemIds: readonly AgendaItemId[],
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideOrder(reader, meeting, itemIds))

/** The material as the agenda names it; its newest locked version unless one is asked for. */
async function paperOf(
  context: CommandContext,
  actor: Actor,
  wish: { readonly materialId: MaterialId; readonly version: number | null },
): Promise<Extract<AgendaSubject, { readonly kind: 'material' }> | Refused> {
  const loaded = await context.materials.load(wish.materialId)
  if (!loaded) return refused('not-found')
  const { material } = loaded
  const allowed = mayAct(actor, 'read', material)
  if (isRefused(allowed)) return allowed
  const version = await agendaVersion(context, material, wish.version)
  if (isRefused(version)) return version
  const { id: materialId, number: materialNumber, drafter, sponsor, leadUnitName } = material
  return { kind: 'material', materialId, materialNumber, drafter, sponsor, leadUnitName, ...version }
}

async function agendaVersion(
  context: CommandContext,
  { versions }: Material,
  number: number | null,
): Promise<AgendaVersion | Refused> {
  const version = number === null ? versions.at(-1) : versions.find((candidate) => candidate.number === number)
  if (!version) return refused(number === null ? 'material-not-locked' : 'version-not-found')
  const frozen = await frozenVersionOf(context, version)
  return frozen ? agendaVersionOf(version, frozen) : refused('version-not-found')
}
