import { routes } from '@glosa/domain/contract'
import { factorDemands, type FactorDemand, type Refused } from '@glosa/domain/model'
import { useSyncExternalStore } from 'react'
import type { AskedAct } from './call.ts'
import { currentSession } from './session.ts'

/** An act that waits until the person has confirmed who they are. */
export interface StepUp {
  /** What is to be done; for `change-factors` the word of an identity provider is not enough. */
  readonly act: string | null
  /** The question that was refused; of several at the same time the first. */
  readonly asked: AskedAct
  /** Which kind of factor the server wants to see. */
  readonly demand: FactorDemand
  /** Says how it ended: true when the factor was shown and the act is to be tried again. */
  readonly settle: (isConfirmed: boolean) => void
}

let pending: (StepUp & { readonly answer: Promise<boolean> }) | null = null
const listeners = new Set<() => void>()

function become(next: typeof pending) {
  pending = next
  for (const listener of listeners) listener()
}

const demandOf = ({ detail }: Refused): FactorDemand =>
  factorDemands.find((known) => known !== 'none' && known === detail?.['demand']) ?? 'any'

/**
 * Asks the person to show their second factor again, once for all acts that wait at the same time.
 * @returns whether the act is to be tried again; false at once where no page behind the sign-in
 *   stands, and for the questions by which the factor itself is shown
 */
export function confirmAgain(asked: AskedAct, refusal: Refused): Promise<boolean> {
  if (currentSession().state !== 'signed-in' || listeners.size === 0) return Promise.resolve(false)
  if (pending) return 'half' in routes[asked.name] ? Promise.resolve(false) : pending.answer
  let tell: (isConfirmed: boolean) => void = () => undefined
  const answer = new Promise<boolean>((resolve) => {
    tell = resolve
  })
  const settle = (isConfirmed: boolean) => {
    become(null)
    tell(isConfirmed)
  }
  const act = refusal.detail?.['act']
  become({ act: typeof act === 'string' ? act : null, asked, demand: demandOf(refusal), settle, answer })
  return answer
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The act that waits for a confirmation now. */
export const useStepUp = (): StepUp | null => useSyncExternalStore(subscribe, () => pending)
