import type { ShownSessionOfPerson } from '@glosa/domain/contract'
import type { PersonId } from '@glosa/domain/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'
import { deviceOf } from '../account/deviceOf.ts'
import { AdministrationPage } from './AdministrationPage.tsx'
import { PersonFactors } from './PersonFactors.tsx'
import { PersonField } from './PersonField.tsx'

const pageSize = 50
type Person = ShownSessionOfPerson['person']

/** Who is signed in now; one person’s sessions and second factors. */
export function SessionsScreen() {
  const { t } = useTranslation()
  const [personId, setPersonId] = useState<PersonId | null>(null)
  const [offset, setOffset] = useState(0)
  const [ending, setEnding] = useState<Person | null>(null)
  const sessions = useQuery({
    ...reading('listAllSessions', { query: { limit: pageSize, offset, ...(personId === null ? {} : { personId }) } }),
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  })
  const end = useAct('endPersonSessions', { changes: ['listAllSessions'] })
  const endAll = async ({ personId: whose }: Person) => {
    const outcome = await end.run({ params: { personId: whose } })
    setEnding(null)
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('administration.sessions.ended', { count: outcome.ended }) })
  }
  return (
    <AdministrationPage title={t('administration.sessions.title')} intro={t('administration.sessions.intro')}>
      <div className="ask-line">
        <PersonField
          label={t('administration.sessions.person')}
          selected={personId}
          onSelect={(chosen) => {
            setPersonId(chosen)
            setOffset(0)
          }}
        />
        {personId === null ? null : (
          <Button
            onPress={() => {
              setPersonId(null)
              setOffset(0)
            }}
          >
            {t('administration.sessions.everybody')}
          </Button>
        )}
      </div>
      {personId === null ? null : <PersonFactors key={personId} personId={personId} />}
      <section className="stack" aria-labelledby="open-sessions">
        <h2 id="open-sessions">{t('administration.sessions.open')}</h2>
        <Answer of={sessions}>
          {({ sessions: open, total }) =>
            total === 0 ? (
              <p>{t('administration.sessions.none')}</p>
            ) : (
              <>
                <SessionTable sessions={open} onEnd={setEnding} />
                <Pages offset={offset} total={total} onOffset={setOffset} />
              </>
            )
          }
        </Answer>
      </section>
      {ending ? (
        <AlertDialog
          isOpen
          isDanger
          title={t('administration.sessions.endTitle', { name: ending.displayName })}
          verb={t('administration.sessions.end')}
          onConfirm={() => void endAll(ending)}
          onCancel={() => setEnding(null)}
          isPending={end.isPending}
        >
          <p>{t('administration.sessions.endText')}</p>
        </AlertDialog>
      ) : null}
    </AdministrationPage>
  )
}

interface SessionTableProps {
  readonly sessions: readonly ShownSessionOfPerson[]
  readonly onEnd: (person: Person) => void
}

function SessionTable({ sessions, onEnd }: SessionTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const device = (userAgent: string) => {
    const { browser, system } = deviceOf(userAgent)
    if (browser && system) return t('account.browserOn', { browser, system })
    return browser ?? system ?? t('account.unknownDevice')
  }
  return (
    <Table
      labelledBy="open-sessions"
      columns={[
        {
          id: 'person',
          title: t('administration.sessions.column.person'),
          isRowHeader: true,
          cell: ({ person, unitName, current }) => (
            <span className="plain-list">
              <span className="row">
                <strong>{person.displayName}</strong>
                {current ? <Tag tone="brand">{t('account.thisSession')}</Tag> : null}
              </span>
              <span className="quiet">
                {person.login}, {unitName ?? t('account.noUnit')}
              </span>
            </span>
          ),
        },
        {
          id: 'device',
          title: t('administration.sessions.column.device'),
          cell: ({ userAgent }) => device(userAgent),
        },
        {
          id: 'method',
          title: t('administration.sessions.column.method'),
          cell: ({ method, secondFactor }) => (
            <span className="row">
              {t(`administration.method.${method}`)}
              {secondFactor ? <Tag tone="success">{t('administration.sessions.factor')}</Tag> : null}
            </span>
          ),
        },
        {
          id: 'seen',
          title: t('administration.sessions.column.seen'),
          cell: ({ createdAt, lastSeenAt }) => (
            <span className="plain-list">
              <span>{format.dayAndTime(lastSeenAt)}</span>
              <span className="quiet">
                {t('administration.sessions.since', { when: format.dayAndTime(createdAt) })}
              </span>
            </span>
          ),
        },
        {
          id: 'act',
          title: t('administration.sessions.column.act'),
          titleHidden: true,
          cell: ({ person }) => (
            <Button
              size="small"
              aria-label={t('administration.sessions.endOf', { name: person.displayName })}
              onPress={() => onEnd(person)}
            >
              {t('administration.sessions.end')}
            </Button>
          ),
        },
      ]}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
    />
  )
}

interface PagesProps {
  readonly offset: number
  readonly total: number
  readonly onOffset: (offset: number) => void
}

function Pages({ offset, total, onOffset }: PagesProps) {
  const { t } = useTranslation()
  if (total <= pageSize && offset === 0) return null
  return (
    <div className="row">
      <span className="quiet">
        {t('administration.sessions.range', { from: offset + 1, to: Math.min(offset + pageSize, total), total })}
      </span>
      <Button size="small" isDisabled={offset === 0} onPress={() => onOffset(Math.max(0, offset - pageSize))}>
        {t('administration.sessions.newer')}
      </Button>
      <Button size="small" isDisabled={offset + pageSize >= total} onPress={() => onOffset(offset + pageSize)}>
        {t('administration.sessions.older')}
      </Button>
    </div>
  )
}
