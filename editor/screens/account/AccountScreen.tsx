import type { AnswerOf } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct, useSession } from '../../api/index.ts'
import { changeLanguage } from '../../i18n/index.ts'
import { languages } from '../../i18n/languages.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { chooseTheme, storedTheme, themes } from '../../shell/theme.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/notify.ts'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { deviceOf } from './deviceOf.ts'
import { Factors } from './Factors.tsx'
import { NoticeSettings } from './NoticeSettings.tsx'
import { SignOutEverywhere } from './SignOutEverywhere.tsx'
import { Substitutions } from './Substitutions.tsx'

type OpenSession = AnswerOf<'listSessions'>['sessions'][number]

/** Who the person is to the office, how the application looks here, and where they are signed in. */
export function AccountScreen() {
  const { t } = useTranslation()
  const { person, unitName } = useSession()
  return (
    <Page title={t('account.title')} isNarrow>
      <div className="stack">
        <h1>{t('account.title')}</h1>
        <section className="panel stack" aria-labelledby="account-person">
          <h2 id="account-person">{t('account.person')}</h2>
          <dl className="facts">
            <dt>{t('account.name')}</dt>
            <dd>{person.displayName}</dd>
            <dt>{t('account.login')}</dt>
            <dd>{person.login}</dd>
            {person.email ? (
              <>
                <dt>{t('account.email')}</dt>
                <dd>{person.email}</dd>
              </>
            ) : null}
            <dt>{t('account.unit')}</dt>
            <dd>{unitName ?? t('account.noUnit')}</dd>
            <dt>{t('account.roles')}</dt>
            <dd>{person.roles.map((role) => t(`role.${role}`)).join(', ')}</dd>
          </dl>
          <p className="quiet">{t('account.fromDirectory')}</p>
        </section>
        <Substitutions />
        <NoticeSettings />
        <Factors />
        <Appearance />
        <OpenSessions />
      </div>
    </Page>
  )
}

function Appearance() {
  const { t, i18n } = useTranslation()
  const [theme, setTheme] = useState(storedTheme)
  return (
    <section className="panel stack" aria-labelledby="account-appearance">
      <h2 id="account-appearance">{t('account.appearance')}</h2>
      <Select
        label={t('theme.title')}
        choices={themes.map((id) => ({ id, label: t(`theme.${id}`) }))}
        selected={theme}
        onSelect={(chosen) => {
          chooseTheme(chosen)
          setTheme(chosen)
        }}
      />
      <Select
        label={t('language.title')}
        choices={languages.map((id) => ({ id, label: t(`language.${id}`) }))}
        selected={languages.find((known) => known === i18n.language) ?? 'cs'}
        onSelect={(language) => void changeLanguage(language)}
      />
      <p className="quiet">{t('account.appearanceHint')}</p>
    </section>
  )
}

function OpenSessions() {
  const { t } = useTranslation()
  const format = useFormat()
  const sessions = useQuery({ ...reading('listSessions'), refetchOnMount: 'always' })
  const revoke = useAct('revokeSession', { changes: ['listSessions'] })
  const nameOf = ({ userAgent }: OpenSession) => {
    const { browser, system } = deviceOf(userAgent)
    if (browser && system) return t('account.browserOn', { browser, system })
    return browser ?? system ?? t('account.unknownDevice')
  }
  const end = async (session: OpenSession) => {
    const outcome = await revoke.run({ params: { sessionId: session.sessionId } })
    if (!isFailure(outcome)) notify({ tone: 'success', text: t('account.ended') })
  }
  const columns: readonly TableColumn<OpenSession>[] = [
    {
      id: 'device',
      title: t('account.column.device'),
      isRowHeader: true,
      cell: (session) => (
        <span className="row">
          {nameOf(session)}
          {session.current ? <Tag tone="brand">{t('account.thisSession')}</Tag> : null}
        </span>
      ),
    },
    { id: 'since', title: t('account.column.since'), cell: (session) => format.dayAndTime(session.createdAt) },
    { id: 'seen', title: t('account.column.seen'), cell: (session) => format.dayAndTime(session.lastSeenAt) },
    {
      id: 'act',
      title: t('account.column.act'),
      titleHidden: true,
      cell: (session) =>
        session.current ? null : (
          <Button
            size="small"
            aria-label={t('account.endOf', { device: nameOf(session) })}
            onPress={() => void end(session)}
            isPending={revoke.isPending}
          >
            {t('account.end')}
          </Button>
        ),
    },
  ]
  return (
    <section className="stack" aria-labelledby="account-sessions">
      <div>
        <h2 id="account-sessions">{t('account.sessions')}</h2>
        <p className="quiet">{t('account.sessionsHint')}</p>
      </div>
      <Answer of={sessions}>
        {({ sessions: open }) => (
          <Table
            labelledBy="account-sessions"
            columns={columns}
            rows={[...open].sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt)}
            rowKey={(session) => session.sessionId}
          />
        )}
      </Answer>
      <SignOutEverywhere />
    </section>
  )
}
