import { meetingId, personId } from '@glosa/domain/contract'
import { parseMeetingId, type MeetingId } from '@glosa/domain/model'
import * as z from 'zod'
import { keptHeader } from '../api/index.ts'

const prefix = 'glosa-meeting-'
const shell = 'glosa-shell'
const label = '/kept/label.json'
const list = '/offline-files.json'
/** What waits to be sent lies apart: it stays when the papers go, so that nothing written is lost. */
const outboxPrefix = 'glosa-outbox-'
const outboxFolder = '/kept/outbox/'

const keptMeeting = z.object({
  meetingId,
  personId,
  title: z.string(),
  endsAt: z.number(),
  /** Of the meeting when it was kept: another one later means that the copy is out of date. */
  sequence: z.number().int(),
  keptAt: z.number(),
  files: z.number().int(),
})
/** A meeting whose papers lie on this device. */
export type KeptMeeting = z.output<typeof keptMeeting>

/** Whether this browser can keep anything: only on safe connections, and not in private windows of some. */
export const canKeep = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator

/** The meetings kept on this device, the next one first. */
export async function keptMeetings(): Promise<readonly KeptMeeting[]> {
  if (!canKeep()) return []
  const found: KeptMeeting[] = []
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue
    const told = keptMeeting.safeParse(await readJson(await caches.open(name), label))
    if (told.success) found.push(told.data)
    // A copy that was interrupted half-way is no copy.
    else await caches.delete(name)
  }
  return found.sort((a, b) => a.endsAt - b.endsAt)
}

/** One answer as the server would give it, under its address. */
export interface KeptAnswer {
  readonly address: string
  readonly body: Uint8Array<ArrayBuffer> | object
  readonly mediaType?: string
}

/**
 * Puts everything of one meeting aside, over what was kept of it before: the page may be closed at any moment, and a copy
 * that was whole stays one. What the new copy lacks goes first, for the person may not have it any more; the label comes
 * last, without it nothing counts as kept.
 */
export async function putMeeting(meeting: KeptMeeting, answers: readonly KeptAnswer[]): Promise<void> {
  const cache = await caches.open(prefix + meeting.meetingId)
  await keepOnly(cache, [label, ...answers.map(({ address }) => address)])
  for (const { address, body, mediaType = 'application/json' } of answers) {
    const bytes = body instanceof Uint8Array ? body : JSON.stringify(body)
    const headers = { 'content-type': mediaType, [keptHeader]: String(meeting.keptAt) }
    await cache.put(address, new Response(bytes, { headers }))
  }
  await cache.put(label, new Response(JSON.stringify(meeting)))
}

export const dropCache = (id: MeetingId): Promise<boolean> => caches.delete(prefix + id)

/**
 * Puts the application itself aside, with the worker that opens it without a connection. What was there stays until all of
 * it has come.
 * @returns false when the connection was lost meanwhile
 */
export async function putShell(): Promise<boolean> {
  const cache = await caches.open(shell)
  try {
    const files = await listedFiles(cache)
    await cache.addAll(files)
    await keepOnly(cache, [list, ...files])
    await navigator.serviceWorker.register('/service-worker.js')
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

export const dropShell = (): Promise<boolean> => caches.delete(shell)

/** The page and the files that the pages of meetings need, as the build has listed them. */
async function listedFiles(cache: Cache): Promise<readonly string[]> {
  await cache.add(list)
  const told = z.array(z.string()).safeParse(await readJson(cache, list))
  return ['/index.html', ...(told.success ? told.data : [])]
}

/** An answer that is kept, as it was put aside; `null` when there is none. */
export const readKept = async (id: MeetingId, address: string): Promise<unknown> =>
  readJson(await caches.open(prefix + id), address)

/** Changes an answer that is kept, as the server's would have changed. */
export async function changeKept<T>(id: MeetingId, address: string, change: (body: T) => T): Promise<void> {
  const cache = await caches.open(prefix + id)
  const answer = await cache.match(address)
  if (!answer) return
  const { headers } = answer
  const body = change((await answer.json()) as T)
  await cache.put(address, new Response(JSON.stringify(body), { headers }))
}

/** What waits to be sent, by name. */
export async function readOutbox(id: MeetingId): Promise<readonly { readonly name: string; readonly act: unknown }[]> {
  const found: { name: string; act: unknown }[] = []
  // Looking must not make an empty one.
  if (!(await caches.has(outboxPrefix + id))) return found
  const cache = await caches.open(outboxPrefix + id)
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname.startsWith(outboxFolder)) {
      found.push({ name: pathname.slice(outboxFolder.length), act: await readJson(cache, pathname) })
    }
  }
  return found
}

/** A newer act of the same name takes the place of the older; `null` takes it out. */
export async function putInOutbox(id: MeetingId, name: string, act: object | null): Promise<void> {
  const cache = await caches.open(outboxPrefix + id)
  if (act === null) await cache.delete(outboxFolder + name)
  else await cache.put(outboxFolder + name, new Response(JSON.stringify(act)))
}

export const dropOutbox = (id: MeetingId): Promise<boolean> => caches.delete(outboxPrefix + id)

/** Meetings of which something waits to be sent, whether they are kept or not. */
export async function meetingsWithOutbox(): Promise<readonly MeetingId[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(outboxPrefix))
  return names.flatMap((name) => parseMeetingId(name.slice(outboxPrefix.length)) ?? [])
}

async function keepOnly(cache: Cache, addresses: readonly string[]): Promise<void> {
  const kept = new Set(addresses.map((address) => new URL(address, location.origin).href))
  for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request)
}

async function readJson(cache: Cache, address: string): Promise<unknown> {
  const answer = await cache.match(address)
  return answer ? ((await answer.json()) as unknown) : null
}
