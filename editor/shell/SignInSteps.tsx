import type { SessionView } from '@glosa/domain/contract'
import { useState, type ReactNode } from 'react'
import { answers, call, isFailure } from '../api/index.ts'
import { SecondFactorStep } from '../secondFactor/SecondFactorStep.tsx'
import { DemoGuests, type DemoGuestsProps } from './DemoGuests.tsx'
import { Providers } from './Providers.tsx'
import { SignInForm } from './SignInForm.tsx'

interface SignInStepsProps {
  /** Hears of the session once nothing is missing in it. */
  readonly onSignedIn: (session: SessionView) => void
  /** The login of the person whose page waits. */
  readonly login?: string
  /** In the demo: whom to be, below the first step. */
  readonly guests?: DemoGuestsProps['guests']
  /** What stands above the first step, and nowhere else. */
  readonly before?: ReactNode
  /** Where the page goes to come back from an identity provider; `null`: the provider asks in a window of its own. */
  readonly returnTo: string | null
  /** A sign-in that began earlier, or at an identity provider, and lacks its second factor. */
  readonly half?: SessionView
}

/** Name and password, then the second factor where the office wants one. */
export function SignInSteps({ onSignedIn, login = '', before, guests = [], returnTo, half: begun }: SignInStepsProps) {
  const [half, setHalf] = useState<SessionView | null>(begun ?? null)
  const goOn = (session: SessionView) => {
    if (session.level === 'full') return onSignedIn(session)
    // What was read of the factors belongs to another session.
    answers.removeQueries({ queryKey: ['readSecondFactor'] })
    setHalf(session)
  }
  const readAgain = async () => {
    const now = await call('readSession')
    if (!isFailure(now)) goOn(now)
  }
  if (!half) {
    return (
      <>
        {before}
        <SignInForm login={login} onSignedIn={goOn} />
        {returnTo === null ? (
          <Providers returnTo="/" onReturned={() => void readAgain()} />
        ) : (
          <Providers returnTo={returnTo} />
        )}
        <DemoGuests guests={guests} onSignedIn={goOn} />
      </>
    )
  }
  return <SecondFactorStep session={half} onSession={goOn} onAnotherPerson={() => setHalf(null)} />
}
