import { useQuery } from '@tanstack/react-query'
import { refusalCodes } from '@glosa/domain/model'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { noteSignedIn, reading, useSessionState } from '../api/index.ts'
import { changeLanguage } from '../i18n/index.ts'
import { languages } from '../i18n/languages.ts'
import { Chips } from '../ui/Chips.tsx'
import { Notice } from '../ui/Notice.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { SignInSteps } from './SignInSteps.tsx'

/** The page before everything else. */
export function SignInScreen() {
  const { t, i18n } = useTranslation()
  const router = useRouter()
  const { then = '/', problem } = useSearch({ from: '/sign-in' })
  const session = useSessionState()
  const half = session.state === 'signed-out' ? session.half : undefined
  const told = refusalCodes.find((code) => code === problem)
  const office = useQuery({ ...reading('readOffice'), staleTime: Infinity })
  usePageTitle(t('signIn.title'))
  return (
    <main id="main" className="wrap">
      <div className="sign-in">
        <div className="brand">
          <span className="brand-mark" aria-hidden="true">
            G
          </span>
          <span>
            Glosa
            <small>{office.data?.name ?? t('shell.office')}</small>
          </span>
        </div>
        <section className="panel" aria-labelledby="sign-in-title">
          <h1 id="sign-in-title">{t('signIn.title')}</h1>
          <SignInSteps
            {...(half ? { half } : {})}
            returnTo={then}
            before={
              <>
                <p className="quiet">{t('signIn.intro')}</p>
                {office.data?.isDemo ? <Notice tone="info">{t('signIn.demo')}</Notice> : null}
                {told ? (
                  <Notice tone="danger" role="alert">
                    {t(`refusal.${told}`)}
                  </Notice>
                ) : null}
              </>
            }
            guests={office.data?.guests ?? []}
            onSignedIn={(session) => {
              noteSignedIn(session)
              router.history.push(then)
            }}
          />
        </section>
        <Chips
          label={t('language.title')}
          chips={languages.map((id) => ({ id, label: t(`language.${id}`) }))}
          selected={languages.find((known) => known === i18n.language) ?? 'cs'}
          onSelect={(language) => void changeLanguage(language)}
        />
      </div>
    </main>
  )
}
