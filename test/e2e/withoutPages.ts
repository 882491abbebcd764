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
