import type { SessionView } from '@glosa/domain/contract'
import { useNavigate } from '@tanstack/react-router'
import ChevronDown from 'lucide-react/icons/chevron-down'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import LogOut from 'lucide-react/icons/log-out'
import Settings from 'lucide-react/icons/settings'
import User from 'lucide-react/icons/user'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isOffline } from '../api/index.ts'
import { openHelp } from '../help/helpWindow.ts'
import { changeLanguage } from '../i18n/index.ts'
import { languages } from '../i18n/languages.ts'
import { dropAll, sendEverything } from '../offline/kept.ts'
import { dropKeptAct, tabStore } from '../secondFactor/keptAct.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { notify } from '../ui/notify.ts'
import { chooseTheme, storedTheme, themes } from './theme.ts'

/** Who is signed in: account, appearance, language, sign-out. */
export function UserMenu({ session }: { readonly session: SessionView }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [theme, setTheme] = useState(storedTheme)
  const name = session.person.displayName

  const signOut = async () => {
    await sendEverything()
    // A refusal means that the session is over anyway.
    if (isOffline(await call('signOut'))) return notify({ tone: 'error', text: t('problem.offline') })
    await dropAll()
    dropKeptAct(tabStore())
    // A fresh page: nothing of what this person has read stays in the memory of a shared computer.
    location.assign('/sign-in')
  }

  return (
    <Menu
      label={t('shell.userMenu', { name })}
      trigger={
        <Button variant="quiet" size="small">
          <Avatar name={name} />
          <span className="top-wide">{name}</span>
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
      groups={[
        [
          {
            id: 'account',
            label: t('shell.account'),
            icon: <User size={16} aria-hidden="true" />,
            onAction: () => void navigate({ to: '/account' }),
          },
          // On a narrow screen the main menu scrolls, and its last entry is out of sight.
          ...(session.person.roles.includes('administrator')
            ? [
                {
                  id: 'administration',
                  label: t('administration.title'),
                  icon: <Settings size={16} aria-hidden="true" />,
                  onAction: () => void navigate({ to: '/administration' }),
                },
              ]
            : []),
          {
            id: 'help',
            label: t('help.open'),
            icon: <CircleHelp size={16} aria-hidden="true" />,
            onAction: openHelp,
          },
        ],
        {
          title: t('theme.title'),
          selected: theme,
          choices: themes.map((id) => ({ id, label: t(`theme.${id}`) })),
          onSelect: (id) => {
            const chosen = themes.find((known) => known === id) ?? 'system'
            chooseTheme(chosen)
            setTheme(chosen)
          },
        },
        {
          title: t('language.title'),
          selected: i18n.language,
          choices: languages.map((id) => ({ id, label: t(`language.${id}`) })),
          onSelect: (id) => void changeLanguage(languages.find((known) => known === id) ?? 'cs'),
        },
        [
          {
            id: 'sign-out',
            label: t('shell.signOut'),
            icon: <LogOut size={16} aria-hidden="true" />,
            onAction: () => void signOut(),
          },
        ],
      ]}
    />
  )
}
