import { opaqueIdFrom, type CommentId } from '@glosa/domain/model'
import type { SignedIn } from '../bench/glosaServer.ts'
import type { BrowserOffice } from './browserOffice.ts'

/** Milliseconds of a day. */
export const day = 86_400_000

/** Ids of units by their marks. */
export async function unitsOf(person: SignedIn): Promise<(mark: string) => string> {
  const { units } = (await person.call('GET', '/directory')) as { units?: { id: string; mark: string }[] }
  return (mark) => units?.find((unit) => unit.mark === mark)?.id ?? ''
}

/** Lodges a comment about the whole material without the pages. */
export async function say(office: BrowserOffice, materialId: string, login: string, text: string, more: object = {}) {
  const person = await office.call(login)
  const commentId = opaqueIdFrom<CommentId>(crypto.getRandomValues(new Uint8Array(60)))
  const words = { kind: 'advisory', text, justification: null, proposedWording: null, place: { at: 'material' } }
  await person.call('POST', `/materials/${materialId}/comments`, { commentId, ...words, ...more })
  return commentId
}

/** Somebody names their deputy for a month. */
export async function substitute(office: BrowserOffice, login: string, absent: string, deputy: string): Promise<void> {
  const person = await office.call(login)
  const { people } = (await person.call('GET', '/directory')) as { people?: { id: string; displayName: string }[] }
  const idOf = (name: string) => people?.find(({ displayName }) => displayName === name)?.id
  const term = { from: Date.now(), until: Date.now() + 30 * day, reason: 'Dovolená' }
  await person.call('POST', '/substitutions', { absentId: idOf(absent), deputyId: idOf(deputy), ...term })
}

/** A board meeting with the material on its agenda. @returns its id */
export async function meetingOn(office: BrowserOffice, materialId: string): Promise<string> {
  const secretary = await office.call('pokorna')
  const startsAt = Date.now() + 9 * day
  const facts = { title: '31. schůze', place: 'Sál', startsAt, endsAt: startsAt + day / 8, memberIds: [] }
  const { id } = await secretary.call('POST', '/meetings', { body: 'board', ...facts })
  const item = { itemId: 'v'.repeat(20), subject: { kind: 'material', materialId } }
  await secretary.call('POST', `/meetings/${String(id)}/items`, item)
  return String(id)
}

/** Sets the steps in which materials of the first template are approved. */
export async function setRoute(office: BrowserOffice, steps: readonly object[]): Promise<void> {
  const administrator = await office.call('spravce')
  const { sequence, settings } = (await administrator.call('GET', '/office/settings')) as {
    sequence?: number
    settings?: { templates: object[] }
  }
  const template = { ...settings?.templates[0], approval: { isRequired: false, steps } }
  await administrator.call('PATCH', '/office/settings', { sequence, change: { section: 'template', template } })
}
