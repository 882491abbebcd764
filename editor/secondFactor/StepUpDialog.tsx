import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { forget, reading, useSession, type StepUp } from '../api/index.ts'
import { Answer } from '../shell/Answer.tsx'
import { Providers } from '../shell/Providers.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EnrolFactor } from './EnrolFactor.tsx'
import { dropKeptAct, keepAct, tabStore } from './keptAct.ts'
import { ShowFactor } from './ShowFactor.tsx'
import { pathWithoutProblem } from './wayBack.ts'

/** Asks for the second factor again before an act; the act goes on by itself afterwards. */
export function StepUpDialog({ stepUp }: { readonly stepUp: StepUp }) {
  const { t } = useTranslation()
  const factors = useQuery({ ...reading('readSecondFactor'), refetchOnMount: 'always', staleTime: 0 })
  const { person } = useSession()
  const { act, asked, demand } = stepUp
  const settle = (isConfirmed: boolean) => {
    // Whoever came back to the open page by its history has answered it here.
    dropKeptAct(tabStore())
    stepUp.settle(isConfirmed)
  }
  return (
    <Dialog isOpen onClose={() => settle(false)} title={t('secondFactor.stepUpTitle')}>
      <p>{t(demand === 'phishing-resistant' ? 'secondFactor.stepUpPasskey' : 'secondFactor.stepUp')}</p>
      <Answer of={factors}>
        {(view) => {
          const fitting = view.factors.filter(({ kind }) => demand !== 'phishing-resistant' || kind === 'passkey')
          // Who has no factor that would do sets one up, once another one was shown where there is one.
          if (fitting.length === 0 && (view.factors.length === 0 || view.mayChange)) {
            return (
              <EnrolFactor
                needsCode={view.needsEnrolmentCode}
                kinds={demand === 'phishing-resistant' ? ['passkey'] : ['totp', 'passkey']}
                onDone={() => settle(true)}
              />
            )
          }
          return (
            <ShowFactor
              factors={fitting.length > 0 ? fitting : view.factors}
              recoveryCodesLeft={0}
              onShown={() => (fitting.length > 0 ? settle(true) : void forget('readSecondFactor'))}
            />
          )
        }}
      </Answer>
      {act === 'change-factors' ? null : (
        <Providers
          returnTo={pathWithoutProblem(location)}
          again
          onReturned={() => settle(true)}
          onLeave={() => keepAct(tabStore(), asked, person.id, Date.now())}
        />
      )}
    </Dialog>
  )
}
