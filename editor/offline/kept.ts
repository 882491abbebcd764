import { meetingView, type MeetingView, type SessionView } from '@glosa/domain/contract'
import { parseMeetingId, turns, type MeetingId, type Refused } from '@glosa/domain/model'
import { useSyncExternalStore } from 'react'
import {
  addressOf,
  call,
  forget,
  isFailure,
  isOffline,
  watchReach,
  watchSession,
  currentSession,
  type Offline,
} from '../api/index.ts'
import { readSetting, writeSetting } from '../i18n/languages.ts'
import { keepMeeting, type Progress } from './keepMeeting.ts'
import {
  canKeep,
  dropCache,
  dropOutbox,
  dropShell,
  keptMeetings,
  meetingsWithOutbox,
  readKept,
  type KeptMeeting,
} from './keptCaches.ts'
import { sendWaiting } from './outbox.ts'

let known: readonly KeptMeeting[] = []
const listeners = new Set<() => void>()

async function look(): Promise<readonly KeptMeeting[]> {
  known = await keptMeetings()
  for (const listener of listeners) listener()
  return known
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The meetings whose papers lie on this device. */
export const useKeptMeetings = (): readonly KeptMeeting[] => useSyncExternalStore(subscribe, () => known)
export const currentKept = (): readonly KeptMeeting[] => known

/** Keeps a meeting on this device, or renews it. What waits to be sent goes first. */
export async function keep(
  session: SessionView,
  meetingId: MeetingId,
  onProgress?: (progress: Progress) => void,
): Promise<true | Refused | Offline> {
  return inTurn('papers', async () => {
    await sendWaiting(meetingId)
    const outcome = await keepMeeting(session, meetingId, onProgress)
    rememberWish(session, await look())
    return outcome
  })
}

/** What keeps and what takes away follow one another: papers on their way must not arrive after the person has left. */
const inTurn = turns<'papers'>()

/** Takes a kept meeting off this device. */
export async function drop(meetingId: MeetingId): Promise<void> {
  await dropCache(meetingId)
  await dropOutbox(meetingId)
  const left = await look()
  if (left.length === 0) await dropWorker()
  writeSetting(wishKey, JSON.stringify({ ...readWish(), meetingIds: left.map((kept) => kept.meetingId) }))
}

/** Takes everything off this device: at signing out, and when somebody else signs in. */
export async function dropAll(): Promise<void> {
  if (canKeep()) await inTurn('papers', dropEverything)
}

async function dropEverything(): Promise<void> {
  for (const meetingId of await meetingsWithOutbox()) await dropOutbox(meetingId)
  await dropContents()
  writeSetting(wishKey, '')
}

/** Sends what waits before the person signs out. */
export async function sendEverything(): Promise<void> {
  if (!canKeep()) return
  for (const meetingId of await meetingsWithOutbox()) await sendWaiting(meetingId)
}

/** The papers go, what the person wished to have here is remembered for their next sign-in. */
async function dropContents(): Promise<void> {
  for (const { meetingId } of await keptMeetings()) await dropCache(meetingId)
  await dropWorker()
  await look()
}

async function dropWorker(): Promise<void> {
  await dropShell()
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
}

/**
 * Follows the session and the connection for as long as the page lives: papers go when the session
 * ends, when somebody else is signed in, and when the server says that the person may not have them;
 * what was noted without a connection is sent as soon as there is one.
 */
export function followKept(): void {
  if (isFollowing || !canKeep()) return
  isFollowing = true
  watchSession(() => {
    const now = currentSession()
    if (now.state === 'ended') void inTurn('papers', dropContents)
    if (now.state === 'signed-in') void check(now.session)
  })
  watchReach((reached) => {
    const now = currentSession()
    if (reached && now.state === 'signed-in') void check(now.session)
  })
  addEventListener('online', () => {
    const now = currentSession()
    if (now.state === 'signed-in') void check(now.session)
  })
}

let isFollowing = false
let checking: Promise<void> | null = null
let isAskedAgain = false
/**
 * Compares what is kept with what the person may have now; does nothing without a connection. Asked for while it runs it
 * runs once more: what the running one was answered may have been kept itself, from before the connection was back.
 */
function check(session: SessionView): Promise<void> {
  if (checking) {
    isAskedAgain = true
    return checking
  }
  checking = inTurn('papers', () => compare(session)).finally(() => {
    checking = null
    if (!isAskedAgain) return
    isAskedAgain = false
    const now = currentSession()
    if (now.state === 'signed-in') void check(now.session)
  })
  return checking
}

/** Days after its meeting that a copy goes by itself. */
const dayMs = 86_400_000
const daysAfter = 3

async function compare(session: SessionView): Promise<void> {
  const kept = await look()
  const wish = readWish()
  const isForeign = kept.some(({ personId }) => personId !== session.person.id)
  if (isForeign || (wish.personId !== null && wish.personId !== session.person.id)) return dropEverything()
  let changed = false
  for (const { meetingId, endsAt } of kept) {
    if (endsAt + daysAfter * dayMs < Date.now()) {
      await drop(meetingId)
      continue
    }
    const sent = await sendWaiting(meetingId)
    if (sent === null) return
    const view = await call('readMeeting', { params: { meetingId } })
    if (isOffline(view)) return
    if (isFailure(view)) await drop(meetingId)
    else if (sent > 0 || (await holdsMore(view))) {
      const outcome = await keepMeeting(session, meetingId)
      if (isFailure(outcome) && !isOffline(outcome)) await drop(meetingId)
      changed = true
    }
  }
  // Papers that went with an ended session come back with the person.
  for (const meetingId of wish.meetingIds) {
    if (kept.some((other) => other.meetingId === meetingId)) continue
    if ((await sendWaiting(meetingId)) === null) return
    const outcome = await keepMeeting(session, meetingId)
    if (isFailure(outcome) && !isOffline(outcome)) await drop(meetingId)
    changed = true
  }
  if (!changed) return
  await look()
  await forget('listNotes', 'readMeeting', 'readPaper')
}

/** Whether the copy has papers that the person may not read any more, or that were taken off the agenda. */
async function holdsMore(now: MeetingView): Promise<boolean> {
  const papersOf = ({ agenda }: MeetingView) =>
    agenda.flatMap(({ id, subject, withdrawn }) => (subject.kind === 'material' && !withdrawn ? [id] : []))
  const copy = meetingView.safeParse(
    await readKept(now.id, addressOf('readMeeting', { params: { meetingId: now.id } })),
  )
  if (!copy.success) return true
  const open = new Set(papersOf(now))
  return papersOf(copy.data).some((id) => !open.has(id))
}

/** The server does not know the session any more: whoever holds the device now gets nothing. */
export async function dropForNobody(): Promise<void> {
  if (canKeep()) await inTurn('papers', dropContents)
}

const wishKey = 'glosa.kept'
interface Wish {
  readonly personId: string | null
  readonly meetingIds: readonly MeetingId[]
}

function rememberWish(session: SessionView, kept: readonly KeptMeeting[]): void {
  const wish: Wish = { personId: session.person.id, meetingIds: kept.map(({ meetingId }) => meetingId) }
  writeSetting(wishKey, JSON.stringify(wish))
}

function readWish(): Wish {
  const nothing: Wish = { personId: null, meetingIds: [] }
  const stored = readSetting(wishKey)
  if (!stored) return nothing
  let told: unknown
  try {
    told = JSON.parse(stored)
  } catch (error) {
    if (error instanceof SyntaxError) return nothing
    throw error
  }
  if (typeof told !== 'object' || told === null || !('personId' in told) || !('meetingIds' in told)) return nothing
  if (typeof told.personId !== 'string' || !Array.isArray(told.meetingIds)) return nothing
  return { personId: told.personId, meetingIds: told.meetingIds.flatMap((id: unknown) => parseMeetingId(id) ?? []) }
}
