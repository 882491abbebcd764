import type { MaterialView, SessionView } from '@glosa/domain/contract'
import type { BodyId, CommentId, MaterialId, PartId, PersonId, SessionId } from '@glosa/domain/model'
import { until } from './glosaProcess.ts'
import { signInAs, type GlosaServer, type SignedIn } from '../bench/glosaServer.ts'

/** A signed-in person of the demo office with the ids that tests name. */
export interface Clerk extends SignedIn {
  readonly personId: PersonId
  readonly sessionId: SessionId
}

/** Signs a demo person in and asks who that is. */
export async function clerk(server: GlosaServer, login: string): Promise<Clerk> {
  const signedIn = await signInAs(server, login)
  const view: unknown = await signedIn.call('GET', '/session')
  const { person, sessionId } = view as SessionView
  return { ...signedIn, personId: person.id, sessionId }
}

export async function viewOf(person: SignedIn, materialId: MaterialId): Promise<MaterialView> {
  const view: unknown = await person.call('GET', `/materials/${materialId}`)
  return view as MaterialView
}

/** A material with what tests need of it. */
export interface Founded {
  readonly materialId: MaterialId
  readonly bodyId: BodyId
  readonly partId: PartId
}

export async function found(drafter: SignedIn, title: string): Promise<Founded> {
  const view: unknown = await drafter.call('POST', '/materials', { title, template: 'council-material' })
  const { id, parts } = view as MaterialView
  const part = parts.find(({ form }) => form === 'body')
  if (part?.form !== 'body') throw new RangeError('a new material has a text')
  return { materialId: id, bodyId: part.bodyId, partId: part.id }
}

export const invite = (
  drafter: SignedIn,
  materialId: MaterialId,
  personId: PersonId,
  right: 'edit' | 'comment' | 'read',
) => drafter.call('POST', `/materials/${materialId}/invitations`, { right, personId })

export const openRound = (drafter: SignedIn, materialId: MaterialId) =>
  drafter.call('POST', `/materials/${materialId}/round`, { closesAt: Date.now() + 3_600_000 })

/** Lodges a comment on the whole material, or keeps a private note. @returns its id */
export async function comment(
  person: SignedIn,
  materialId: MaterialId,
  word: string,
  visibility: 'participants' | 'private' = 'participants',
): Promise<CommentId> {
  const commentId = word.padEnd(20, '0') as CommentId
  await person.call('POST', `/materials/${materialId}/comments`, {
    commentId,
    kind: 'advisory',
    visibility,
    place: { at: 'material' },
    text: `Text ${word}`,
  })
  return commentId
}

/** Waits until every locked material that the person sees is registered by the records system. */
export async function delivered(person: SignedIn): Promise<void> {
  await until(async () => {
    const answer: unknown = await person.call('GET', '/materials?state=locked')
    for (const { materialId } of (answer as { cards: { materialId: MaterialId }[] }).cards) {
      const { deliveries } = await viewOf(person, materialId)
      if (deliveries.some(({ state }) => state !== 'registered')) return false
    }
    return true
  })
}
