import type { AgendaItemId } from '../../ids.ts'
import { isRefused, refused } from '../../refusals.ts'
import type { AgendaSubject, AgendaVersion, Meeting } from '../meeting.ts'
import { mayActAtMeeting, type MeetingReader } from '../meetingPolicy.ts'
import { visibleItem, type MeetingDecided } from './decided.ts'

/** Puts an item on the agenda; once the meeting is convened the item is marked as tabled ("na stůl"). */
export function addAgendaItem(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  subject: AgendaSubject,
  before: AgendaItemId | null,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'prepare', meeting)
  if (isRefused(allowed)) return allowed
  if (meeting.agenda.some(({ id }) => id === itemId)) return []
  if (before !== null && !meeting.agenda.some(({ id }) => id === before)) return refused('item-not-found')
  const isThere =
    subject.kind === 'material' &&
    meeting.agenda.some(
      (item) => !item.withdrawn && item.subject.kind === 'material' && item.subject.materialId === subject.materialId,
    )
  if (isThere) return refused('already-on-agenda')
  const tabled = meeting.convened !== null && subject.kind !== 'break'
  return [{ type: 'agenda-item-added', itemId, subject, before, tabled }]
}

/**
 * Takes an item off: it disappears while the meeting is planned, and stays as withdrawn, with the
 * reason, once the members have the agenda.
 */
export function withdrawAgendaItem(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  reason: string | null,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'prepare', meeting)
  if (isRefused(allowed)) return allowed
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  if (item.withdrawn) return []
  if (item.resolved) return refused('already-resolved')
  if (meeting.convened === null) return [{ type: 'agenda-item-removed', itemId }]
  if (reason === null) return refused('reason-required')
  return [{ type: 'agenda-item-withdrawn', itemId, reason }]
}

/** Puts a newer locked version in the place of the one on the agenda; not after it was decided on. */
export function changeAgendaVersion(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  version: AgendaVersion,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'prepare', meeting)
  if (isRefused(allowed)) return allowed
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  if (item.subject.kind !== 'material') return refused('item-not-found')
  if (item.resolved) return refused('already-resolved')
  if (item.subject.version === version.version) return []
  if (item.subject.version > version.version) return refused('version-not-found')
  const { version: number, hash, title, parts } = version
  return [{ type: 'agenda-version-changed', itemId, version: { version: number, hash, title, parts } }]
}

/** @param itemIds every item of the agenda, once, in the new order */
export function orderAgenda(reader: MeetingReader, meeting: Meeting, itemIds: readonly AgendaItemId[]): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'prepare', meeting)
  if (isRefused(allowed)) return allowed
  const there = new Set(meeting.agenda.map(({ id }) => id))
  const isWhole = itemIds.length === there.size && new Set(itemIds).size === there.size
  // Somebody else added or removed an item meanwhile: the order is of another agenda.
  if (!isWhole || itemIds.some((id) => !there.has(id))) return refused('conflict')
  if (meeting.agenda.every(({ id }, index) => id === itemIds[index])) return []
  return [{ type: 'agenda-ordered', itemIds }]
}
