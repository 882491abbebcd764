import type { SessionView } from '@glosa/domain/contract'
import type { Actor } from '@glosa/domain/model'
import { useSyncExternalStore } from 'react'

/** `ended`: somebody was signed in on this page and is not any more; their page is kept for them. */
export type SessionState =
  | {
      readonly state: 'signed-out'
      /** A sign-in that still lacks its second factor. */
      readonly half?: SessionView
    }
  | { readonly state: 'signed-in'; readonly session: SessionView }
  | { readonly state: 'ended'; readonly session: SessionView }

let current: SessionState = { state: 'signed-out' }
const listeners = new Set<() => void>()

function become(next: SessionState) {
  current = next
  for (const listener of listeners) listener()
}

export const currentSession = (): SessionState => current
/** Notes what the server said of the session; one without its second factor opens no page yet. */
export const noteSignedIn = (session: SessionView): void =>
  become(session.level === 'full' ? { state: 'signed-in', session } : { state: 'signed-out', half: session })

/** Notes that the server ended the session (also called when a room's socket closes with that code). */
export function noteSessionEnded(): void {
  if (current.state === 'signed-in') become({ state: 'ended', session: current.session })
}

export function watchSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useSessionState = (): SessionState => useSyncExternalStore(watchSession, currentSession)

/**
 * The person who is signed in, also while the session has ended and waits to be renewed.
 * @throws Error outside the screens that need a session
 */
export function useSession(): SessionView {
  const state = useSessionState()
  if (state.state === 'signed-out') throw new Error('no one is signed in')
  return state.session
}

/** The signed-in person as the policy asks for them. */
export const actorOf = ({ person, sessionId, unitName, standsFor }: SessionView): Actor => ({
  personId: person.id,
  sessionId,
  displayName: person.displayName,
  unitId: person.unitId,
  unitName,
  roles: person.roles,
  ...(standsFor.length > 0 ? { standsFor } : {}),
})
