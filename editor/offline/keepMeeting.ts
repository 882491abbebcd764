import { meetingCopy, type SessionView } from '@glosa/domain/contract'
import { refused, type MeetingId, type Refused } from '@glosa/domain/model'
import type * as z from 'zod'
import { addressOf, call, isFailure, offline, type Offline } from '../api/index.ts'
import { answersOf, filesOf } from './answersOf.ts'
import { dropCache, putMeeting, putShell, type KeptAnswer } from './keptCaches.ts'

/** How much of a copy is here: files and answers. */
export interface Progress {
  readonly done: number
  readonly all: number
}

/** Puts the papers of a meeting aside on this device, with the application to read them; or renews them. */
export async function keepMeeting(
  session: SessionView,
  meetingId: MeetingId,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<true | Refused | Offline> {
  const bytes = await call('readMeetingCopy', { params: { meetingId } })
  if (isFailure(bytes)) return bytes
  const copy = meetingCopy.parse(JSON.parse(new TextDecoder().decode(bytes)))
  const files = filesOf(copy)
  const all = files.length + 2
  onProgress({ done: 1, all })
  const answers: KeptAnswer[] = [...answersOf(copy), { address: addressOf('readSession', {}), body: session }]
  const office = await call('readOffice')
  if (!isFailure(office)) answers.push({ address: addressOf('readOffice', {}), body: office })
  for (const [index, { itemId, blob }] of files.entries()) {
    const params = { meetingId, itemId, blob }
    const file = await call('readPaperFile', { params })
    if (isFailure(file)) return file
    // The browser tells what a picture is by its bytes.
    answers.push({
      address: addressOf('readPaperFile', { params }),
      body: new Uint8Array(file),
      mediaType: mediaTypeOf(copy, blob),
    })
    onProgress({ done: index + 2, all })
  }
  try {
    // Before the papers: a connection that is lost meanwhile leaves what was kept before as it was.
    if (!(await putShell())) return offline
    await putMeeting(
      {
        meetingId,
        personId: session.person.id,
        title: copy.meeting.title,
        endsAt: copy.meeting.endsAt,
        sequence: copy.meeting.sequence,
        keptAt: Date.now(),
        files: files.length,
      },
      answers,
    )
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    // No room on the device.
    await dropCache(meetingId)
    return refused('too-large')
  }
  onProgress({ done: all, all })
  return true
}

const mediaTypeOf = (copy: z.output<typeof meetingCopy>, blob: string): string =>
  copy.parts.find((part) => part.blob === blob)?.mediaType ?? 'image/*'
