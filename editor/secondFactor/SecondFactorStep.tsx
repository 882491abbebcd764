import type { SessionView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, reading } from '../api/index.ts'
import { Answer } from '../shell/Answer.tsx'
import { Button } from '../ui/Button.tsx'
import { notify } from '../ui/notify.ts'
import { EnrolFactor } from './EnrolFactor.tsx'
import { ShowFactor } from './ShowFactor.tsx'

interface SecondFactorStepProps {
  readonly session: SessionView
  readonly onSession: (session: SessionView) => void
  readonly onAnotherPerson: () => void
}

/** The second step of signing in: shows a factor, or sets up the first one. */
export function SecondFactorStep({ session, onSession, onAnotherPerson }: SecondFactorStepProps) {
  const { t } = useTranslation()
  const factors = useQuery({ ...reading('readSecondFactor'), refetchOnMount: 'always' })
  const readAgain = async () => {
    const now = await call('readSession')
    if (isFailure(now)) return notify({ tone: 'error', text: t(problemKey(now)) })
    onSession(now)
  }
  const leave = async () => {
    await call('signOut')
    onAnotherPerson()
  }
  return (
    <div className="stack">
      <p>{t('secondFactor.signedInAs', { name: session.person.displayName })}</p>
      <Answer of={factors}>
        {(view) =>
          session.level === 'enrol' ? (
            <>
              <p>{t('secondFactor.enrolFirst')}</p>
              <EnrolFactor
                needsCode={view.needsEnrolmentCode}
                kinds={view.demand === 'phishing-resistant' ? ['passkey'] : ['totp', 'passkey']}
                onDone={() => void readAgain()}
              />
            </>
          ) : (
            <ShowFactor
              factors={view.factors}
              recoveryCodesLeft={view.recoveryCodesLeft}
              onShown={(shown) => onSession(shown)}
            />
          )
        }
      </Answer>
      <Button variant="quiet" onPress={() => void leave()}>
        {t('secondFactor.anotherPerson')}
      </Button>
    </div>
  )
}
