import type { SessionView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../api/index.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'

interface Guest {
  readonly login: string
  readonly password: string
  readonly displayName: string
  readonly unitName: string | null
  readonly role: SessionView['person']['roles'][number]
}

export interface DemoGuestsProps {
  readonly guests: readonly Guest[]
  /** Hears of a session that may lack its second factor. */
  readonly onSignedIn: (session: SessionView) => void
}

/** Whom a newcomer may be in the demo, each one press away. */
export function DemoGuests({ guests, onSignedIn }: DemoGuestsProps) {
  const { t } = useTranslation()
  const signIn = useAct('signIn')
  if (guests.length === 0) return null
  const enter = async ({ login, password }: Guest) => {
    const outcome = await signIn.run({ body: { login, password } })
    if (outcome !== null && !isFailure(outcome)) onSignedIn(outcome)
  }
  return (
    <section aria-labelledby="guests">
      <h2 id="guests">{t('signIn.guests')}</h2>
      <ul className="plain-list guests">
        {guests.map((guest) => (
          <li key={guest.login}>
            <Button className="guest" isDisabled={signIn.isPending} onPress={() => void enter(guest)}>
              <Avatar name={guest.displayName} />
              <span className="guest-words">
                {guest.displayName}
                <span className="quiet">
                  {[t(`role.${guest.role}`), ...(guest.unitName === null ? [] : [guest.unitName])].join(' · ')}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
