import type { SessionView } from '@glosa/domain/contract'
import { useState } from 'react'
import { answers } from '../api/index.ts'
import { SecondFactorStep } from '../secondFactor/SecondFactorStep.tsx'
import { SignInForm } from './SignInForm.tsx'

interface SignInStepsProps {
  /** Hears of the session once nothing is missing in it. */
  readonly onSignedIn: (session: SessionView) => void
  /** The login of the person whose page waits. */
  readonly login?: string
  /** A sign-in that began earlier, or at an identity provider, and lacks its second factor. */
  readonly half?: SessionView
}

/** Name and password, then the second factor where the office wants one. */
export function SignInSteps({ onSignedIn, login = '', half: begun }: SignInStepsProps) {
  const [half, setHalf] = useState<SessionView | null>(begun ?? null)
  const goOn = (session: SessionView) => {
    if (session.level === 'full') return onSignedIn(session)
    // What was read of the factors belongs to another session.
    answers.removeQueries({ queryKey: ['readSecondFactor'] })
    setHalf(session)
  }
  if (!half) return <SignInForm login={login} onSignedIn={goOn} />
  return <SecondFactorStep session={half} onSession={goOn} onAnotherPerson={() => setHalf(null)} />
}
