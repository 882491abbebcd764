import { useTranslation } from 'react-i18next'
import { answers, noteSignedIn, useSessionState } from '../api/index.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { SignInSteps } from './SignInSteps.tsx'

/** Lets the person sign in again over the page they were on, which stays as it is. */
export function SessionEndedDialog() {
  const { t } = useTranslation()
  const state = useSessionState()
  if (state.state !== 'ended') return null
  const { person } = state.session
  return (
    <Dialog isOpen isPinned onClose={() => {}} title={t('sessionEnded.title')}>
      <p>{t('sessionEnded.text')}</p>
      <SignInSteps
        login={person.login}
        returnTo={null}
        onSignedIn={(session) => {
          if (session.person.id === person.id) {
            noteSignedIn(session)
            void answers.invalidateQueries()
          } else {
            // What is on the page belongs to somebody else: start from an empty one.
            location.assign('/')
          }
        }}
      />
    </Dialog>
  )
}
